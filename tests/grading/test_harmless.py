"""A student's Markdown, rendered as a feedback page renders it, runs nothing and loads nothing."""

import base64
import time
from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading.harmless import harmless, pictures_of

DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()
ADDRESSES = [
    "javascript:alert(1)", "JavaScript:alert(1)", "javascript\\:alert(1)", "&#106;avascript:alert(1)",
    "&#x6a;avascript:alert(1)", "javascript&colon;alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)",
    "&#0000106avascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>", "&#1;javascript:alert(1)",
]  # fmt: skip
LINKS = [
    "[x]({})",
    "[x](<{}>)",
    "<{}>",
    "[x]: {}\n\n[x]",
    "[x]:\n{}\n\n[x]",
    "[x]({} 'title')",
    "![x]({})",
    "\\`[x]({})\\`",
]
TAGS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\\` <svg/onload=alert(1)> \\`", "<!--><script>a",
    "``\n<iframe src='javascript:alert(1)'>\n``", "<a\nhref=x>", "</div><object data=x>", "<?php ?>", "<![CDATA[x]]>",
    "![t](http://elsewhere.example/seen.png)", "![t][r]\n\n[r]: http://elsewhere.example/seen.png",
    "```mermaid\ngraph TD\n```", "~~~  mermaid\ngraph TD\n~~~",
]  # fmt: skip


class Page(HTMLParser):
    """The tags of a page, with what they lead to."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.tags, self.leads_to, self.programs = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.add(tag)
        self.leads_to += [value.strip().lower() for name, value in attrs if name in ("href", "src") and value]
        self.programs += [name for name, _ in attrs if name.startswith("on")]


def rendered(source, pasted=None):
    """The text as nbconvert makes a page of it."""
    text, pictures = harmless(source, pasted or {})
    renderer = IPythonRenderer(escape=False, attachments=pictures, exclude_anchor_links=True)
    return Page(MarkdownWithMath(renderer=renderer).render(text))


@pytest.mark.parametrize("source", [link.format(address) for link in LINKS for address in ADDRESSES] + TAGS)
def test_no_program_and_nothing_from_elsewhere(source):
    """However it is spelled, no script, no handler, no address that is a program, no picture from elsewhere."""
    page = rendered(source)
    assert page.tags <= {"a", "p", "code", "pre", "em", "strong", "div", "span", "br"}
    assert page.programs == []
    assert [place for place in page.leads_to if place.partition(":")[0] in ("javascript", "vbscript", "data")] == []
    assert "mermaid" not in str(page.tags)


@pytest.mark.parametrize("source", [r"$\href{javascript:alert(1)}{x}$", r"$\def\x#1{\href{java#1:a}{x}}\x{script}$"])
def test_formulas_have_no_links(source):
    """MathJax makes links of its own, and can put an address together."""
    assert r"\href" not in harmless(source, {})[0]


@pytest.mark.parametrize(
    "source",
    [
        "Scores `a < b`, so $w_i < 1$; data: see below.",
        "* [the paper](https://arxiv.org/abs/1706.03762)\n* **n!** & more",
        "```python\nif a < b and c[0]:\n    pass\n```",
        "$$\\begin{matrix} a & b \\\\ c & d \\end{matrix}$$",
    ],
)
def test_ordinary_answers_stay_as_they_are(source):
    """Code, formulas, lists and links are shown as written."""
    assert harmless(source, {}) == (source, {})


def test_a_pasted_picture_is_shown():
    """Only the pictures that the text shows are kept, under names of ours; one that is missing is said."""
    cell = {"attachments": {"my photo.png": {"image/png": DOT}, "unused.jpg": {"image/jpeg": DOT}}}
    source = "See ![my sketch](attachment:my%20photo.png) and ![](attachment:lost.png)."
    text, kept = harmless(source, pictures_of(cell))
    assert text == "See  ![my sketch](attachment:picture-1) and  (picture lost.png left out)."
    assert kept == {"picture-1": {"image/png": DOT}}
    assert rendered(source, pictures_of(cell)).leads_to == [f"data:image/png;base64,{DOT.lower()}"]


@pytest.mark.parametrize(
    "cell",
    [
        [], {}, {"attachments": []}, {"attachments": {"a": 1}}, {"attachments": {"a": {"image/png": 1}}},
        {"attachments": {"a": {"image/svg+xml": DOT}}}, {"attachments": {"a": {"image/png": '"><script>'}}},
    ],
)  # fmt: skip
def test_what_is_no_picture_is_not_taken(cell):
    """Other kinds, and what is not base64, are left out."""
    assert pictures_of(cell) == {}


@pytest.mark.parametrize("piece", ["![", "```", "&", "data", "<", "![a](attachment:"])
def test_long_texts_take_no_time(piece):
    """Half a million characters of beginnings are read in a moment."""
    start = time.process_time()
    harmless(piece * (500_000 // len(piece)), {})
    assert time.process_time() - start < 3
