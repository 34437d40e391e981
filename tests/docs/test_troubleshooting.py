"""docs/troubleshooting.md quotes messages that the code has."""

import ast
import re
from functools import cache

import pytest

from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
MESSAGES = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
GAP = "..."


@cache
def texts() -> list[str]:
    """Every text in the tool's code, with `...` for what is filled in."""
    found = []
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else GAP for part in node.values]
                found.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return found


def is_said(message: str) -> bool:
    """Whether some text has all the words of a message, in their order."""
    pieces = [piece.strip(" .:`") for piece in message.split(GAP)]
    pattern = re.compile(".*".join(re.escape(piece) for piece in pieces if piece), re.DOTALL)
    return any(pattern.search(text) for text in texts())


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_in_the_code(message):
    """A message that was reworded is reworded on the page too."""
    assert is_said(message)


def test_a_message_that_nobody_says_is_seen():
    """Words that stand in no text of the code, or in another order, are not found."""
    assert len(MESSAGES) > 40
    assert not is_said("course: found ... expected none")
