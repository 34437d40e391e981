"""A notebook runs to its end whatever a cell does, and what was good before still counts."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from autograder.sandbox import process
from autograder.sandbox.doctor import available, best_level, sentence
from autograder.sandbox.reports import IsolationUnavailable, SandboxBroken
from autograder.sandbox.student import Warm
from autograder.sandbox.watch import family
from course_config import Limits

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(cpu_seconds=12, wall_seconds=24, cell_cpu_seconds=1, probe_cpu_seconds=1, memory_mb=300, disk_mb=8)


def run(warm, *cells, limits=LIMITS):
    """Run cells -> their reports, and what was used."""
    with warm.open(limits) as submission:
        return submission.run(cells), submission.usage()


def shown(report, index=0):
    """The text of a cell's outputs."""
    return "".join(item.get("text", "") or str(item.get("data", "")) for item in report.cells[index].outputs)


def test_outputs_are_kept_as_a_notebook_has_them(strong):
    """Text, results, errors and figures, in order, under the cell's number."""
    cells = ["print('a'); import sys; print('b', file=sys.stderr); 1 + 1", "1/0"]
    report, _ = run(strong, *cells, "import matplotlib.pyplot as plt; plt.plot([1, 2]);")
    first, second, third = report.cells
    assert [item["output_type"] for item in first.outputs] == ["stream", "stream", "execute_result"]
    assert first.outputs[2]["data"] == {"text/plain": "2"}
    assert first.outputs[2]["execution_count"] == first.execution_count == 1
    assert (second.status, second.outputs[0]["ename"]) == ("error", "ZeroDivisionError")
    assert third.outputs[0]["data"]["image/png"].startswith("iVBOR")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("input('name?')", "nobody is there to answer"),
        ("!ls", "Shell commands"),
        ("x = !ls", "Shell commands"),
        ("raise SystemExit(3)", "3"),
        ("def f(): return f()\nf()", "recursion"),
        ("x = (", "SyntaxError"),
        ("%no_such_magic", ""),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", ""),
        ("raise KeyboardInterrupt", ""),
        ("import sys; sys.stdout = None; sys.stderr = None\nraise ValueError('still heard')", "still heard"),
    ],
)
def test_a_cell_that_fails_does_not_stop_the_notebook(strong, cell, words):
    """It ends as an error (some magics only print one), and later cells run."""
    report, _ = run(strong, cell, "7 * 6")
    assert words in str(report.cells[0].outputs)
    assert report.cells[0].outputs
    assert report.cells[1].status == "ok"
    assert "42" in shown(report, 1)


def test_check_cells_do_nothing(strong):
    """The notebook's own checks are silent: the other side judges."""
    report, _ = run(strong, "from autograder import check, hint, grade\ncheck('x'); hint('x'); grade('x')")
    assert (report.cells[0].status, report.cells[0].outputs) == ("ok", [])


def test_an_endless_cell_is_interrupted_and_the_rest_counts(strong):
    """The cell ends as `time`; what comes after runs."""
    report, usage = run(strong, "x = 1", "while True: pass", "y = x + 1; y")
    assert [cell.status for cell in report.cells] == ["ok", "time", "ok"]
    assert usage.incidents[0]["kind"] == "time"
    assert usage.incidents[0]["cell"] == 1


def test_a_cell_that_sleeps_for_ever_is_interrupted(strong):
    """Time by the clock is limited too."""
    report, usage = run(strong, "import time; time.sleep(1000)", "1")
    assert [cell.status for cell in report.cells] == ["time", "ok"]
    assert usage.wall_seconds < 6


STUBBORN = "import signal\nsignal.setitimer(signal.ITIMER_PROF, 0); signal.setitimer(signal.ITIMER_REAL, 0)\n"
STUBBORN += (
    "for n in range(1, 30):\n    try: signal.signal(n, signal.SIG_IGN)\n    except OSError: pass\nwhile True: pass"
)
FATAL = {
    "ends itself": ("import os; os._exit(3)", "died"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "died"),
    "abort": ("import os; os.abort()", "died"),
    "kills itself": ("import os; os.kill(os.getpid(), 9); ctypes = __import__('ctypes'); ctypes.string_at(0)", "died"),
    "ignores everything": (STUBBORN, "time"),
    "closes the socket": ("import os; os.close(3)", "died"),
    "closes the socket and stays": ("import os; os.close(3)\nwhile True: pass", "protocol"),
    "writes to the socket": ("import os; os.write(3, b'x' * 100)", "protocol"),
    "forges an answer": ("import os, struct; os.write(3, struct.pack('>4sQQ', b'attn', 1, 4) + b'null')", "protocol"),
    "stack overflow": (
        "import sys; sys.setrecursionlimit(10**9)\nclass A:\n    __getattr__ = lambda s, n: getattr(s, n)\nA().x",
        "died",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FATAL)
def test_the_end_of_the_process_costs_only_that_cell(strong, name):
    """The cell is named, later ones run, and checks of what came before and after get their answer."""
    cell, kind = FATAL[name]
    with strong.open(LIMITS) as submission:
        report = submission.run(["def good(a): return a + 1", cell, "def late(a): return good(a)"])
        assert [each.status for each in report.cells] == ["ok", kind, "ok"], report
        assert report.fatal == 1
        assert submission.ask(lambda my: my.late(1), 0).value == 2
        failure = submission.ask(lambda my: my.from_that_cell(1), 0).failure
        assert failure.kind == kind
        assert "cell 2" in failure.text
        assert submission.usage().incidents[0]["cell"] == 1


PROBES = {
    "endless": ("def f():\n    while True: pass", "time"),
    "stubborn": ("def f():\n" + textwrap.indent(STUBBORN, "    "), "time"),
    "dies": ("import os\ndef f(): os._exit(0)", "died"),
    "forges": ("import os\ndef f(): os.write(3, b'attn' + bytes(60))", "protocol"),
    "too much memory": ("import torch\ndef f(): return torch.ones(10**10)", "memory"),
    "too much to send": ("import torch\ndef f(): return torch.ones(10**7 * 2)", "unsendable"),
    "an object": ("def f(): return object()", "unsendable"),
    "exits": ("def f(): raise SystemExit", "error"),
    "unfinished": ("def f(): raise NotImplementedError", "unfinished"),
    "an error": ("def f(): raise ValueError('no')", "error"),
    "nothing": ("", "missing"),
    "deep": ("def f():\n    x = 1\n    for _ in range(100): x = [x]\n    return x", "unsendable"),
    "endless in __del__": (
        "class A:\n    def __del__(s):\n        while True: pass\ndef f():\n    A(); return 1",
        "time",
    ),
}


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_that_fails_says_why_and_the_next_is_answered(strong, name):
    """Each kind of failure has its name, and costs no other probe."""
    cell, kind = PROBES[name]
    with strong.open(replace(LIMITS, memory_mb=1024)) as submission:
        submission.run([cell, "def g(): return 5"])
        failure = submission.ask(lambda my: my.f(), 0).failure
        assert failure is not None
        assert failure.kind == kind, failure
        assert submission.ask(lambda my: my.g(), 0).value == 5


def test_a_probe_is_seeded(strong):
    """The same seed draws the same numbers, another one others."""
    with strong.open(LIMITS) as submission:
        submission.run(["import torch\ndef f(): return torch.rand(3)"])
        one, two, three = (submission.ask(lambda my: my.f(), seed).value for seed in (1, 1, 2))
    assert torch.equal(one, two)
    assert not torch.equal(one, three)


def test_a_probe_that_names_the_reference_is_not_sent(strong):
    """What must not meet the student's code is stopped on this side."""
    with strong.open(LIMITS) as submission:
        submission.run([])
        with pytest.raises(ValueError, match="attn_solutions"):
            submission.ask(lambda my: (my, __import__("attn_solutions")), 0)


FLOODS = ["while True: print('x' * 1000)", "print('x' * 10**8)", "import sys\nwhile True: sys.stderr.write('y')"]
FLOODS += ["from IPython.display import display\nwhile True: display('z' * 1000)", "'w' * 10**7"]


@pytest.mark.parametrize("cell", FLOODS)
def test_a_flood_of_output_is_cut(strong, cell):
    """Some of it is kept, a line says that the rest was left out, and later cells run."""
    report, _ = run(strong, cell, "1", limits=replace(LIMITS, output_kb=64, memory_mb=1024))
    assert len(str(report.cells[0].outputs)) < 200_000
    assert "left out" in shown(report)
    assert report.cells[1].status == "ok"


def test_letters_that_take_twelve_bytes_are_counted_so(strong):
    """Output of emoji is cut like any other; the process goes on, and its names are there."""
    report, _ = run(strong, "kept = 1; print('\N{GRINNING FACE}' * 300_000)", "kept")
    assert [cell.status for cell in report.cells] == ["ok", "ok"]
    assert "left out" in shown(report)


def test_a_training_loop_that_clears_its_output_keeps_the_last(strong):
    """Cleared output takes no room: the end of a long loop is shown, whether it clears at once or when more comes."""
    loop = "from IPython.display import clear_output\n"
    loop += "for i in range(40):\n    clear_output(wait={})\n    print(i, 'x' * 20_000)"
    report, _ = run(strong, loop.format(True) + "\nprint('done')", loop.format(False) + "\nclear_output()")
    assert shown(report).startswith("39 x")
    assert shown(report).endswith("done\n")
    assert shown(report, 1) == ""


def test_html_and_scripts_do_not_reach_an_instructor(strong):
    """Only text and pictures are kept: a browser opens them."""
    cell = "from IPython.display import *\ndisplay(HTML('<script>'), Javascript('x'), SVG('<svg/>'), Markdown('<b>'))"
    report, _ = run(strong, cell)
    assert {kind for item in report.cells[0].outputs for kind in item["data"]} == {"text/plain"}


@pytest.mark.parametrize(
    "lie",
    [
        "{'output_type': 'display_data', 'data': {'image/png': '\"><script>'}}",
        "{'output_type': 'evil'}",
        "{'output_type': 'stream', 'text': 7}",
        "7",
    ],
)
def test_a_forged_output_is_refused(strong, lie):
    """Student code can change the shell; what it then says is looked at part by part."""
    report, _ = run(strong, f"get_ipython().outputs.items.append({lie})")
    assert report.cells[0].status in ("protocol", "died")


def test_the_whole_submission_has_a_limit(strong):
    """Many slow cells together end it; the rest is skipped."""
    limits = replace(LIMITS, cpu_seconds=2, cell_cpu_seconds=1)
    report, usage = run(strong, *["while True: pass"] * 5, limits=limits)
    assert report.fatal is not None
    assert report.cells[-1].status == "skipped"
    assert usage.cpu_seconds < 4


def test_what_was_used_is_measured(strong):
    """Processor time, time by the clock, memory on top of the warm process."""
    cell = "import time; t = time.process_time()\nwhile time.process_time() - t < 0.4: pass\nx = bytearray(100 << 20)"
    _, usage = run(strong, cell)
    assert 0.4 < usage.cpu_seconds < 1.0
    assert usage.wall_seconds >= 0.4
    assert 95 < usage.peak_memory_mb < 160


def test_course_files_lie_in_the_work_folder(strong, tmp_path):
    """Given code and data are there and importable; notebooks, checks and hidden files are not."""
    for name in ("given/__init__.py", "given/tool.py", "data.txt", "x.ipynb", ".secret", "checks/a.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("value = 5" if name.endswith("tool.py") else "")
    with strong.open(LIMITS, tmp_path) as submission:
        submission.run(["import os; from given.tool import value; found = sorted(os.listdir())"])
        assert submission.ask(lambda my: [my.value, my.found], 0).value == [5, ["data.txt", "given"]]
    with strong.open(LIMITS) as submission:
        report = submission.run(["import given"])
        assert report.cells[0].status == "error"


def test_given_code_of_a_later_assignment_is_never_in_memory(strong, tmp_path):
    """It answers earlier assignments: going back takes a new process, going on needs none."""
    for number, answers in enumerate((["one"], ["one", "two"])):
        for name in answers:
            path = tmp_path / str(number) / "given" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"answer = 'the {name}'\n")

    def seen(number):
        with strong.open(LIMITS, tmp_path / str(number)) as submission:
            report = submission.run(["import sys; print([m for m in sys.modules if m.startswith('given.')])"])
            return strong.pid, report.cells[0].outputs[0]["text"]

    (first, before), (second, later), (third, again) = seen(0), seen(1), seen(0)
    assert first == second != third
    assert (before, later, again) == ("['given.one']\n", "['given.one', 'given.two']\n", "['given.one']\n")


def test_optimizers_do_without_the_compiler(strong):
    """torch._dynamo takes more than a second to load; it comes when somebody asks for it."""
    train = "import sys, torch\nw = torch.ones(1, requires_grad=True)\nw.sum().backward()\ntorch.optim.Adam([w]).step()"
    look = "print('torch._dynamo.eval_frame' in sys.modules)"
    ask = "print(torch.compile(lambda x: x + 1, backend='eager')(torch.ones(1)))"
    report, _ = run(strong, train, look, ask, look, limits=replace(LIMITS, cell_cpu_seconds=8))
    assert [c.outputs[0]["text"] for c in report.cells[1:]] == ["False\n", "tensor([2.])\n", "True\n"]


def test_nothing_is_left_when_a_submission_ends(full):
    """Also when the grader's own code raises: the process is gone before `with` returns."""
    before = family(full.pid)

    def interrupted():
        with full.open(LIMITS) as submission:
            submission.run(["import threading, time; threading.Thread(target=time.sleep, args=[100]).start()"])
            assert len(family(full.pid)) == len(before) + 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert family(full.pid) == before


def test_without_a_filter_background_processes_end_too(bare):
    """The weakest levels allow new processes; they do not outlive the submission."""
    before = family(bare.pid)
    cell = "import os, time\nfor _ in range(3):\n    if not os.fork(): time.sleep(100); os._exit(0)"
    with bare.open(LIMITS) as submission:
        submission.run([cell])
    assert family(bare.pid) == before


def test_the_warm_process_is_started_again_after_it_died(strong):
    """A submission that was open says that our side broke; the next one works."""
    with strong.open(LIMITS) as submission:
        for pid in family(strong.pid):
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(SandboxBroken):
            submission.run(["1"])
    report, _ = run(strong, "1")
    assert report.cells[0].status == "ok"


def test_everything_ends_with_a_killed_grader(tmp_path):
    """kill -9 of the grader leaves no warm process, no submission and no folder behind."""
    code = "import sys, time\nfrom course_config import Limits\nfrom autograder.sandbox.student import Warm\n"
    code += "w = Warm('full'); w.start(); s = w.open(Limits()); s.__enter__(); print(w.pid, flush=True)\n"
    code += "s.run(['while True: pass'])"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as grader:
        keeper = int(grader.stdout.readline())
        processes = [keeper, *family(keeper)]
        assert len(processes) == 3
        grader.kill()
    end = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in processes) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in processes if os.path.exists(f"/proc/{pid}")]
    assert not list(tmp_path.glob("attn-*"))


def test_every_part_of_the_wall_is_reported():
    """Each part has a name and works, or says why not and how to get it."""
    assert all(part.works or (part.reason and part.remedy) for part in available())
    lacking = tuple(replace(part, works=False, reason="off", remedy="switch it on") for part in available())
    assert best_level(lacking) == "rlimits"
    words = sentence("full", lacking, "")
    assert "Landlock is missing (off): switch it on" in words
    assert "--isolation rlimits" in words


def test_a_level_that_can_not_be_had_stops_with_a_sentence(monkeypatch):
    """It says what is missing and how to get it, and never falls to a weaker level by itself."""
    monkeypatch.setattr(process, "_START", "import sys; sys.exit('no user namespaces here')#{!r}")
    with pytest.raises(IsolationUnavailable, match=r"isolation level full.*no user namespaces here"):
        Warm("full").start()


def test_an_unknown_level_is_refused():
    """The four names are the only ones."""
    with pytest.raises(ValueError, match="expected one of full, landlock, rlimits, none"):
        Warm("strong")
