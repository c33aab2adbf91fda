"""
A real https server on this machine, with an authority of its own, and a proxy before it.
"""

import select
import socket
import ssl
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from support import needs

_EXTENSIONS = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n"


class Site:
    """
    What the server says.

    Args:
        pages: bytes by path, a place to be sent to, or a status.
        asked: paths, in order.
    """

    def __init__(self, url):
        self.url = url
        self.pages = {}
        self.asked = []


def certificates(folder):
    """
    Make an authority, and a certificate of *localhost* that it signed; return both files.
    """
    openssl = needs.program("openssl")

    def run(*arguments):
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    run("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=authority")
    run("req", *key, "-keyout", "site.key", "-out", "site.csr", "-subj", "/CN=localhost")
    (folder / "extensions").write_text(_EXTENSIONS)
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "extensions")
    run("x509", "-req", "-in", "site.csr", *signing, "-out", "site.pem", "-days", "2")
    return folder / "ca.pem", (folder / "site.pem", folder / "site.key")


@contextmanager
def served(chain):
    """
    Serve a site over https.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append(self.path)
            page = site.pages.get(self.path, 404)
            if isinstance(page, str):
                self.send_response(302)
                self.send_header("Location", page)
                self.end_headers()
            elif isinstance(page, int):
                self.send_error(page)
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

        def log_message(self, *_):
            """Be quiet."""

    with _running(Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*chain)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site = Site(f"https://localhost:{server.server_address[1]}")
        yield site


@contextmanager
def proxied():
    """
    Run a proxy for https, and give its address and the list of what it was asked for.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self):
            asked.append(self.path)
            host, _, port = self.path.partition(":")
            with socket.create_connection((host, int(port))) as there:
                self.send_response(200)
                self.end_headers()
                _relayed(self.connection, there)

        def log_message(self, *_):
            """Be quiet."""

    with _running(Handler) as server:
        yield f"http://localhost:{server.server_address[1]}", asked


@contextmanager
def _running(handler):
    server = ThreadingHTTPServer(("localhost", 0), handler)
    server.handle_error = lambda *_: None
    # The socket is wrapped before anybody can ask.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _relayed(here, there):
    other = {here: there, there: here}
    while True:
        for ready in select.select([here, there], [], [])[0]:
            data = ready.recv(65_536)
            if not data:
                return
            other[ready].sendall(data)
