"""Pairs of submissions that are improbably alike: a place to look, never a verdict.

Winnowing (Schleimer, Wilkerson, Aiken 2003) on the syntax tree: names, numbers and comments are taken out, runs of
tokens are hashed, a few of the hashes kept. What the release itself contains, and what very many share, does
not count. (copydetect compares text files pair by pair; on notebooks it would need the same tree first.)
"""

import ast
import json
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from itertools import combinations
from typing import Any

from autograder.course import Course

RUN, WINDOW = 24, 12  # tokens in a hashed run, hashes in a window of which the smallest is kept
FEWEST, SHARE, COMMON = 12, 0.8, 0.1
NAMES_KEPT = {"torch", "nn", "softmax", "matmul", "bmm"}


def similar_pairs(course: Course, place: Any, slug: str) -> list[tuple[str, str, float]]:
    """Pairs whose answers share most of their fingerprints, the most alike first."""
    given = _fingerprints(_code(json.loads((course.release(slug) / f"{slug}.ipynb").read_text(encoding="utf-8"))))
    prints: dict[str, set[int]] = {}
    for path in sorted(place.autograded.glob(f"*/{slug}/{slug}.ipynb")):
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        prints[path.parts[-3]] = _fingerprints(_code(notebook)) - given
    owners: dict[int, set[str]] = defaultdict(set)
    for student, found in prints.items():
        for value in found:
            owners[value].add(student)
    most = max(3, COMMON * len(prints))
    rare = {student: {v for v in found if len(owners[v]) <= most} for student, found in prints.items()}
    pairs = ((one, other, _share(rare[one], rare[other])) for one, other in combinations(rare, 2))
    return sorted((pair for pair in pairs if pair[2] >= SHARE), key=lambda pair: (-pair[2], pair[:2]))


def _share(one: set[int], other: set[int]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= FEWEST else 0.0


def _code(notebook: dict[str, Any]) -> str:
    return "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")


def _fingerprints(code: str) -> set[int]:
    tokens = list(_shapes(code))
    hashes = [hash(tuple(tokens[i : i + RUN])) for i in range(max(0, len(tokens) - RUN + 1))]
    return {min(hashes[i : i + WINDOW]) for i in range(max(0, len(hashes) - WINDOW + 1))}


def _shapes(code: str) -> Iterator[int]:
    """Tokens without what a copier changes first: names, comments, spacing, texts, numbers."""
    try:
        for token in tokenize.generate_tokens(StringIO(_bare(code)).readline):
            if token.type == tokenize.NAME and token.string not in NAMES_KEPT and not _keyword(token.string):
                yield 1
            elif token.type in (tokenize.NUMBER, tokenize.STRING):
                yield 2
            elif token.string.strip():
                yield sum(ord(letter) * 31**place for place, letter in enumerate(token.string)) % (1 << 61)
    except (tokenize.TokenError, IndentationError):
        return


def _bare(code: str) -> str:
    """Code written anew from its tree, without comments and docstrings; as it is where it can't be read."""
    try:
        tree = ast.parse(code)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list) and len(body) > 1 and _is_docstring(body[0]):
                del body[0]
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two: brackets or signs without end
        return code


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _keyword(word: str) -> bool:
    import keyword

    return keyword.iskeyword(word)
