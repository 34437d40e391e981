"""Leaves start-up files for Python, IPython and Jupyter, which stock kernels of later students would run.

Must come of it: full marks, and none of it outside its own folder.
"""

PEERS = False

LAST = """
import os, pathlib, site
home = pathlib.Path(os.path.expanduser("~"))
for path in (home / ".ipython/profile_default/startup/00-MARK.py", home / ".config/MARK/x", home / ".jupyter/MARK.py",
             pathlib.Path(site.getusersitepackages()) / "MARK.pth", pathlib.Path(torch.__file__).parent / "MARK.pth",
             home / ".bashrc-MARK", home / ".local/lib/MARK.py"):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("print('left behind')")
    except OSError:
        pass
"""
