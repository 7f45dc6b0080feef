"""The local server finds a free port, and leaves nothing open where one is taken."""

import gc
import socket
import urllib.request
from pathlib import Path

import pytest
from scene import make_scene

from office.local.server import NoFreePortError, serve_front


def test_a_taken_port_is_passed_over_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("here")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with (
            serve_front(make_scene().desks, tmp_path, port) as chosen,
            urllib.request.urlopen(f"http://127.0.0.1:{chosen}/", timeout=10) as reply,
        ):
            said = reply.read()

    assert chosen > port
    assert said == b"here"
    gc.collect()  # A socket left open would warn here, and a warning is an error.


def test_where_no_port_is_free_those_that_were_tried_are_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()

        with (
            pytest.raises(NoFreePortError) as refusal,
            serve_front(make_scene().desks, tmp_path, 65_535),
        ):
            pass

    assert (refusal.value.first, refusal.value.last) == (65_535, 65_535)


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/", "/%00", "/" + "a" * 300, "/data/%00", "/data/..%2f", "/data/a%0d%0ab"],
)
def test_a_path_that_leads_nowhere_is_not_found_wherever_it_points(
    tmp_path: Path, path: str
) -> None:
    with (
        serve_front(make_scene().desks, tmp_path, 18_900) as port,
        socket.create_connection(("127.0.0.1", port), timeout=10) as raw,
    ):
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        status = raw.recv(64).split(b" ")[1]

    assert status == b"404"


def test_assets_are_kept_for_ever_by_their_digest_and_pages_are_asked_for_again(
    tmp_path: Path,
) -> None:
    names = ["index.html", "assets/0123456789ab/site.css", "assets/plain.css"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("here")

    with serve_front(make_scene().desks, tmp_path, 18_900) as port:
        kept = {}
        for name in names:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}", timeout=10) as reply:
                kept[name] = reply.headers["Cache-Control"]

    assert kept == {
        "index.html": "no-cache",
        "assets/0123456789ab/site.css": "public, max-age=31536000, immutable",
        "assets/plain.css": "no-cache",
    }


def test_what_pages_learn_the_time_from_tells_the_contest_s(tmp_path: Path) -> None:
    scene = make_scene()
    scene.clock.set(1_633_827_600_999)

    with serve_front(scene.desks, tmp_path, 18_900) as port:
        dates = {}
        for path in ("/api/rounds", "/api/absent", "/data/absent.json"):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
                raw.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
                head, _, _ = raw.makefile("rb").read().partition(b"\r\n\r\n")
            dates[path] = [line for line in head.split(b"\r\n") if line.startswith(b"Date:")]

    said = [b"Date: Sun, 10 Oct 2021 01:00:00 GMT"]
    assert dates == {"/api/rounds": said, "/api/absent": said, "/data/absent.json": said}
