"""attn doctor: what this machine can do, what is missing, and how to get it."""

import importlib.util
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from typing import Any

import typer

from autograder.commands.shared import FINE, FOUND, Json, console, plain_errors, say_json

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for."""

    group: str
    name: str
    works: bool
    remedy: str = ""


@plain_errors
def doctor(as_json: Json = False) -> None:
    """Say what this machine can isolate, and what is missing for a browser, PostgreSQL or a cluster."""
    found = [*_python(), *_walls(), *_extras()]
    if as_json:
        say_json([asdict(finding) for finding in found])
    else:
        _show(found)
    raise typer.Exit(FINE if all(f.works for f in found if f.group != "for more") else FOUND)


def _python() -> list[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    found = [Finding("for all", f"Python {version}", sys.version_info >= (3, 11), "install Python 3.11 or newer")]
    for module in ("torch", "matplotlib", "nbgrader", "jupyterlab"):
        there = importlib.util.find_spec(module) is not None
        found.append(Finding("for all", module, there, f"pip install {module}, or `make env`"))
    return found


def _walls() -> list[Finding]:
    if platform.system() != "Linux":
        remedy = "grading needs Linux; checks and lessons run anywhere"
        return [Finding("for grading", f"the sandbox on {platform.system()}", works=False, remedy=remedy)]
    from autograder.sandbox import doctor as sandbox

    parts = sandbox.available()
    found = [Finding("for grading", p.name, p.works, f"{p.reason}: {p.remedy}" if not p.works else "") for p in parts]
    level = sandbox.best_level(parts)
    return [*found, Finding("for grading", f"strongest level: {level}", level == "full", "see the parts above")]


def _extras() -> list[Finding]:
    browser = any(map(shutil.which, BROWSERS))
    postgres: Any = shutil.which("postgres") or shutil.which("pg_ctlcluster")
    return [
        Finding("for more", "browser (Chromium), for the browser tests", browser, "Debian: apt-get install chromium"),
        Finding("for more", "PostgreSQL server", bool(postgres), "Debian: apt-get install postgresql"),
        *[
            Finding("for more", f"{name}, for {use}", importlib.util.find_spec(name) is not None, f"pip install {name}")
            for name, use in (
                ("playwright", "the browser tests"),
                ("distributed", "a cluster"),
                ("psycopg2", "PostgreSQL"),
            )
        ],
    ]


def _show(found: list[Finding]) -> None:
    group = ""
    for finding in found:
        if finding.group != group:
            group = finding.group
            console.print(group)
        console.print(f" {'ok ' if finding.works else '-- '} {finding.name}", markup=False)
        if not finding.works:
            console.print(f"      {finding.remedy}", markup=False)
