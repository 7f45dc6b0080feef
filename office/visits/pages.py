"""Which requests are views of a page, and which of them come from programs.

1. A view is a GET answered with 200 or 304 for a page: an address that ends in ``/`` or ``.html``,
   outside ``/api/``, ``/data/`` and ``/assets/``.
2. A program is who names itself as one: an empty agent, or one that holds a word of ``ROBOTS``.
   Who pretends to be a browser cannot be told apart, and nothing is guessed.
"""

import re
from functools import lru_cache

from office.visits.lines import Hit

ROBOTS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "curl/",
    "wget/",
    "python",
    "go-http-client",
    "java/",
    "okhttp",
    "libwww",
    "httpclient",
    "headless",
    "lighthouse",
    "pingdom",
    "uptime",
    "monitor",
    "facebookexternalhit",
    "preview",
    "scan",
)

# A maker of phones is called Cubot, and so do its phones say.
_ROBOT = re.compile("|".join(r"(?<!cu)bot" if w == "bot" else re.escape(w) for w in ROBOTS))
_OUTSIDE = ("/api/", "/data/", "/assets/")
_SEEN = {200, 304}


def page_of(hit: Hit) -> str | None:
    """Return the page that a request shows; None where it shows none.

    >>> page_of(Hit(0, "", "", "GET", "/the-le/?a=1", 200))
    '/the-le/'
    >>> page_of(Hit(0, "", "", "GET", "/assets/site.css", 200)) is None
    True
    """
    if hit.method != "GET" or hit.status not in _SEEN:
        return None
    path = hit.path.split("?", 1)[0].split("#", 1)[0]
    if not path.startswith("/") or path.startswith(_OUTSIDE):
        return None
    if path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path if path.endswith(("/", ".html")) else None


@lru_cache(maxsize=4096)
def is_robot(agent: str) -> bool:
    """Tell whether a program names itself as one.

    >>> is_robot("Mozilla/5.0 (compatible; Googlebot/2.1)"), is_robot("-")
    (True, True)
    >>> is_robot("Mozilla/5.0 (Linux; Android 11; CUBOT P40) Chrome/96.0")
    False
    """
    said = agent.strip().casefold()
    return said in {"", "-"} or _ROBOT.search(said) is not None
