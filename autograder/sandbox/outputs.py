"""What one cell shows, kept as nbformat has it, up to a limit."""

import json
from typing import Any

_CUT = "\n[The rest of this cell's output was left out: the limit is {} KB.]\n"


class Outputs:
    """What one cell shows, in order; after `limit` bytes nothing more is kept, and a line says so."""

    def __init__(self, limit: int) -> None:
        """Start with nothing."""
        self.limit = limit
        self.items: list[dict[str, Any]] = []
        self.left, self.cut, self._cleared = limit, False, False

    def write(self, name: str, text: str) -> None:
        """Keep text written to stdout or stderr, as much as there is room for."""
        self._make_way()
        if self.left > 0:
            kept = _fitting(text, self.left)
            self.left -= _size(kept) if kept == text else self.left
            if not self.items or self.items[-1].get("name") != name:
                self.items.append({"output_type": "stream", "name": name, "parts": []})
            self.items[-1]["parts"].append(kept)
        self._say_if_full()

    def add(self, item: dict[str, Any]) -> None:
        """Keep a figure, a result or an error if there is room for all of it."""
        self._make_way()
        size = _size(item)
        if size <= self.left:
            self.items.append(item)
        self.left = max(0, self.left - size)
        self._say_if_full()

    def clear(self, wait: bool) -> None:
        """Forget what was shown, at once or when there is something new, as a training loop does."""
        self._cleared = True
        if not wait:
            self._make_way()

    def _make_way(self) -> None:
        if self._cleared:
            self.items = []
            self.left, self.cut, self._cleared = self.limit, False, False

    def _say_if_full(self) -> None:
        if self.left <= 0 and not self.cut:
            self.cut = True
            self.items.append({"output_type": "stream", "name": "stderr", "parts": [_CUT.format(self.limit >> 10)]})

    def finished(self) -> list[dict[str, Any]]:
        """Give the outputs as nbformat has them."""
        for item in self.items:
            if "parts" in item:
                item["text"] = "".join(item.pop("parts"))
        return self.items


def _size(what: Any) -> int:
    """Bytes that it takes on its way out: letters beyond ASCII take six or twelve."""
    return len(json.dumps(what))


def _fitting(text: str, room: int) -> str:
    """As much of the beginning of a text as there is room for."""
    text = text[:room]
    while (size := _size(text)) > room and text:
        text = text[: len(text) * room // size]
    return text
