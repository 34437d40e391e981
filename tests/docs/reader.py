"""Someone who follows a page: types its commands into a shell, writes the files it shows, compares what comes."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.docs.pages import ROOT, Block

PATIENCE = 300


class Terminal:
    """A command that goes on by itself; what it says is kept."""

    def __init__(self, command: str, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it, in a process group of its own."""
        self.log = Path(tempfile.mkstemp(suffix=".log", dir=folder.parent)[1])
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", f"exec {command}"], cwd=folder, env=environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def wait_for(self, words: str) -> None:
        """Wait until it has said this."""
        end = time.monotonic() + PATIENCE
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def ctrl_c(self) -> None:
        """End it as somebody at the keyboard does; it must end well."""
        os.killpg(self.process.pid, signal.SIGINT)
        assert self.process.wait(PATIENCE) == 0, self.said()

    def close(self) -> None:
        """End what is left of it, children too."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def said(self) -> str:
        """All that it has said."""
        return self.log.read_text(encoding="utf-8")


class Reader:
    """A shell in a folder; what `cd` and `export` do lasts. `here` puts a place of this machine for one on the page."""

    def __init__(self, folder: Path, here: Mapping[str, str] = MappingProxyType({})) -> None:
        """Begin with our tools on the path, and nothing of an instructor's own settings."""
        self.folder, self.here, self.output, self.status = folder, here, "", 0
        paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("ATTN_")}
        self.environment |= {"PATH": paths, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
        self.running: list[Terminal] = []

    def __enter__(self) -> "Reader":
        """Nothing runs yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End what was left running."""
        for terminal in self.running:
            terminal.close()

    def write(self, path: str, text: str) -> None:
        """Write a file as the page shows it."""
        (self.folder / path).write_text(self._as_here(text), encoding="utf-8")

    def run(self, command: str) -> None:
        """Type a command and wait for its end."""
        with tempfile.TemporaryDirectory() as left:
            line = f"{self._as_here(command)}\nstatus=$?; pwd > {left}/folder; env -0 > {left}/variables; exit $status"
            done = subprocess.run(
                ["bash", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                timeout=PATIENCE, check=False,
            )  # fmt: skip
            self.output, self.status = done.stdout + done.stderr, done.returncode
            self.folder = Path((Path(left) / "folder").read_text(encoding="utf-8").strip())
            variables = (Path(left) / "variables").read_text(encoding="utf-8").split("\0")
        self.environment = dict(entry.partition("=")[::2] for entry in variables if entry)

    def go_through(self, commands: Iterable[str]) -> None:
        """Type one after the other; each must end well."""
        for command in commands:
            if command.startswith("attn serve"):
                self.serve(command)
                continue
            self.run(command)
            assert self.status == 0, f"{command}\n{self.output}"

    def serve(self, command: str) -> None:
        """Start to serve, see that it watches, and end it."""
        terminal = self.leave_running(f"{command} --port 0")
        terminal.wait_for("watching")
        terminal.ctrl_c()
        assert "everything that was graded is kept" in terminal.said()

    def leave_running(self, command: str) -> "Terminal":
        """Type a command in a terminal of its own, and go on."""
        terminal = Terminal(self._as_here(command), self.folder, self.environment)
        self.running.append(terminal)
        return terminal

    def follow(self, block: Block) -> None:
        """Do what one block says, and compare what comes."""
        named = re.fullmatch(r"`([\w./-]+)`:", block.before)
        if named:
            self.write(named[1], block.text)
            return
        if block.kind != "console":
            return
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            self.run(command)
            self._compare(command, same_words(shown))

    def _compare(self, command: str, expected: list[str]) -> None:
        code = next((int(line.split()[-1]) for line in expected if line.startswith("exit code ")), 0)
        assert self.status == code, f"{command}\n{self.output}"
        missing = [line for line in expected if line not in same_words(self.output) and line != f"exit code {code}"]
        assert missing == [], f"{command}\n{self.output}"

    def _as_here(self, text: str) -> str:
        for theirs, ours in self.here.items():
            text = text.replace(theirs, ours)
        return text


def same_words(text: str) -> list[str]:
    """Lines without regard to how wide the spaces are."""
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]
