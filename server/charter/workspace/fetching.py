"""
Fetching a charter from the network, when somebody asks for it; the server never does.

Proxies are those of the environment, and authorities those that OpenSSL trusts:
`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and `SSL_CERT_DIR` say so.
"""

import ssl
import urllib.request
from email.message import Message
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO
from urllib.error import HTTPError, URLError

from charter.errors import CharterError
from charter.policy.language.tree import MAX_BYTES
from charter.policy.reading.pins import SCHEME

SECONDS = 30.0

_SILENCE = 10.0
_REDIRECTS = range(300, 400)
_AGENT = {"User-Agent": "charter", "Accept": "*/*"}


class FetchError(CharterError):
    """
    What lies at an address cannot be had.
    """


def fetched(url: str, seconds: float = SECONDS) -> bytes:
    """
    Return what lies at *url*: at most 1 MiB, within so many *seconds* in all.

    Raises:
        FetchError: it is none of this, or cannot be had.
    """
    outcome: SimpleQueue[bytes | FetchError] = SimpleQueue()
    # A server may send one byte after the other; only from outside can that be ended.
    Thread(target=lambda: outcome.put(_outcome(url)), daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise FetchError(f"expected an answer within {seconds:g} seconds, found none", place=url) from None
    if isinstance(found, FetchError):
        raise found
    return found


def _outcome(url: str) -> bytes | FetchError:
    try:
        with _opener().open(urllib.request.Request(url, headers=_AGENT), timeout=_SILENCE) as answer:  # noqa: S310 - the opener knows https only
            data = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        is_sent_on = error.code in _REDIRECTS
        reason = "it leads in a circle, or to what is not https" if is_sent_on else f"found the answer {error.code}"
        return FetchError(f"expected a charter; {reason}", place=url)
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return FetchError(f"cannot be fetched: {reason}", place=url)
    if len(data) > MAX_BYTES:
        return FetchError("expected at most 1 MiB, found more", place=url)
    return data


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the library calls it
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if not newurl.lower().startswith(SCHEME):
            raise URLError("it leads to what is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    """
    Return what opens https and nothing else, neither files nor other protocols.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
