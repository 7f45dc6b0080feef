"""What pages load, made of the sources in ``site/assets``: joined scripts, sheets, the icon."""

import hashlib
from collections.abc import Mapping

from sitegen.joiner import join_modules, join_styles

SCRIPTS = {
    "banner.js": "banner.js",
    "check.js": "check.js",
    "complaint.js": "complaint/main.js",
    "coordinator.js": "coordinator/main.js",
    "corrections.js": "corrections.js",
    "documents.js": "documents.js",
    "home.js": "home.js",
    "filter.js": "filter.js",
    "practice.js": "practice/main.js",
    "quiz.js": "quiz/main.js",
    "receipt.js": "receipt/main.js",
    "results.js": "results/main.js",
    "results_index.js": "results_index.js",
    "search.js": "search/main.js",
    "statistics.js": "statistics/main.js",
    "questions.js": "questions/main.js",
    "schedule.js": "schedule.js",
}
"""Every script that a page may name, by the module that it starts with."""

LATER = {
    "quiz/after.js": "quiz_after.js",
    "quiz/own_result.js": "quiz_own_result.js",
    "quiz/solver.js": "quiz_solver.js",
    "results/live.js": "results_live.js",
    "results/own.js": "results_own.js",
    "results/roll.js": "results_roll.js",
}
"""What a script loads when it is needed, by the module that it starts with."""

STYLES = {
    "site.css": ("site.css", "pages.css", "print.css"),
    "complaint.css": ("complaint.css",),
    "plain.css": ("plain.css",),
    "published.css": ("published.css",),
    "quiz.css": ("site.css", "quiz.css", "print.css"),
    "practice.css": ("site.css", "quiz.css", "asked.css", "practice.css", "print.css"),
    "asked.css": ("asked.css",),
}
"""Every style sheet that a page may name, by the sheets that it is made of."""


def make_assets(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every asset by its name.

    Raises JoinError where modules cannot be joined.
    """
    modules = {name: text for name, text in sources.items() if name.endswith(".js")}
    made = {name: join_modules(modules, entry, LATER) for name, entry in SCRIPTS.items()}
    made |= {name: join_modules(modules, entry, LATER) for entry, name in LATER.items()}
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
