"""Playing invented contestants over HTTP, against a server on this computer and in real time.

They cannot know the right answers, so they guess; what this shows is that every accepted answer is
stored and every submission gets its receipt.
"""

import json
import random
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from chalicelib.contest.rules import Contest, EntryMode
from office.simulate.challenges import solve
from office.simulate.crowd import Invented
from office.simulate.entrants import Entrant
from office.simulate.play import Played

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_TIMEOUT_SECONDS = 30


class NotThisComputerError(ValueError):
    """A simulation was pointed at an address that is not this computer's."""


class RefusedError(Exception):
    """The server refused a request of a simulated contestant; carries its error code."""


def check_loopback(url: str) -> None:
    """Raise NotThisComputerError unless the address is this computer's own."""
    if urlsplit(url).hostname not in _LOOPBACK:
        raise NotThisComputerError(url)


def play_over_http(
    contest: Contest,
    entrants: list[Entrant],
    url: str,
    *,
    codes: Mapping[int, str] | None = None,
    workers: int = 8,
    done: Callable[[], None] = lambda: None,
) -> Played:
    """Let the entrants take the round that is open now at ``url``.

    ``codes`` are those that were handed out by a roster, by the entrants' numbers.  Raises
    NotThisComputerError, or RefusedError where a request is not accepted.
    """
    check_loopback(url)

    def play(entrant: Entrant) -> bool:
        submitted = _play_one(contest, entrant, url.rstrip("/"), codes or {})
        done()
        return submitted

    with ThreadPoolExecutor(workers) as pool:
        submitted = sum(pool.map(play, entrants))
    return Played(entrants=len(entrants), submitted=submitted)


def _play_one(contest: Contest, entrant: Entrant, url: str, codes: Mapping[int, str]) -> bool:
    mind = random.Random(entrant.seed)
    code = codes.get(entrant.number) or _register(contest, entrant.person, url)
    started = _send(
        f"{url}/api/attempts",
        "POST",
        {
            "code": code,
            "start_id": f"simulated-start-{entrant.seed:016x}",
            "consent_version": contest.entry.consent.version,
        },
    )
    token = started["attempt"]["token"]
    answers: dict[str, str] = {}
    revision = 0
    for question in started["paper"]:
        options = question["options"]
        answers[question["id"]] = mind.choice(options)["id"] if options else "1"
        if len(answers) * entrant.saves % len(started["paper"]) < entrant.saves:
            revision += 1
            _send(
                f"{url}/api/attempts/answers",
                "PUT",
                {"revision": revision, "answers": answers},
                token,
            )
    if entrant.gives_up:
        return False
    _send(
        f"{url}/api/attempts/submission",
        "POST",
        {
            "submit_id": f"simulated-submit-{entrant.seed:016x}",
            "revision": revision + 1,
            "answers": answers,
        },
        token,
    )
    return True


def _register(contest: Contest, person: Invented, url: str) -> str:
    """Register, or get the lost code of somebody on the roster replaced; return the code."""
    body: dict[str, Any] = {
        "identifier": person.identifier,
        "birth_date": person.birth_date,
        "solution": solve(_send(f"{url}/api/challenges", "GET")),
    }
    if contest.entry.mode is EntryMode.OPEN:
        body |= {
            "name": person.name,
            "unit": person.unit,
            "division": person.division,
            "phone": person.phone,
            "eligible": True,
            "consent_version": contest.entry.consent.version,
        }
    return str(_send(f"{url}/api/registrations", "POST", body)["code"])


def _send(
    url: str, method: str, body: dict[str, Any] | None = None, token: str = ""
) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - check_loopback has seen the address
        url, data, {"Content-Type": "application/json"}, method=method
    )
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as reply:  # noqa: S310
            answer: dict[str, Any] = json.load(reply)
            return answer
    except HTTPError as error:
        with error:
            raise RefusedError(f"{method} {url}: {error.code} {error.read().decode()}") from None
