"""Facts about the repository."""
