"""Stock nbgrader, called as a library: its path problem mended, its log caught."""

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any


def find_alembic() -> None:
    """nbgrader starts `alembic` by name: let it be found beside this Python."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = here + os.pathsep + os.environ.get("PATH", "")


@contextlib.contextmanager
def caught_log() -> Iterator[io.StringIO]:
    """Collect what nbgrader would print, warnings aside."""
    log = io.StringIO()
    logger = logging.getLogger("traitlets")
    handler, before = logging.StreamHandler(log), (logger.handlers[:], logger.propagate)
    logger.handlers, logger.propagate = [handler], False
    try:
        with contextlib.redirect_stderr(log), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, from sqlalchemy: nothing an instructor can mend
            yield log
    finally:
        logger.handlers, logger.propagate = before


@cache
def api_of(root: str) -> Any:
    """nbgrader's API for a course, with its configuration; this process changes into the course's folder."""
    from nbgrader.apps import NbGrader, NbGraderAPI

    os.chdir(root)  # where nbgrader looks for its configuration
    reader = NbGrader()
    reader.load_config_file()
    return NbGraderAPI(config=reader.config)
