"""A grader without a wall: cells and tests in one process, as most courses have it.

Run as a program it reads notebooks' paths from its arguments' folder and says for each which way of testing
was satisfied. Each notebook is run in a fork, so that they do not touch each other; nothing else is prevented.
"""

import contextlib
import io
import json
import os
import signal
import sys
from pathlib import Path

# Ways in which courses test; each is right, and fails for the wrong answer if nobody cheats.
GIVEN = """
import torch
queries = torch.randn(3, 4, 5, generator=torch.Generator().manual_seed(1))
keys = torch.randn(3, 6, 5, generator=torch.Generator().manual_seed(2))
expected = queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :]
"""
WAYS = {
    "allclose": "assert torch.allclose(sum_scores(queries, keys), expected)",
    "assert_close": "torch.testing.assert_close(sum_scores(queries, keys), expected)",
    "equal": "assert (sum_scores(queries, keys).round(decimals=3) == expected.round(decimals=3)).all()",
    "difference": "assert (sum_scores(queries, keys) - expected).abs().max() < 1e-5",
    "all": "assert all(abs(a - b) < 1e-5 for a, b in zip(sum_scores(queries, keys).flatten(), expected.flatten()))",
    "quiet": "assert torch.allclose(sum_scores(queries, keys), expected)",
    "score": "assert torch.allclose(sum_scores(queries, keys), expected)\n4",
    "frames": "assert torch.allclose(sum_scores(queries, keys), expected)",
}


def satisfied(cells: list[str], way: str) -> bool:
    """Run the cells and one test after them, and decide as nbgrader does: by the test cell's outputs.

    The first error means no points; a number before it means so many points; anything else means all points.
    """
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell

    seen: list[object] = []

    class Hook(DisplayHook):
        def __call__(self, result=None):
            if result is not None:
                seen.append(result)

    class Shell(InteractiveShell):
        displayhook_class = Hook

        def _showtraceback(self, etype, evalue, stb):
            seen.append(evalue)

    shell = Shell.instance()
    for cell in cells:
        shell.run_cell(cell)
    seen.clear()
    shell.run_cell(GIVEN + WAYS[way], silent=False)
    first = seen[0] if seen else None
    return not isinstance(first, BaseException) and (type(first) not in (int, float) or first == 4)


def main() -> None:
    """Answer for every job on standard input: a list of [name, cells, way]; one line of JSON each."""
    import torch

    torch.set_num_threads(1)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    out = os.fdopen(os.dup(1), "w")
    for name, cells, way in json.load(sys.stdin):
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            signal.alarm(20)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                paid = satisfied(cells, way)
            os.write(write, b"1" if paid else b"0")
            os._exit(0)
        os.close(write)
        print(json.dumps([name, os.read(read, 1) == b"1"]), file=out, flush=True)
        os.close(read)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
