"""Brings archives with `../`, absolute names and a bomb of 100 MB in 100 KB.

Must come of it: full marks; nobody unpacks them while grading.
"""

PEERS = False

import io
import tarfile
import zipfile


def beside(folder):
    """Write the archives."""
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../gradebook.db", "mine")
        archive.writestr("/tmp/absolute", "mine")
        archive.writestr("bomb", bytes(100_000_000))
    with tarfile.open(folder / "work.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("../../../gradebook.db"), io.BytesIO())
