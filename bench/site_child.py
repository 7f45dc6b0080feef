"""One build of a site in a process of its own: python -m bench.site_child FOLDER."""

import json
import sys
from pathlib import Path

import msgspec

from chalicelib.contest.ids import RoundId
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import Contest
from sitegen.build import build_site
from sitegen.settings import Published


def main(folder: Path) -> None:
    """Build the site of ``contest.json`` with the results of ``published.json``."""
    contest = msgspec.json.decode((folder / "contest.json").read_bytes(), type=Contest)
    published = json.loads((folder / "published.json").read_bytes())
    build_site(
        contest,
        Published(
            rounds={RoundId(name): value for name, value in published["rounds"].items()},
            contest=published["contest"],
            practice=msgspec.convert(published["practice"], type=tuple[WrittenQuestion, ...]),
        ),
        folder,
        folder / "public",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
