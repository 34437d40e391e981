"""A check leaves the notebook it runs in as it was, whatever the student's code does."""

import builtins
import random
import signal

import numpy
import pytest
import torch
from matplotlib import pyplot

from autograder.student import quiet

BODY = "def masked_softmax(X, valid_lens):\n    import random, numpy, sys\n    from matplotlib import pyplot\n    {}\n"


@pytest.fixture
def disturb(student):
    """Let the student's function do something, run its check, and give the report."""

    def run(line):
        student.run(BODY.format(line))
        return student.check("masked_softmax")[0]

    return run


@pytest.mark.parametrize(
    "line",
    [
        "return X.softmax(-1)",
        "torch.manual_seed(1); random.seed(1); numpy.random.seed(1); return torch.rand(9)",
        "1 / 0",
    ],
)
def test_random_numbers_go_on_as_if_nothing_had_been(disturb, line):
    """The next random numbers are the same with a check in between and without."""

    def numbers():
        return random.random(), numpy.random.rand(), torch.rand(1).item()

    states = random.getstate(), numpy.random.get_state(), torch.get_rng_state()
    undisturbed = numbers()
    random.setstate(states[0])
    numpy.random.set_state(states[1])
    torch.set_rng_state(states[2])
    disturb(line)
    assert numbers() == undisturbed


def test_threads_grad_mode_and_dtype_stay(disturb):
    """Threads, grad mode and the default dtype are as before."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        disturb("torch.set_num_threads(3); torch.set_grad_enabled(False); torch.set_default_dtype(torch.float64)")
        assert (torch.get_num_threads(), torch.is_grad_enabled(), torch.get_default_dtype()) == (2, True, torch.float32)
    finally:
        torch.set_num_threads(before)


def test_figures_stay_open(disturb):
    """Open figures stay open, the current one stays current, and new ones are gone."""
    first, second = pyplot.figure(), pyplot.figure()
    try:
        disturb("pyplot.close('all'); pyplot.figure(); pyplot.show()")
        assert pyplot.get_fignums() == [first.number, second.number]
        assert pyplot.gcf() is second
    finally:
        pyplot.close("all")


def test_no_name_is_added_changed_or_lost(student, disturb):
    """The names of the notebook are the same objects as before."""
    student.run("counter = [0]")
    kept = dict(student.names)
    disturb("global counter, extra, torch; extra = counter = 1; del torch")
    names = {name: value for name, value in student.names.items() if name != "masked_softmax"}
    assert names.keys() == kept.keys()
    assert all(names[name] is kept[name] for name in kept)


def test_exit_ends_the_call_and_not_the_kernel(student, disturb):
    """A student's exit() is said like an error; what exit() is in the notebook is never called."""
    student.names["exit"] = lambda: pytest.fail("this would have ended the kernel")
    assert "your code stopped with SystemExit" in disturb("exit()")


def test_nothing_is_shown_and_nobody_waits(disturb, capsys):
    """What the student's code prints or warns of is no output of the check, and input() does not wait."""
    report = disturb("import warnings; warnings.warn('w'); print('p'); print('e', file=sys.stderr); input('name?')")
    assert capsys.readouterr() == ("", "")
    assert "your code stopped with EOFError: input() waits for somebody to type, and nobody will" in " ".join(
        report.split()
    )
    assert builtins.input is not quiet._nobody_types


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this platform has no timer that could stop a loop")
@pytest.mark.parametrize(
    "loop", ["while True: pass", "while True:\n        try: X.exp()\n        except Exception: pass"]
)
def test_an_endless_loop_is_stopped(disturb, monkeypatch, loop):
    """An endless loop gets a sentence, also one that catches every exception, and the timer is gone afterwards."""
    monkeypatch.setattr(quiet.careful, "__defaults__", (0.2,))
    assert "your code was stopped: it ran longer than allowed" in " ".join(disturb(loop).split())
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_an_endless_recursion_is_an_error_like_others(disturb):
    """A function that calls itself for ever gets a sentence."""
    assert "RecursionError" in disturb("return masked_softmax(X, valid_lens)")
