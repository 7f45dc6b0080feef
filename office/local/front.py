"""One origin on one computer: the built site, published data and the functions behind ``/api``.

In production a content delivery network does this; here it is a small WSGI application.
"""

import gzip
import logging
import mimetypes
import re
from collections.abc import Callable, Iterable
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from typing import Any

from chalicelib.ports import PublicFiles
from office.local.gateway import THIS_COMPUTER, Gateway
from sitegen.headers import SECURITY_HEADERS

_log = logging.getLogger(__name__)

_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SMALLEST_COMPRESSED = 512
_DATA_NAME = re.compile(r"data/[A-Za-z0-9._-]{1,120}")
"""What a published file is called; nothing else is asked of the store."""
_ASSET = re.compile(r"/assets/[0-9a-f]{12}/.+")
"""A file below the digest of all assets: at this address it never changes."""
_FOR_EVER = "public, max-age=31536000, immutable"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Front:
    """Serves a contest at one address; a WSGI application."""

    def __init__(self, public_dir: Path, data: PublicFiles, gateway: Gateway) -> None:
        """Serve the site in ``public_dir``, published files below /data, the functions at /api."""
        self._public_dir = public_dir.resolve()
        self._data = data
        self._gateway = gateway
        self._compressed: dict[tuple[str, int], bytes] = {}

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        method = str(environ["REQUEST_METHOD"])
        path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/api/"):
            status, headers, body = self._api(environ, method, path.removeprefix("/api"))
        elif method not in {"GET", "HEAD"}:
            status, headers, body = 405, [("Allow", "GET, HEAD")], b""
        elif path.startswith("/data/"):
            status, headers, body = self._published(path)
        else:
            status, headers, body = self._page(path, str(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if path.startswith(("/api/", "/data/")):
            # Pages learn the time from these.  The site's files keep the true date, by which a
            # browser reckons how old they are.
            headers.append(("Date", formatdate(self._gateway.now() // 1_000, usegmt=True)))
        names = {name.lower() for name, _ in headers}
        headers += [header for header in SECURITY_HEADERS if header[0].lower() not in names]
        headers.append(("Content-Length", str(len(body))))
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [] if method == "HEAD" else [body]

    def _api(
        self, environ: dict[str, Any], method: str, path: str
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        sent = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        if environ.get("CONTENT_TYPE"):
            sent["content-type"] = str(environ["CONTENT_TYPE"])
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        query = str(environ.get("QUERY_STRING", ""))
        reply = self._gateway.answer(
            method,
            f"{path}?{query}" if query else path,
            sent,
            body,
            caller=str(environ.get("REMOTE_ADDR", THIS_COMPUTER)),
        )
        headers = [
            (name, value)
            for name, value in reply.headers.items()
            if name.lower() != "content-length"
        ]
        return reply.status, headers, reply.body

    def _published(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        name = path.removeprefix("/")
        data = self._data.get(name) if _DATA_NAME.fullmatch(name) else None
        if data is None:
            return 404, [("Content-Type", "application/json"), ("Cache-Control", "no-store")], b"{}"
        kind = "text/html; charset=utf-8" if path.endswith(".html") else "application/json"
        return 200, [("Content-Type", kind), ("Cache-Control", "no-cache")], data

    def _page(self, path: str, accepted: str) -> tuple[int, list[tuple[str, str]], bytes]:
        file = self._public_dir / path.removeprefix("/")
        if not self._is_inside(file):
            return self._missing()
        if file.is_dir():
            if not path.endswith("/"):
                return 301, [("Location", f"{path}/")], b""
            file /= "index.html"
        if not file.is_file():
            return self._missing()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.suffix == ".js":
            kind = "text/javascript"
        charset = "; charset=utf-8" if kind.startswith(("text/", "application/json")) else ""
        kept = _FOR_EVER if _ASSET.fullmatch(path) else "no-cache"
        headers = [("Content-Type", kind + charset), ("Cache-Control", kept)]
        body = file.read_bytes()
        if (
            "gzip" in accepted
            and kind.startswith(_COMPRESSIBLE)
            and len(body) > _SMALLEST_COMPRESSED
        ):
            headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
            body = self._gzip(file, body)
        return 200, headers, body

    def _is_inside(self, file: Path) -> bool:
        """Tell whether a path is one of the site's, without telling what lies elsewhere."""
        try:
            return file.resolve().is_relative_to(self._public_dir) and not file.is_symlink()
        except (OSError, ValueError):  # A name that no file system takes.
            return False

    def _missing(self) -> tuple[int, list[tuple[str, str]], bytes]:
        page = self._public_dir / "404.html"
        body = page.read_bytes() if page.is_file() else b""
        return 404, [("Content-Type", "text/html; charset=utf-8")], body

    def _gzip(self, file: Path, body: bytes) -> bytes:
        key = (str(file), file.stat().st_mtime_ns)
        if key not in self._compressed:
            self._compressed[key] = gzip.compress(body, mtime=0)
        return self._compressed[key]
