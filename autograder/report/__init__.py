"""Pages, tables and exports for instructors, all drawn from the records."""
