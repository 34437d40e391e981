"""The IPython shell that runs a student's cells and keeps what they show.

Made once in the warm process, which runs nothing of a student's in it; every fork has a pristine copy.
Leaves out: widgets, history, completion, and everything that asks somebody at a keyboard.
"""

import base64
import builtins
import getpass
import sys
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.sandbox.outputs import Outputs

_NO_INPUT = "input() is not available while grading: nobody is there to answer. Give the value in the code."
_NO_COMMANDS = "Shell commands (!, %%bash) are not available while grading. Do it in Python, or leave it out."
_FRAMES = 15  # of a long traceback: so many from its start, so many from its end


class _Stream:
    """stdout or stderr of the notebook."""

    encoding, errors, closed = "utf-8", "replace", False

    def __init__(self, shell: "NotebookShell", name: str) -> None:
        self._shell, self.name = shell, name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._shell.outputs.write(self.name, text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return {"stdout": 1, "stderr": 2}[self.name]


def _texts(data: dict[str, Any]) -> dict[str, str]:
    """Make a display's data text throughout."""
    kept: dict[str, str] = {}
    for kind, value in data.items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        if isinstance(kind, str) and isinstance(value, str):  # JSON displays are not kept
            kept[kind] = value
    return kept


def _outputs(shell: Any) -> Outputs:
    """Where the running cell's outputs go."""
    outputs: Outputs = shell.outputs
    return outputs


class _Publisher(DisplayPublisher):
    """Where display() and figures go."""

    def publish(self, data: Any, *_: Any, **__: Any) -> None:
        """Keep what display() shows."""
        _outputs(self.shell).add({"output_type": "display_data", "data": _texts(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        """What IPython.display.clear_output does."""
        _outputs(self.shell).clear(wait)


class _ResultHook(DisplayHook):
    """Where the value of a cell's last line goes."""

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ARG002
        count = self.exec_result.execution_count if self.exec_result else None
        item = {"output_type": "execute_result", "data": _texts(format_dict), "metadata": {}, "execution_count": count}
        _outputs(self.shell).add(item)

    def finish_displayhook(self) -> None: ...


class NotebookShell(InteractiveShell):
    """IPython without terminal, keyboard and history."""

    displayhook_class, display_pub_class = _ResultHook, _Publisher
    outputs = Outputs(1 << 16)

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no window to open."""

    def init_io(self) -> None:
        """Leave the streams alone; `take_streams` sets them."""

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        """Leave out the middle of a very long traceback: rendering a runaway recursion takes seconds."""
        kind, error, trace = super()._get_exc_info(exc_tuple)
        frames: list[Any] = []
        while trace is not None and len(frames) < 100_000:
            frames.append(trace)
            trace = trace.tb_next
        if len(frames) > 2 * _FRAMES:
            frames[_FRAMES - 1].tb_next = frames[-_FRAMES]
        return kind, error, frames[0] if frames else None

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        """Keep an error as a notebook does."""
        try:
            text = str(evalue)[:4000]
        except Exception:  # an exception that cannot even say what it is
            text = ""
        lines = [str(line)[:20000] for line in stb][-60:]
        item = {"output_type": "error", "ename": str(etype.__name__)[:200], "evalue": text, "traceback": lines}
        self.outputs.add(item)

    def system(self, cmd: str) -> NoReturn:  # noqa: ARG002
        """Refuse `!command`."""
        __tracebackhide__ = True  # our own file is nothing to a student
        raise OSError(_NO_COMMANDS)

    def getoutput(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse `x = !command`."""
        __tracebackhide__ = True
        raise OSError(_NO_COMMANDS)

    system_piped = system_raw = system

    def take_streams(self) -> None:
        """Send print() to the notebook; a keyboard is not there."""
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        builtins.input = getpass.getpass = _no_input


def _no_input(*_: Any, **__: Any) -> NoReturn:
    __tracebackhide__ = True
    raise RuntimeError(_NO_INPUT)


def make_shell() -> NotebookShell:
    """Make the shell of a fresh notebook."""
    config = Config()
    config.HistoryManager.enabled = False  # no file, no thread, nothing of another submission
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.warn_venv = False  # which environment this is, the grader knows
    shell: NotebookShell = NotebookShell.instance(config=config)
    return shell
