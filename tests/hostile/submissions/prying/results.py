"""Reads the results and the course's secret, and writes a result of its own.

Must come of it: full marks, nothing read, its record as graded.
"""

PEERS = False

LAST = """
import pathlib
folder = pathlib.Path("GRADING")
for path in (folder / "secret", folder / "results", CHECK := pathlib.Path("CHECKOUT/course_config.py")):
    try:
        print("LO" + "OT", path.read_bytes()[:20] if path.is_file() else list(path.iterdir()))
    except OSError:
        pass
try:
    (folder / "results/03-scoring-functions/prying-results.json").write_text('{"status": "graded", "points": 999}')
except OSError:
    pass
"""
