"""Puts the submissions of an LMS download in place: the newest notebook of each student.

Leaves out whatever is no notebook. A student who is refused costs nobody else anything; the same archive taken a
second time changes nothing.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from autograder.course import Course
from autograder.grading.archives import Entry, opened
from autograder.grading.envelopes import Envelope, is_safe, kind_of, read_envelope, unwrapped
from autograder.grading.places import Grading, PlaceError
from autograder.grading.record import write_atomically
from autograder.grading.roster import Listed


@dataclass(frozen=True)
class Taken:
    """One notebook that is in place now. `change`: new, replaced, or as before."""

    student: str
    file: str
    change: str
    late: bool


@dataclass
class Collected:
    """What came of one archive. `refused` are names with reasons, `others` counts files that are no notebooks."""

    archive: str
    slug: str = ""
    kind: str = ""
    taken: list[Taken] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    others: int = 0


@dataclass(frozen=True)
class _Notebook:
    """A notebook in the archive, and what stands on its envelope."""

    envelope: Envelope
    entry: Entry


def collect(course: Course, grading: Grading, archive: Path, slug: str, roster: Sequence[Listed]) -> Collected:
    """Take the newest notebook of each student; where no `slug` is given, the names say it."""
    found = Collected(str(archive))
    with opened(archive, course.config.MAX_NOTEBOOK_MB * 1_000_000) as entries:
        notebooks = _notebooks(entries, found)
        found.slug = slug or _slug(course, archive, notebooks)
        chosen = _chosen(_by_student(notebooks, roster, found), found)
        for student, notebook in sorted(chosen.items()):
            _take(course, grading, student, notebook, found)
    _remember(grading, found, chosen)
    return found


def collected(grading: Grading, slug: str) -> dict[str, dict[str, str]]:
    """What stood on the envelopes of an assignment, by student: lms_id, name, file, and late if it said so."""
    path = _memory(grading, slug)
    try:
        known: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        words = f"{path}: expected what attn collect wrote, could not read it: {error}; delete it and collect again"
        raise PlaceError(words) from error
    return known


def _notebooks(entries: Sequence[Entry], found: Collected) -> list[_Notebook]:
    """Every notebook whose name is safe and says whose it is."""
    names = unwrapped([entry.name for entry in entries])
    found.kind = kind_of(list(names.values()))
    notebooks = []
    for entry in entries:
        envelope = read_envelope(names[entry.name], found.kind)
        if entry.problem:
            found.refused.append((entry.name, entry.problem))
        elif not entry.name.endswith(".ipynb"):
            found.others += 1
        elif envelope is None:
            found.refused.append((entry.name, f"its name is none that says whose it is ({found.kind})"))
        else:
            notebooks.append(_Notebook(envelope, entry))
    return notebooks


def _slug(course: Course, archive: Path, notebooks: Iterable[_Notebook]) -> str:
    """The assignment of an archive: in the archive's own name, or the one that most of its notebooks name."""
    named = [slug for slug in course.slugs if slug in archive.name]
    counts = Counter(n.envelope.bare for n in notebooks if n.envelope.bare in course.slugs)
    best = named or [slug for slug, count in counts.items() if 2 * count > sum(counts.values())]
    if len(best) != 1:
        got = ", ".join(sorted(counts)) or "none"
        raise PlaceError(f"{archive}: expected the files of one assignment, got {got}; say which by --assignment")
    return best[0]


def _by_student(
    notebooks: Iterable[_Notebook], roster: Sequence[Listed], found: Collected
) -> Mapping[str, list[_Notebook]]:
    """Notebooks by the student's id: the roster's, or one made of what the envelope says."""
    ids = {key: listed.student for listed in roster for key in (listed.student, listed.lms_id) if key}
    owned: dict[str, list[_Notebook]] = defaultdict(list)
    for notebook in notebooks:
        envelope = notebook.envelope
        student = ids.get(envelope.lms_id, "") if roster else envelope.own_id
        if not student:
            found.refused.append((notebook.entry.name, f"nobody on the roster has the number {envelope.lms_id}"))
        elif not is_safe(student):
            found.refused.append((notebook.entry.name, f"{student!r} can't be the name of a student's folder"))
        else:
            owned[student].append(notebook)
    return owned


def _chosen(owned: Mapping[str, list[_Notebook]], found: Collected) -> dict[str, _Notebook]:
    """Of each student the notebook that was handed in last, among those with the right name if there are any."""
    chosen = {}
    for student, notebooks in owned.items():
        fitting = [n for n in notebooks if n.envelope.bare == found.slug] or notebooks
        newest = max(n.envelope.newest for n in fitting)
        last = [n for n in fitting if n.envelope.newest == newest]
        if len(last) == 1 and (len(fitting) == 1 or fitting[0].envelope.bare == found.slug):
            chosen[student] = last[0]
            continue
        for notebook in fitting:
            reason = f"one of {len(fitting)} notebooks of {student}: expected one of them named {found.slug}.ipynb"
            found.refused.append((notebook.entry.name, reason))
    return chosen


def _take(course: Course, grading: Grading, student: str, notebook: _Notebook, found: Collected) -> None:
    """Put one notebook where nbgrader puts what it collects."""
    name, late = notebook.entry.name, notebook.envelope.late
    try:
        raw = notebook.entry.read()
    except OSError as error:
        found.refused.append((name, str(error)))
        return
    path = grading.submitted / student / found.slug / f"{found.slug}.ipynb"
    before = path.read_bytes() if path.is_file() else None
    known = collected(grading, found.slug).get(student, {})
    if before != raw or ("late" in known) != late:  # a time that the instructor mended stays
        _note_time(course, path.with_name("timestamp.txt"), found.slug, late)
    if before != raw:  # after its time: who stops between the two is asked again
        write_atomically(path, raw)
    change = "new" if before is None else "as before" if before == raw else "replaced"
    found.taken.append(Taken(student, name, change, late))


def _note_time(course: Course, path: Path, slug: str, late: bool) -> None:
    """An LMS says that a file is late but not by how much: it counts as the first moment after the time of grace."""
    if not late:
        path.unlink(missing_ok=True)
        return
    due = datetime.fromisoformat(course.assignment(slug).due)
    first = due + timedelta(hours=course.config.GRACE_HOURS, seconds=1)
    write_atomically(path, first.isoformat().encode())


def _remember(grading: Grading, found: Collected, chosen: Mapping[str, _Notebook]) -> None:
    """Keep what stood on the envelopes: exports and feedback go back to the LMS under these names."""
    taken = {one.student: chosen[one.student] for one in found.taken}
    new = {
        student: {"lms_id": n.envelope.lms_id, "name": n.envelope.name, "file": n.entry.name}
        | ({"late": "late"} if n.envelope.late else {})
        for student, n in taken.items()
    }
    if new:
        text = json.dumps(collected(grading, found.slug) | new, indent=1, ensure_ascii=False)
        write_atomically(_memory(grading, found.slug), (text + "\n").encode())


def _memory(grading: Grading, slug: str) -> Path:
    return grading.root / "collected" / f"{slug}.json"
