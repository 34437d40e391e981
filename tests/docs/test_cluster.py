"""docs/cluster.md is followed on one machine: the commands for machines of one's own, and the job for Slurm with an
`srun` that starts one worker here."""

import json
import socket

import pytest
import yaml

from autograder.classroom import Made, as_bytes, finished
from autograder.course import open_course
from tests.docs.pages import ROOT, blocks, typed
from tests.docs.reader import Reader
from tests.docs.test_every_block import ELSEWHERE

PAGE = ROOT / "docs" / "cluster.md"
COURSE = open_course(ROOT)
SRUN = '#!/bin/bash\nwhile [[ "$1" == --* ]]; do shift; done\nexec "$@"\n'


@pytest.fixture
def port() -> str:
    """One that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@pytest.fixture
def waiting(checkout):
    """A checkout with a submission of section 5."""
    (slug,) = (slug for slug in COURSE.slugs if slug.startswith("05"))
    Made("ada", slug, as_bytes(finished(COURSE, slug)), "2027-02-20T10:00:00+00:00").write(
        checkout / "grading" / "submitted"
    )
    return checkout


def the_only_record(checkout) -> dict:
    """What was found out about the submission."""
    (path,) = (checkout / "grading" / "results").glob("*/*.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_handful_of_machines(waiting, port):
    """Scheduler, workers, grading, each in a terminal of its own, and the class that is timed by hand."""
    places = {
        "10.0.0.1:8786": f"127.0.0.1:{port}",
        "10.0.0.1": "127.0.0.1",
        "8786": port,
        "--nworkers 8": "--nworkers 2",
    }
    with Reader(waiting, places) as reader:
        for line in typed(PAGE):
            if line.startswith("dask scheduler"):
                reader.leave_running(line).wait_for("Scheduler at")
            elif line.startswith("dask worker"):
                reader.leave_running(line).wait_for("Registered to")
            elif line not in ELSEWHERE:
                reader.go_through([line])
    record = the_only_record(waiting)
    assert (record["status"], record["points"]) == ("graded", record["max_points"])


def test_the_job_for_slurm(waiting, port):
    """The script starts scheduler and workers, and grades; what it leaves running Slurm would end with the job."""
    script = next(block.text for block in blocks(PAGE) if block.kind == "bash")
    srun = waiting.parent / "bin" / "srun"
    srun.parent.mkdir()
    srun.write_text(SRUN, encoding="utf-8")
    srun.chmod(0o755)
    with Reader(waiting, {"8786": port, "$(hostname)": "127.0.0.1"}) as reader:
        reader.environment |= {"SLURM_SUBMIT_DIR": str(waiting), "TMPDIR": str(waiting.parent)}
        reader.environment["PATH"] += f":{srun.parent}"
        reader.write("grade.sbatch", script)
        job = reader.leave_running("bash grade.sbatch")
        job.wait_for("1 graded, 0 could not be graded")
    assert the_only_record(waiting)["status"] == "graded"


def test_the_deployment_starts_what_the_page_types():
    """The container's command is one that a worker of one's own machine is started with, but for places and counts."""
    deployment = yaml.safe_load(next(block.text for block in blocks(PAGE) if block.kind == "yaml"))
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    (typed_here,) = (line for line in typed(PAGE) if line.startswith("dask worker"))
    assert set(container["command"]) - {"tcp://scheduler:8786"} <= set(typed_here.split())
