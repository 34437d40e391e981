"""Writes the tool as a wheel: a zip of its code and four small files. No network, no build tool, the same bytes."""

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import autograder

MOMENT = (2026, 1, 1, 0, 0, 0)  # the same for every file of every kit
WHEEL = "Wheel-Version: 1.0\nGenerator: attn kit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip that depends on nothing but them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3  # also where it is made on Windows
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def wheel(pyproject: Path) -> tuple[str, bytes]:
    """The file name and the bytes of the wheel of this package."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    stem = f"{project['name'].replace('-', '_')}-{autograder.__version__}"
    home = Path(autograder.__file__).parent
    files = {f"autograder/{path.relative_to(home).as_posix()}": path.read_bytes() for path in _code(home)}
    info = f"{stem}.dist-info"
    scripts = "".join(f"{name} = {place}\n" for name, place in project["scripts"].items())
    files |= {
        f"{info}/METADATA": _metadata(project).encode(),
        f"{info}/WHEEL": WHEEL.encode(),
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return f"{stem}-py3-none-any.whl", zipped(files)


def _code(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _metadata(project: Mapping[str, object]) -> str:
    needs = project["dependencies"]
    assert isinstance(needs, list)
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project['name']}",
        f"Version: {autograder.__version__}",
        f"Summary: {project['description']}",
        f"Requires-Python: {project['requires-python']}",
        *[f"Requires-Dist: {need}" for need in needs],
    ]
    return "\n".join(lines) + "\n"


def _record(files: Mapping[str, bytes], own: str) -> str:
    """What an installer compares the files with."""
    rows = []
    for name, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(content)}\n")
    return "".join(rows) + f"{own},,\n"
