"""attn serve: grade what arrives as it arrives."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.shared import FINE, GradingDir, Isolation, UserError, Workers, console, cores, plain_errors


@plain_errors
def serve(
    exchange: Annotated[
        Path | None, typer.Option(help="nbgrader's exchange: collect from its inbound folder.", envvar="ATTN_EXCHANGE")
    ] = None,
    any_owner: Annotated[
        bool, typer.Option("--any-owner", help="Believe a submission's name whoever its files belong to.")
    ] = False,
    feedback: Annotated[bool, typer.Option("--feedback", help="Hand each feedback page back at once.")] = False,
    workers: Workers = 0,
    port: Annotated[int, typer.Option(help="Shows the status on this machine; 0: any.", min=0, max=65535)] = 8765,
    isolation: Isolation = "full",
    grading: GradingDir = Path("grading"),
) -> None:
    """Watch for submissions and grade each as it arrives, until Ctrl-C."""
    from autograder.commands.grade import look_at_isolation
    from autograder.course import open_course
    from autograder.grading.places import Grading, gradebook_url
    from autograder.grading.serve import Server
    from autograder.grading.status_page import status_page

    course, place = open_course(), Grading(grading)
    look_at_isolation(isolation)
    with ExitStack() as stack:
        stack.enter_context(_alone(place.root))
        stop = stack.enter_context(_until_told())
        inbound = _inbound(course, place, exchange, any_owner)
        hand_back = _hand_back(course, place, exchange) if feedback else None
        server = Server(course, place, isolation, workers or cores(), _say, inbound, hand_back)
        try:
            address = stack.enter_context(status_page(port, server.status))
        except OSError as error:
            raise UserError(f"--port {port}: can't be used: {error.strerror}; name another, or 0") from error
        watched = f"{place.submitted} and {inbound.folder}" if inbound else place.submitted
        _say(f"watching {watched}; status: {address}; Ctrl-C ends it")
        server.run(stop, gradebook_url(course, place))
    _say("stopped; everything that was graded is kept")
    raise typer.Exit(FINE)


def _inbound(course: Any, place: Any, exchange: Path | None, any_owner: bool) -> Any:
    from autograder.grading.arrivals import Inbound

    if exchange is None:
        return None
    folder = exchange / course.config.COURSE_ID / "inbound"
    if not folder.is_dir():
        raise UserError(f"exchange: expected a folder {folder}, found none; `nbgrader release_assignment` makes it")
    return Inbound(folder, place, course.slugs, any_owner)


def _hand_back(course: Any, place: Any, exchange: Path | None) -> Any:
    """Tell nbgrader, which reads its settings from the environment, which folders are meant."""
    from autograder.grading.hand_back import HandBack

    os.environ |= {"ATTN_COURSE": str(course.root), "ATTN_GRADING": str(place.root.resolve())}
    if exchange:
        os.environ["ATTN_EXCHANGE"] = str(exchange.resolve())
    return HandBack(course.root, place.submitted, exchange is not None)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one process at a time serve a grading; the lock goes with the process, however it ends."""
    import fcntl  # not on Windows, where students load this module too

    root.mkdir(parents=True, exist_ok=True)
    with (root / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(f"{root}: another `attn serve` watches it; stop that one first") from None
        yield


@contextmanager
def _until_told() -> Iterator[threading.Event]:
    """Set an event on Ctrl-C or SIGTERM; a second one ends the process at once, and costs only what is unfinished."""
    stop = threading.Event()
    kinds = (signal.SIGINT, signal.SIGTERM)

    def told(*_: object) -> None:
        stop.set()
        for kind in kinds:
            signal.signal(kind, signal.SIG_DFL)

    before = {kind: signal.signal(kind, told) for kind in kinds}
    try:
        yield stop
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _say(text: str) -> None:
    console.print(text, markup=False)
