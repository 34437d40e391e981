"""Grades what arrives as it arrives. All state is on disk: what is graded has a record, everything else is to do.

One thread looks, hands out, keeps and writes the gradebook; each lane grades one submission at a time in a process
of its own, so that a submission that kills its process costs no other a try.
"""

import queue
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from autograder.course import Course, CourseError
from autograder.grading import batch
from autograder.grading.arrivals import Folder, Inbound
from autograder.grading.gradebook import GradebookWriter
from autograder.grading.hand_back import HandBack
from autograder.grading.places import Grading, Submitted, now
from autograder.grading.record import GRADED, Record
from autograder.grading.turns import Turns
from autograder.grading.version import course_version
from autograder.grading.workers import Processes

LOOK_EVERY = 0.5  # seconds at least; looking never takes more than a tenth of the time
REMEMBERED = 100  # latest waits, for the median that the page shows


class Server:
    """Serves one grading until it is told to stop."""

    def __init__(
        self,
        course: Course,
        grading: Grading,
        isolation: str,
        size: int,
        say: Callable[[str], None],
        inbound: Inbound | None = None,
        hand_back: HandBack | None = None,
    ) -> None:
        """Keep what is needed; nothing starts yet."""
        self.course, self.grading, self.isolation, self.size = course, grading, isolation, size
        self.say, self.inbound, self.hand_back = say, inbound, hand_back
        self.versions = {slug: course_version(course, slug) for slug in course.slugs}
        self.turns, self.folder = Turns(), Folder(grading, course.slugs)
        self.lanes: queue.SimpleQueue[Processes] = queue.SimpleQueue()
        self._running: dict[Future[batch.Progress], Submitted] = {}
        self._pages: dict[Future[str], Submitted] = {}
        self._noticed: dict[tuple[str, str], float] = {}
        self._waits: deque[float] = deque(maxlen=REMEMBERED)
        self._counts = {"graded": 0, "could_not_be_graded": 0, "stood_already": 0, "pages_handed_back": 0}
        self._since, self._next_look = now(), 0.0

    def run(self, stop: threading.Event, db_url: str) -> None:
        """Serve until `stop` is set; what is being graded then is finished and kept."""
        lanes = [Processes(self.course.root, 1) for _ in range(self.size)]
        for lane in lanes:
            self.lanes.put(lane)
        try:
            with GradebookWriter(self.course, db_url) as gradebook, ThreadPoolExecutor(self.size) as threads:
                while not stop.is_set():
                    self._look(gradebook)
                    self._hand_out(threads)
                    self._keep(gradebook, LOOK_EVERY, stop)
                if self._running:
                    self.say(f"stopping; {len(self._running)} being graded are finished first")
                while self._running:
                    self._keep(gradebook, LOOK_EVERY, stop)
        finally:
            for lane in lanes:
                lane.end()
            if self.hand_back:
                self.hand_back.end()

    def status(self) -> dict[str, Any]:
        """Counts and seconds: what the page shows."""
        waits = list(self._waits)
        return {
            "serving_since": self._since,
            "waiting": self.turns.waiting(),
            "of_these_held_back": self.turns.held_back(),
            "being_graded": len(self._running),
            **self._counts,
            "median_seconds_from_arrival_to_record": round(statistics.median(waits), 2) if waits else None,
        }

    def _look(self, gradebook: GradebookWriter) -> None:
        """Take in what is new; what has a record that still holds only goes into the gradebook."""
        start = time.monotonic()
        if start < self._next_look:
            return
        if self.inbound:
            for refused in self.inbound.collect():
                self.say(refused)
        standing = []
        for item in self.folder.arrived():
            known = batch.standing(self.grading, item, self.versions[item.slug], self.isolation)
            if known:
                standing.append(known)
            else:
                self._noticed[item.student, item.slug] = start
                self.turns.add(item)
        gradebook.write(standing)
        self._counts["stood_already"] += len(standing)
        took = time.monotonic() - start
        self._next_look = start + max(LOOK_EVERY, 10 * took)

    def _hand_out(self, threads: ThreadPoolExecutor) -> None:
        while len(self._running) < self.size and (item := self.turns.next()):
            self._running[threads.submit(self._grade, item)] = item

    def _grade(self, item: Submitted) -> batch.Progress:
        """Grade one submission in a lane that is free."""
        lane = self.lanes.get()
        try:
            return next(batch.grade_all(self.course, self.grading, [item], lane, self.isolation, force=True))
        finally:
            self.lanes.put(lane)

    def _keep(self, gradebook: GradebookWriter, seconds: float, stop: threading.Event) -> None:
        """Wait a little; keep what is done: the record first, then the gradebook, then the page."""
        if not self._running:
            stop.wait(seconds)
        done, _ = wait(self._running, timeout=seconds, return_when=FIRST_COMPLETED)
        records = []
        for future in done:
            item, progress = self._running.pop(future), future.result()
            self.turns.done(item)
            self._same_course(item.slug)
            batch.keep(self.grading, progress)
            records.append(progress.record)
            self._count(item, progress.record)
        gradebook.write(records)
        if self.hand_back:
            for record in records:
                if record["status"] == GRADED:
                    page = self.hand_back.give(record["slug"], record["student"])
                    self._pages[page] = Submitted(record["slug"], record["student"], self.grading.feedback)
        self._look_at_pages()

    def _same_course(self, slug: str) -> None:
        """Results of checks that changed meanwhile would stand under the wrong version."""
        if course_version(self.course, slug) != self.versions[slug]:
            raise CourseError(f"{slug}: its checks, answers or release changed while serving; start `attn serve` again")

    def _count(self, item: Submitted, record: Record) -> None:
        graded = record["status"] == GRADED
        self._counts["graded" if graded else "could_not_be_graded"] += 1
        waited = time.monotonic() - self._noticed.get((item.student, item.slug), time.monotonic())
        self._waits.append(waited)
        words = f"{record['points']} of {record['max_points']} points" if graded else record["reason"]
        self.say(f"{now()}  {item.student}  {item.slug}: {words}; {waited:.1f} s after it was noticed")

    def _look_at_pages(self) -> None:
        for page in [page for page in self._pages if page.done()]:
            item, problem = self._pages.pop(page), problem_of(page)
            self._counts["pages_handed_back"] += not problem
            if problem:
                self.say(f"{item.student}  {item.slug}: no feedback page: {problem[-500:]}")


def problem_of(page: Future[str]) -> str:
    """What went wrong with a page, or nothing; whatever it is, grading goes on without it."""
    try:
        return page.result()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
