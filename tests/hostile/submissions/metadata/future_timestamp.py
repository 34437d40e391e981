"""Brings a timestamp from the year 9999 and more lines than a timestamp has.

Must come of it: full marks; the file is only read as a date, if it is one.
"""


def beside(folder):
    """Replace the timestamp."""
    (folder / "timestamp.txt").write_text("9999-12-31 23:59:59 UTC\n" + "x" * 100_000)
