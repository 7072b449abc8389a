"""A small server without dependencies: /sum adds up TERMS numbers. The port is the first argument, else PORT."""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TERMS = 2_000


class Sums(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one piece; else the body waits for the acknowledgement of the headers.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self):
        if self.path == "/health":
            self.answer(200, b"ok")
        elif self.path == "/sum":
            total = 0
            for number in range(TERMS):
                total += number % 7
            self.answer(200, b"done")
        else:
            self.answer(404, b"no such path")

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass


def stop(*_):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
port = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PORT", "8000"))
ThreadingHTTPServer(("127.0.0.1", port), Sums).serve_forever()
