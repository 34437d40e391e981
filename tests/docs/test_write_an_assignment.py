"""docs/write-an-assignment.md is followed word for word, in an empty folder."""

import pytest

from tests.docs.pages import ROOT, Block, blocks
from tests.docs.reader import Reader

STEPS = list(blocks(ROOT / "docs" / "write-an-assignment.md"))


def test_the_page_can_be_followed_to_the_end(tmp_path):
    """From an empty folder to a graded class: every file as shown, every command, and what it prints."""
    reader = Reader(tmp_path)
    for block in STEPS:
        reader.follow(block)
    assert len(list(reader.folder.glob("grading/results/01-averages/*.json"))) == 2


def test_a_word_too_many_on_the_page_is_seen(tmp_path):
    """A line that a command does not print makes this test fail."""
    reader = Reader(tmp_path)
    reader.follow(Block("console", "$ mkdir a && cd a\n$ basename $PWD\na\n", ""))
    with pytest.raises(AssertionError, match="basename"):
        reader.follow(Block("console", "$ basename $PWD\nb\n", ""))
