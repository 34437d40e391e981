"""Brings torch.py, autograder/, conftest.py, sitecustomize.py, usercustomize.py and a .pth file beside the notebook.

Must come of it: full marks; none of them is ever imported.
"""


def beside(folder):
    """Write modules that would be imported in place of the real ones."""
    (folder / "autograder").mkdir()
    for name in ("torch.py", "numpy.py", "autograder/__init__.py", "conftest.py", "sitecustomize.py", "x.pth", "given.py"):
        (folder / name).write_text("import os; os.write(2, b'LOOT'); raise SystemExit('LOOT')\n")
