"""Reads README and docs/ as a reader would: blocks of code, commands, links, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").glob("*.md")])
SHELL = ("console", "bash", "")
BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<kind>[\w-]*)[^\n]*\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its text, and the line of text before it."""

    kind: str
    text: str
    before: str


def blocks(page: Path) -> Iterator[Block]:
    """All blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        lines = text[: found.start()].strip().splitlines()
        yield Block(found["kind"], found["text"], lines[-1] if lines else "")


def typed(page: Path) -> Iterator[str]:
    """Every command of a page's blocks: lines after `$ `, and all lines where there is no prompt."""
    for block in blocks(page):
        lines = block.text.replace("\\\n", " ").splitlines()
        if any(line.startswith("$ ") for line in lines):
            yield from (line[2:] for line in lines if line.startswith("$ "))
        elif block.kind == "" and lines and lines[0].startswith(("attn ", "make ")):
            yield from lines


def commands(page: Path) -> Iterator[str]:
    """Every command of a page: typed ones, those of its scripts, and those inside a sentence."""
    yield from typed(page)
    for block in blocks(page):
        if block.kind == "bash":
            yield from block.text.replace("\\\n", " ").splitlines()
    yield from re.findall(r"`((?:attn|make) [^`\n]+)`", BLOCK.sub("", page.read_text(encoding="utf-8")))


def links(page: Path) -> Iterator[str]:
    """Every link of a page that does not lead to another site."""
    for found in LINK.finditer(BLOCK.sub("", page.read_text(encoding="utf-8"))):
        if not found["target"].startswith(("http://", "https://", "mailto:")):
            yield found["target"]


def anchors(page: Path) -> set[str]:
    """The names by which headings are linked to, as GitHub makes them."""
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
