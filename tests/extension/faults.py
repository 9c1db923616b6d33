"""A server that fails on demand, in front of the real one."""

import http.server
import json
import threading
import urllib.request
from contextlib import contextmanager, suppress


class Between(http.server.BaseHTTPRequestHandler):
    """Hands checks on to the real server, and does the fault that was asked for.

    ``server.real`` is the real address, ``server.asked`` and ``server.headers`` what came,
    ``server.answered`` how much of it is done. ``server.fault`` is called with the number
    of the request (from 1) before it is handed on: it may wait, give bytes to answer
    instead (none: hang up), or a function of the real answer.
    """

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(body)
        self.server.headers.append(dict(self.headers))
        instead = self.server.fault(len(self.server.asked))
        if instead == b"":
            self.close_connection = True  # hangs up, as a server does that dies
            return
        if callable(instead):
            instead = json.dumps(instead(json.loads(self._ask(body)[1]))).encode()
        try:
            self._answer(*(self._ask(body) if instead is None else (200, instead)))
        finally:  # also where the extension ended its request
            self.server.answered += 1

    def do_GET(self):
        self._answer(*self._ask(None))

    def _answer(self, status, answer):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Set-Cookie", "reader=known")  # which must not come back
        self.end_headers()
        self.wfile.write(answer)

    def _ask(self, body):
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.server.real + self.path, body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()

    def handle(self):
        with suppress(ConnectionError):  # the extension ended its request, as it may
            super().handle()

    def log_message(self, *_):
        pass


@contextmanager
def between(real, fault=lambda _: None):
    """Serve as long as the context lasts; gives the server, its address as ``.address``."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Between)
    server.real, server.fault = real, fault
    server.asked, server.headers, server.answered = [], [], 0
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
