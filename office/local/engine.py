"""The embedded AWS engine: moto's server applications in our process, one request at a time.

1. Bare moto is not atomic between threads: of 48 concurrent conditional updates two may win.  Here
   every request holds ONE lock from its first to its last byte, so each is atomic.
2. Other processes reach it on 127.0.0.1; this process calls it without a socket (``transport``).
   It holds keys and secrets, so over the socket it answers only who shows its token, and never a
   web page: a request with an Origin, or for another host name, is refused.
3. Functions are registered by name and run in threads of their own, outside the lock, since they
   call the engine themselves.
4. moto keeps its data in the process, so only one engine can run in one, and it starts empty.
"""

import hashlib
import hmac
import json
import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from chalicelib.store.clients import Clients, StoreSettings
from office.local.wsgi import Application, Reply, answer_request, call_application

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

HOST = "127.0.0.1"
SERVER_THREADS = 16
FUNCTION_THREADS = 8
REGION = "ap-southeast-1"
IDENTITY_PATH = "/-/engine"
SERVICES = ("dynamodb", "s3", "ssm")
FUNCTIONS_PATH = "/2015-03-31/functions/"
INVOCATIONS = "/invocations"

Function = Callable[[dict[str, Any]], object]
"""What runs as a function: it gets the event; what it returns is dropped."""

_SIGNED_FOR = re.compile(r"Credential=([^/]+)/\d+/[^/]+/([^/]+)/aws4_request")
_LOG = logging.getLogger(__name__)
_ONLY_ENGINE = threading.Lock()


@dataclass(slots=True)
class _Server:
    """The listening server and the thread that it runs in."""

    wsgi: Any
    """waitress's server, whose stubs leave out what is needed to stop it."""
    thread: threading.Thread


class Engine:
    """DynamoDB, S3, the parameter store and Lambda's invocation, local and empty at the start."""

    def __init__(self, token: str = "") -> None:
        """Prepare; ``token`` is what the engine identifies itself with to other processes."""
        self._token = token
        self._lock = threading.RLock()
        self._functions: dict[str, Function] = {}
        self._running: set[Future[None]] = set()
        self._server: _Server | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._services: dict[str, Application] = {}

    @property
    def endpoint_url(self) -> str:
        """Return where it listens; raise RuntimeError where it does not run."""
        if self._server is None:
            raise RuntimeError("the engine does not run")
        return f"http://{HOST}:{self._server.wsgi.effective_port}"

    def __enter__(self) -> "Engine":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start, empty, on a free port; raise RuntimeError where one runs in this process."""
        if not _ONLY_ENGINE.acquire(blocking=False):
            raise RuntimeError("another engine runs in this process")
        try:
            self._start()
        except BaseException:
            _ONLY_ENGINE.release()
            raise

    def stop(self) -> None:
        """Wait for the functions that still run, stop, and forget all data."""
        from moto.core.base_backend import BackendDict
        from waitress import wasyncore

        server, threads = self._server, self._threads
        if server is None or threads is None:
            return
        self.drain()
        threads.shutdown()
        # In the server's own thread, which alone may touch its sockets.
        # Where a reply that ends wakes the server first, it has closed itself by now.
        with suppress(OSError):
            server.wsgi.trigger.pull_trigger(lambda: wasyncore.close_all(server.wsgi._map))
        server.thread.join()
        server.wsgi.task_dispatcher.shutdown()
        self._server = self._threads = None
        BackendDict.reset()
        _ONLY_ENGINE.release()

    def settings(self) -> StoreSettings:
        """Return the settings under which the adapters find this engine."""
        return local_settings(self.endpoint_url, self._token)

    def clients(self) -> Clients:
        """Return clients that call this engine without a socket."""
        return Clients(self.settings(), transport=self.transport)

    def register_function(self, name: str, function: Function) -> None:
        """Run this for every invocation of the function of that name."""
        self._functions[name] = function

    def drain(self) -> None:
        """Wait until no function runs, those that functions have started included."""
        while pending := list(self._running):
            wait(pending)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let no other thread's request in meanwhile: what this thread reads is one moment's."""
        with self._lock:
            yield

    def transport(self, request: "AWSPreparedRequest") -> "AWSResponse":
        """Answer one of the AWS library's requests in this thread."""
        return answer_request(self._application, request)

    def _start(self) -> None:
        from moto.core.base_backend import BackendDict
        from waitress.server import create_server

        BackendDict.reset()
        self._threads = ThreadPoolExecutor(FUNCTION_THREADS, thread_name_prefix="function")
        wsgi = create_server(
            self._socket_application,
            host=HOST,
            port=0,
            threads=SERVER_THREADS,
            clear_untrusted_proxy_headers=True,
        )
        thread = threading.Thread(target=wsgi.run, name="engine", daemon=True)
        thread.start()
        self._server = _Server(wsgi, thread)

    def _socket_application(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        signed = _SIGNED_FOR.search(environ.get("HTTP_AUTHORIZATION", ""))
        known = environ["PATH_INFO"] == IDENTITY_PATH or not self._token
        if signed and hmac.compare_digest(signed[1].encode(), self._token.encode()):
            known = True
        host = environ.get("HTTP_HOST", "").rpartition(":")[0]
        if not known or host != HOST or "HTTP_ORIGIN" in environ:
            reply = _refusal("403 Forbidden", "AccessDeniedException", "not for you")
            start_response(reply.status, reply.headers)
            return [reply.body]
        return self._application(environ, start_response)

    def _application(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == IDENTITY_PATH:
            reply = _json_reply("200 OK", {"proof": prove(self._token)})
        elif path.startswith(FUNCTIONS_PATH) and path.endswith(INVOCATIONS):
            reply = self._invoke(path[len(FUNCTIONS_PATH) : -len(INVOCATIONS)], environ)
        else:
            with self._lock:
                reply = call_application(self._service(environ), environ)
        start_response(reply.status, reply.headers)
        return [reply.body]

    def _service(self, environ: Mapping[str, Any]) -> Application:
        """Return the service that the signature names; an unsigned request is for a file."""
        from moto.moto_server.werkzeug_app import create_backend_app

        signed = _SIGNED_FOR.search(environ.get("HTTP_AUTHORIZATION", ""))
        name = signed[2] if signed else "s3"
        if name not in self._services:
            if name not in SERVICES:
                return _not_served
            self._services[name] = create_backend_app(cast("Any", name))
        return self._services[name]

    def _invoke(self, name: str, environ: Mapping[str, Any]) -> Reply:
        function = self._functions.get(name)
        if function is None or self._threads is None:
            return _refusal("404 Not Found", "ResourceNotFoundException", f"no function {name}")
        if environ.get("HTTP_X_AMZ_INVOCATION_TYPE") != "Event":
            return _refusal("400 Bad Request", "InvalidParameterValueException", "Event only")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        event = json.loads(environ["wsgi.input"].read(length) or b"{}")
        future = self._threads.submit(_run, name, function, event)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return Reply("202 Accepted", [("Content-Length", "0")], b"")


def prove(token: str) -> str:
    """Return what shows that an engine knows the token, without telling the token."""
    return hashlib.sha256(b"engine:" + token.encode()).hexdigest()


def local_settings(endpoint_url: str, token: str = "") -> StoreSettings:
    """Return the settings of the engine that listens there and goes by that token."""
    return StoreSettings(
        region=REGION,
        table_prefix="contest-",
        archive_bucket="contest-archive",
        public_bucket="contest-public",
        function_prefix="contest-",
        parameter_prefix="/contest",
        endpoint_url=endpoint_url,
        local_credential=token or "local",
    )


def _not_served(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    reply = _refusal("501 Not Implemented", "NotImplementedException", "not part of the engine")
    start_response(reply.status, reply.headers)
    return [reply.body]


def _run(name: str, function: Function, event: dict[str, Any]) -> None:
    try:
        function(event)
    except Exception:
        # As in Lambda, nobody waits for an event's outcome: the log is where it is found.
        _LOG.exception("function %s failed on %s", name, event)


def _json_reply(status: str, value: object) -> Reply:
    body = json.dumps(value).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    return Reply(status, headers, body)


def _refusal(status: str, kind: str, message: str) -> Reply:
    reply = _json_reply(status, {"Type": "User", "Message": message})
    return Reply(status, [*reply.headers, ("x-amzn-ErrorType", kind)], reply.body)
