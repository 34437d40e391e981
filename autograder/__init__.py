"""The tool of the course: build, check, grade, report. Light to import; heavy parts load when used."""

__version__ = "1.0.0"
