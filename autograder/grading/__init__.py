"""Grading: from a submitted notebook to a record, and from the record to everything else."""
