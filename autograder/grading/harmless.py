"""A student's Markdown as it may stand in another's browser: it runs nothing, and asks no other place for anything.

Each way to do that needs certain letters side by side. A space between them makes plain text of it, whether a page
takes the place for text, code or a formula (on which programs disagree), and the text can still be read.
"""

import binascii
import re
from base64 import b64decode
from typing import Any
from urllib.parse import unquote

_FIRST_OF_TWO = re.compile(
    r"""
      <(?=[A-Za-z/!?])                              # HTML, and links in angle brackets
    | &(?=\#?\w+;)                                  # a letter by its number: it could spell any of the others
    | \b(?:javascript|vbscript|data)(?=\\*:\S)      # addresses that are programs
    | !(?=\[)                                       # a picture, from wherever it likes
    | \\(?=href\b|require\b)                        # MathJax: links, and further commands
    | [`~]{3}(?=[`~\s]{0,40}mermaid)                # a drawing made by a script
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PASTED = re.compile(r"!\[(?P<words>[^\]\n]{0,200})\]\(attachment:(?P<name>[^)\n]{1,200})\)")
KINDS = ("image/png", "image/jpeg")

Pictures = dict[str, dict[str, str]]  # attachments of a cell: name -> {kind: base64}


def harmless(source: str, pasted: Pictures) -> tuple[str, Pictures]:
    """Give the text, and the pictures of it that were pasted into its cell, under names of our own."""
    text, end, kept = "", 0, Pictures()
    for found in _PASTED.finditer(source):
        picture = pasted.get(found["name"]) or pasted.get(unquote(found["name"]))
        text += _plain(source[end : found.start()])
        end = found.end()
        if picture is None:
            text += f" (picture {_plain(found['name'])} left out)"
            continue
        kept[name := f"picture-{len(kept) + 1}"] = picture
        text += f" ![{_plain(found['words'])}](attachment:{name})"
    return text + _plain(source[end:]), kept


def pictures_of(cell: Any) -> Pictures:
    """The attachments of a submitted cell that are pictures of a kind without scripts."""
    found = cell.get("attachments") if isinstance(cell, dict) else None
    kept = Pictures()
    for name, data in found.items() if isinstance(found, dict) else ():
        for kind in KINDS:
            if isinstance(data, dict) and _is_base64(data.get(kind)):
                kept.setdefault(name, {kind: data[kind]})
    return kept


def _plain(text: str) -> str:
    return _FIRST_OF_TWO.sub(r"\g<0> ", text)


def _is_base64(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return False
