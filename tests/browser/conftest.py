"""One JupyterLab on a student's folder, and one Chromium, for all tests of this folder."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from autograder.build.kit import TOP, kit
from autograder.commands.doctor import BROWSERS
from autograder.course import open_course

SLUG = "03-scoring-functions"
COURSE = open_course()
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "no Chromium here: on Debian `apt-get install chromium`, elsewhere `playwright install chromium`"
SETTINGS = {  # of JupyterLab: every cell in the page, no questions about news
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
SLOW = re.compile("kernel|connection", re.IGNORECASE)  # what JupyterLab asks on a busy machine, and nobody need answer
PATIENCE = 90_000  # milliseconds; a wait ends as soon as the thing is there


def pytest_collection_modifyitems(items):
    """All of these share one process, and with it one server and one browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a skip that says how to get it."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with playwright.sync_playwright() as started:
        if path is None and not Path(started.chromium.executable_path).exists():
            pytest.skip(NO_BROWSER)
        chromium = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """What is on the machine: a student's home with an unpacked kit, and an exchange folder."""
    top = tmp_path_factory.mktemp("student")
    name, content = kit(COURSE, SLUG)
    home, exchange = top / "home", top / "exchange"
    (home / TOP).mkdir(parents=True)
    exchange.mkdir()
    exchange.chmod(0o777)
    (top / name).write_bytes(content)
    zipfile.ZipFile(top / name).extractall(home)
    for setting, value in SETTINGS.items():
        path = top / "settings" / "@jupyterlab" / f"{setting}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    (top / "config").mkdir()
    lines = [f"c.Exchange.root = {str(exchange)!r}", f"c.CourseDirectory.course_id = {COURSE.config.COURSE_ID!r}"]
    (top / "config" / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]))
    return top


@pytest.fixture(scope="session")
def environment(place):
    """The environment of a student's programs: nothing of ours, everything in their own folders."""
    own = {
        "HOME": str(place / "home"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "IPYTHONDIR": str(place / "ipython"),
        "OMP_NUM_THREADS": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    return {name: value for name, value in os.environ.items() if not name.startswith(("ATTN_", "PYTEST_"))} | own


@pytest.fixture(scope="session")
def lab(browser, place, environment):  # noqa: ARG001 - without a browser no server is started
    """A JupyterLab in the student's home; gives its address."""
    port = _free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={place / 'home'}"]
    with open(place / "lab.log", "w") as log:
        server = subprocess.Popen(command, cwd=place / "home", env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", server, place / "lab.log")
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def page(browser, lab):
    """A fresh window, no memory of earlier ones."""
    context = browser.new_context(viewport={"width": 1180, "height": 860}, device_scale_factor=1)
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    window.add_locator_handler(window.locator(".jp-Dialog", has_text=SLOW), _accept)
    window.goto(f"{lab}/lab?reset")
    window.wait_for_selector("#jp-main-dock-panel")
    yield window
    context.close()


def _accept(dialog):
    dialog.locator(".jp-Dialog-footer button").last.click()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address, server, log):
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
