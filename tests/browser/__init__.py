"""A real browser on JupyterLab, as a student has it."""
