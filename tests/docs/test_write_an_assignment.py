"""docs/write-an-assignment.md is followed word for word, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks

PAGE = ROOT / "docs" / "write-an-assignment.md"
STEPS = list(blocks(PAGE))


class Reader:
    """Someone who does what the page says."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.status = folder, "", 0

    def write(self, path: str, text: str) -> None:
        """Write a file as the page shows it."""
        (self.folder / path).write_text(text, encoding="utf-8")

    def run(self, command: str) -> None:
        """Type a command; a `cd` in it lasts."""
        line = f"{command}\nstatus=$?; pwd > .where; exit $status"
        paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ATTN_")}
        environment |= {"PATH": paths, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300
        )
        self.output, self.status = done.stdout + done.stderr, done.returncode
        self.folder = self._where()

    def _where(self) -> Path:
        found = sorted(self.folder.rglob(".where"), key=lambda path: path.stat().st_mtime_ns)[-1]
        where = Path(found.read_text().strip())
        found.unlink()
        return where


def same_words(text: str) -> list[str]:
    """Lines without regard to how wide the spaces are."""
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]


def follow(reader: Reader, block: Block) -> None:
    """Do what one block says, and compare what comes."""
    named = re.fullmatch(r"`([\w./-]+)`:", block.before)
    if named:
        reader.write(named[1], block.text)
        return
    if block.kind != "console":
        return
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        reader.run(command)
        expected = same_words(shown)
        code = next((int(line.split()[-1]) for line in expected if line.startswith("exit code ")), 0)
        assert reader.status == code, f"{command}\n{reader.output}"
        missing = [line for line in expected if line not in same_words(reader.output) and line != f"exit code {code}"]
        assert missing == [], f"{command}\n{reader.output}"


def test_the_page_can_be_followed_to_the_end(tmp_path):
    """From an empty folder to a graded class: every file as shown, every command, and what it prints."""
    reader = Reader(tmp_path)
    for block in STEPS:
        follow(reader, block)
    assert len(list(reader.folder.glob("grading/results/01-averages/*.json"))) == 2


def test_a_word_too_many_on_the_page_is_seen(tmp_path):
    """A line that a command does not print makes this test fail."""
    reader = Reader(tmp_path)
    follow(reader, Block("console", "$ mkdir a && cd a\n$ basename $PWD\na\n", ""))
    with pytest.raises(AssertionError, match="basename"):
        follow(reader, Block("console", "$ basename $PWD\nb\n", ""))
