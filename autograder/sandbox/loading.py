"""Loads into the warm process what every notebook needs, and does once what is slow the first time.

Nothing of the course's secrets may be loaded here: every fork sees this memory.
"""

import importlib
import sys

import torch

from autograder.lean import without_compiler
from autograder.sandbox.notebook import NotebookShell, make_shell
from autograder.sandbox.outputs import Outputs

_USUAL = (
    "numpy", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "torch.nn.functional", "torch.utils.data",
    "IPython.display", "cloudpickle", "collections", "dataclasses", "math", "random", "re", "time", "typing",
    "asyncio", "pprint", "copy", "itertools", "functools",
    "autograder.probing", "autograder.probekit", "autograder.sandbox.inside", "autograder.sandbox.walls",
)  # fmt: skip
_FIRST_TIME = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.imshow([[1, 2], [3, 4]]); plt.colorbar()",
    "raise ValueError('the first traceback is the slow one')",
    "import torch\ntorch.ones(2)",
    "print('')",
)
_SECRET = ("attn_solutions", "course_config", "tests", "autograder.checks")


def load() -> NotebookShell:
    """Load everything -> the shell that forks run their notebook in."""
    for name in _USUAL:
        try:
            importlib.import_module(name)
        except ImportError:  # a part of the tool that this installation does not have
            continue
    without_compiler()
    _one_training_step()
    _silence_checks()
    torch.manual_seed(0)  # its first call looks up every kind of device
    shell = make_shell()
    _run_once(shell)
    torch.set_num_threads(1)
    leaked = [name for name in sys.modules if name.split(".")[0] in _SECRET or name.startswith("autograder.checks")]
    if leaked:  # promise 1: the answer never meets the student's code
        raise RuntimeError(f"the warm process must not load {', '.join(sorted(leaked))}")
    return shell


def _one_training_step() -> None:
    """An optimizer makes its own preparations when first used."""
    for kind in (torch.optim.Adam, torch.optim.SGD):
        weight = torch.nn.Linear(2, 2)
        optimizer = kind(weight.parameters(), lr=0.1)
        loss = torch.nn.functional.cross_entropy(weight(torch.ones(1, 2)), torch.tensor([1]))
        loss.backward()
        optimizer.step()


def _silence_checks() -> None:
    """Make a notebook's own check cells do nothing: the trusted side judges, after the cells have run."""
    import autograder

    for name in ("check", "hint", "grade"):
        setattr(autograder, name, _nothing)


def _nothing(*_: object, **__: object) -> None:
    """Accept everything and do nothing."""


def _run_once(shell: NotebookShell) -> None:
    """Run cells of our own, so that tracebacks, figures and formatters are ready; then forget them."""
    shell.outputs = Outputs(1 << 20)
    streams = sys.stdout, sys.stderr
    shell.take_streams()
    for source in _FIRST_TIME:
        shell.run_cell(source, store_history=False)
    sys.stdout, sys.stderr = streams
    shell.reset(new_session=True)
    shell.outputs = Outputs(1 << 16)
