"""Waits for files to be saved: looks at their time and size now and then, which works on every platform."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAUSE = 0.3  # seconds between two looks


def saves(files: Iterable[Path], pause: float = PAUSE) -> Iterator[Path]:
    """Give every file once, then each again whenever it has been saved and has come to rest."""
    files = list(files)
    given: dict[Path, object] = {}
    seen: dict[Path, object] = {}
    while True:
        for file in files:
            now = _state(file)
            if now is not None and now == seen.get(file) != given.get(file):
                given[file] = now
                yield file
            seen[file] = now
        time.sleep(pause)


def _state(file: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; nothing while it is being replaced."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
