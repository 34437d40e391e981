"""nbgrader's feedback pages, readable without a network: formulas become MathML before the page is made."""

import re
from typing import Any

from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

# $$display$$ or $inline$; a dollar after a backslash is a dollar, and inline formulas stay on one paragraph.
FORMULA = re.compile(
    r"(?<!\\)\$\$(?P<display>.+?)\$\$|(?<!\\)\$(?P<inline>[^\s$](?:[^$\n]|\n(?!\n))*?)(?<!\\)\$", re.DOTALL
)
ELSEWHERE = re.compile(
    r'<script[^>]*\ssrc="(?:https?:)?//[^"]*"[^>]*>\s*</script>|<link[^>]*\shref="(?:https?:)?//[^"]*"[^>]*>'
)
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


class OfflinePage(HTMLExporter):
    """The page that a student gets back: it asks no other place for anything."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> Any:
        """Make the page, and take out what nbgrader's template loads from elsewhere (MathJax, say)."""
        page, resources = super().from_notebook_node(nb, resources, **kwargs)
        return ELSEWHERE.sub("", page), resources


class OfflineFormulas(Preprocessor):
    """Writes the formulas of text cells as MathML, which browsers show by themselves."""

    enabled = Bool(True)

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: dict[str, Any],
        index: int,  # noqa: ARG002
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Change one text cell."""
        if cell.cell_type == "markdown":
            parts = CODE.split(cell.source)  # code is left alone
            cell.source = "".join(part if i % 2 else FORMULA.sub(_mathml, part) for i, part in enumerate(parts))
        return cell, resources


def _mathml(found: re.Match[str]) -> str:
    display = found["display"] is not None
    try:
        made = convert(found["display"] if display else found["inline"], display="block" if display else "inline")
    except Exception:  # latex2mathml has no error of its own; the formula stays as it was written
        return found[0]
    return str(made).replace("\n", "")
