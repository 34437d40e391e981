"""Lets the formgrader's autograde button grade in a process beside the server.

nbgrader grades inside the web server's handler: every page, save and kernel of everybody waits meanwhile. Here the
same NbGraderAPI.autograde is called in one process of its own, which keeps its warm sandbox for the next student.
"""

import asyncio
import functools
import importlib
import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from autograder.stock import api_of

Result = dict[str, Any]  # success, error, log: what nbgrader's pages expect


class Beside:
    """The process beside the server; made when first needed, and anew when it has died."""

    def __init__(self, root: Path) -> None:
        """Keep the course's root."""
        self.root = root
        self._pool: ProcessPoolExecutor | None = None

    async def autograde(self, assignment: str, student: str) -> Result:
        """Grade one submission without holding up whoever waits here."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            job = functools.partial(autograde, str(self.root), assignment, student)
            return await asyncio.get_running_loop().run_in_executor(self._pool, job)
        except BrokenProcessPool:
            self._pool = None
            reason = "the process that grades has died; press the button again"
            return {"success": False, "error": f"{student}, {assignment}: {reason}", "log": ""}


def autograde(root: str, assignment: str, student: str) -> Result:
    """Do what the button does, in this process."""
    result: Result = api_of(root).autograde(assignment, student)
    return result


def use(root: Path) -> None:
    """Put our handler in the place of nbgrader's."""
    from tornado import web

    pages = importlib.import_module("nbgrader.server_extensions.formgrader.apihandlers")
    beside = Beside(root)

    async def post(self: Any, assignment_id: str, student_id: str) -> None:
        self.write(json.dumps(await beside.autograde(assignment_id, student_id)))

    pages.AutogradeHandler.post = web.authenticated(pages.check_xsrf(pages.check_notebook_dir(post)))
