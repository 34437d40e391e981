"""Stock nbgrader, called as a library: its start-up mended, its log caught."""

import contextlib
import io
import logging
import os
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any


def without_alembic() -> None:
    """Tell nbgrader the version of a new gradebook's tables; it would start `alembic`, by name, which takes seconds."""
    import nbgrader.api
    from alembic.script import ScriptDirectory

    migrations = Path(nbgrader.api.__file__).parent / "alembic"
    nbgrader.api.get_alembic_version = lambda: str(ScriptDirectory(str(migrations)).get_current_head())


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
