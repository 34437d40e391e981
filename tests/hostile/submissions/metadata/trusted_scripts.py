"""Signs itself as trusted and puts scripts into Markdown, where the formgrader and the feedback page show them.

Some spell an address letter by letter, as entities; a picture would tell another place who reads it, and one is missing.

Must come of it: full marks, and no script or javascript: link in the graded notebook.
"""

PEERS = False

from nbformat import v4


def build(notebook):
    """Add hostile Markdown."""
    notebook.metadata["trusted"] = True
    notebook.metadata["signature"] = "sha256:0000"
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)> [look](javascript:alert(1)) [b](javascript\\:alert(2))"
    text += " [c](&#106;avascript:alert(3)) [d](javascript&colon;alert(4)) [e](java&Tab;script:alert(5))"
    text += " ![f](http://elsewhere.example/seen.png) ![g](attachment:missing.png)"
    notebook.cells.append(v4.new_markdown_cell(text, metadata={"trusted": True}))
    return notebook
