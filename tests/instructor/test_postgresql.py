"""A gradebook in PostgreSQL holds what one in SQLite holds: a real server of this machine, a cluster of its own."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.instructor import room

GRADES = """
select base_cell.name, submitted_assignment.student_id, grade.auto_score, grade.manual_score, grade.needs_manual_grade
from grade
join base_cell on grade.cell_id = base_cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
"""


def programs() -> Path | None:
    """Where Debian keeps the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """A server on a socket in a temporary folder, as the postgres user if we are root -> its SQLAlchemy address."""
    place = programs()
    if place is None:
        pytest.skip("no PostgreSQL server here: on Debian `apt-get install postgresql`")
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="attn-pg-", dir="/tmp"))  # noqa: S108 - a socket's path must be short
    os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    as_owner = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []

    def run(*arguments: str) -> None:
        command = [*as_owner, str(place / arguments[0]), *arguments[1:]]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()

    data, log = str(folder / "data"), str(folder / "log")
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "attn", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", log, "-o", f"-k {folder} -c listen_addresses='' -F", "start")
        try:
            run("createdb", "-h", str(folder), "-U", "attn", "gradebook")
            yield f"postgresql://attn@/gradebook?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder)


def test_grading_into_postgresql_gives_what_sqlite_gives(graded, tmp_path):
    """Several workers grade into a real server: export and every grade are those of the SQLite file."""
    with server() as url:
        course = room.own_course(tmp_path / "course")
        with (course / "course_config.py").open("a") as table:
            table.write(f"\nDB_URL = {url!r}\n")
        room.hand_in(tmp_path / "grading")
        done = room.attn(course, tmp_path / "grading", "grade", "03", "--workers", "2")
        assert done.returncode == 1, done.stdout + done.stderr
        assert not (tmp_path / "grading" / "gradebook.db").exists()
        there = grades(url.replace("postgresql:", "postgresql+psycopg2:"))
        assert room.attn(course, tmp_path / "grading", "export", "03").returncode == 1
    sqlite = room.attn(room.own_course(tmp_path / "plain"), graded.root, "export", "03")
    assert sqlite.returncode == 1, sqlite.stderr
    assert there == grades(graded.db_url)
    assert there
    exports = [place / "exports" / "nbgrader.csv" for place in (tmp_path / "grading", graded.root)]
    assert exports[0].read_text() == exports[1].read_text()


def grades(url: str) -> list[tuple[object, ...]]:
    """Every grade in a gradebook."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.connect() as database:
        found = database.execute(text(GRADES)).fetchall()
    engine.dispose()
    return sorted((name, student, auto, manual, bool(needs)) for name, student, auto, manual, needs in found)
