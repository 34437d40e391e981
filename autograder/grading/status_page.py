"""How serving goes, for whoever has an account on this machine: counts and seconds, never names or points."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Status = dict[str, Any]

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>attn serve</title>
<style>body{{font:16px system-ui;margin:3rem;color-scheme:light dark}}td{{padding:.2rem 2rem .2rem 0}}</style></head>
<body><h1>attn serve</h1><table>{rows}</table><p><a href="/status.json">status.json</a></p></body></html>
"""


@contextmanager
def status_page(port: int, status: Callable[[], Status]) -> Iterator[str]:
    """Show the status on loopback while the context lasts -> the page's address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with the page, or its numbers."""
            if self.path not in ("/", "/status.json"):
                self.send_error(404)
                return
            kind, text = ("application/json", _json) if self.path == "/status.json" else ("text/html", _html)
            body = text(status()).encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ARG002
            """Say nothing of who looks."""

    with ThreadingHTTPServer(("127.0.0.1", port), Page) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


def _json(status: Status) -> str:
    return json.dumps(status, indent=1) + "\n"


def _html(status: Status) -> str:
    """All values are numbers and words of ours."""
    cells = (f"<tr><td>{name.replace('_', ' ')}</td><td>{value}</td></tr>" for name, value in status.items())
    return PAGE.format(rows="".join(cells))
