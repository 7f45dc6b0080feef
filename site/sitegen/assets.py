"""What pages load, made of the sources in ``site/assets``: joined scripts, sheets, the icon."""

import hashlib
from collections.abc import Mapping

from sitegen.joiner import join_modules, join_styles

SCRIPTS = {
    "check.js": "check.js",
    "coordinator.js": "coordinator/main.js",
    "home.js": "home.js",
    "filter.js": "filter.js",
    "practice.js": "practice/main.js",
    "quiz.js": "quiz/main.js",
    "receipt.js": "receipt/main.js",
    "results.js": "results/main.js",
    "results_index.js": "results_index.js",
}
"""Every script that a page may name, by the module that it starts with."""

STYLES = {
    "site.css": ("site.css",),
    "plain.css": ("plain.css",),
    "quiz.css": ("site.css", "quiz.css"),
    "practice.css": ("site.css", "quiz.css", "practice.css"),
}
"""Every style sheet that a page may name, by the sheets that it is made of."""


def make_assets(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every asset by its name.

    Raises JoinError where modules cannot be joined.
    """
    modules = {name: text for name, text in sources.items() if name.endswith(".js")}
    made = {name: join_modules(modules, entry) for name, entry in SCRIPTS.items()}
    made |= {name: join_styles([sources[part] for part in parts]) for name, parts in STYLES.items()}
    made |= {name: text for name, text in sources.items() if not name.endswith((".js", ".css"))}
    return made


def digest_of_assets(assets: Mapping[str, str]) -> str:
    """Return the name of the folder in which the assets may be cached for ever."""
    digest = hashlib.sha256()
    for name, text in sorted(assets.items()):
        data = text.encode()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:12]
