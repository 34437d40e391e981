"""README and docs/ speak of commands, options, targets, files and headings that exist."""

import re
import shlex
from functools import cache

import pytest
import typer

from autograder.cli import app
from tests.docs.pages import PAGES, ROOT, anchors, blocks, commands, links

IDS = [str(page.relative_to(ROOT)) for page in PAGES]
PLACEHOLDER = re.compile(r"\[[^\]]*\]|\.\.\.")  # [SLUG...] in a synopsis


@cache
def known() -> dict[str, set[str]]:
    """Every command of ours with its options, as `attn ... --help` shows them."""
    group = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts} | {"--help"}
        for name, command in group.commands.items()
    }


@cache
def targets() -> set[str]:
    """Every target of the Makefile that is meant to be typed."""
    return set(re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split())


def words_of(line: str) -> list[list[str]]:
    """The words of each simple command in a line; variables before it and comments taken out."""
    found = []
    line = re.sub(r"(^|\s)#.*", "", PLACEHOLDER.sub(" ", line))
    for part in re.split(r"&&|\||;", line):
        words = shlex.split(part)
        while words and (re.fullmatch(r"\w+=.*", words[0]) or words[0] in ("srun", "exec", "nohup")):
            words.pop(0)
        if words:
            found.append(words)
    return found


def mistakes_in(words: list[str]) -> list[str]:
    """What one command says that there is not."""
    program = words[0].split("/")[-1]
    if program == "make":
        return [f"make {word}" for word in words[1:] if not word.startswith("-") and word not in targets()]
    if program != "attn" or len(words) == 1:
        return []
    if words[1] not in known():
        return [] if words[1].startswith("-") else [f"attn {words[1]}"]
    options = [word.split("=")[0] for word in words[2:] if word.startswith("-") and len(word) > 1]
    return [f"attn {words[1]} {option}" for option in options if option not in known()[words[1]]]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_exists(page):
    """Each `attn` command has the options it is shown with, and each `make` target is in the Makefile."""
    assert [(line, wrong) for line in commands(page) for words in words_of(line) for wrong in mistakes_in(words)] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_leads_somewhere(page):
    """A linked file is there, and so is the heading it is linked by."""
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_path_in_backticks_exists(page):
    """A file of the repository that a page names is there."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    tops = "autograder|attn_solutions|benchmarks|docs|release|source|tests"
    named = re.findall(rf"`((?:{tops})/[\w./-]+)`", text)
    example = "".join(block.before for block in blocks(ROOT / "docs" / "write-an-assignment.md"))
    assert [path for path in named if not (ROOT / path).exists() and path not in example] == []


def test_the_table_of_contents_names_every_page():
    """docs/README.md links to each page of docs/, and the README to docs/README.md."""
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(links(ROOT / "docs" / "README.md"))
    assert "docs/README.md" in set(links(ROOT / "README.md"))


def test_every_command_of_ours_is_documented():
    """Each command of `attn --help` is used on some page."""
    used = {words[1] for page in PAGES for line in commands(page) for words in words_of(line) if words[0] == "attn"}
    assert known().keys() <= used


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("attn grade 03 --student 'a*'", []),
        ("attn grade --studnet ada", ["attn grade --studnet"]),
        ("attn gade 03", ["attn gade"]),
        ("ATTN_GRADING=g .venv/bin/attn report --compare  # --nothing", []),
        ("make env && make tset", ["make tset"]),
    ],
)
def test_this_test_sees_a_slip(line, wrong):
    """A command or option that is not there is seen; variables, paths and comments do not hide it."""
    assert [mistake for words in words_of(line) for mistake in mistakes_in(words)] == wrong
