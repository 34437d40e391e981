"""Where a student stands in one assignment: run in a process of its own, so that notebooks can't disturb each other."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def standing(path: Path) -> dict[str, Any]:
    """Points from the visible checks of one notebook, and the first exercise that has something left to do."""
    facts = json.loads((path.parent / "checks" / "checks.json").read_text(encoding="utf-8"))
    row = {"slug": facts["slug"], "title": f"{facts['slug'][:2]} {facts['title']}", "points": 0, "next": ""}
    row["max_points"] = sum(exercise["visible_points"] for exercise in facts["exercises"])
    if not path.exists():
        return row | {"next": facts["exercises"][0]["name"]}
    command = [sys.executable, "-c", "from autograder.cli import main; main()", "check", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 2:
        return row | {"next": done.stderr.strip().removeprefix("attn: ")}
    report = json.loads(done.stdout)[0]
    left = [name for name, lines in report["exercises"].items() if any(line["state"] != "pass" for line in lines)]
    return row | {"points": report["points"], "next": left[0] if left else ""}
