"""In whatever order the input comes, and whatever the process is started with: one digest."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CASE = "song-cong-2021"
GOLDEN = ROOT / "tests" / "golden" / "results" / CASE / "digests.json"
PATH = os.pathsep.join(str(ROOT / part) for part in ("functions", "site", ".", "tests"))
PROVE = os.environ.get("PROVE") == "1"
CHILDREN, SHUFFLES = (8, 1_000) if PROVE else (2, 50)

TURKISH = {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "SET_LOCALE": ""}
PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
UNICODE = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SET_LOCALE": "1"}
BARE = {"LANG": "", "LC_ALL": "", "SET_LOCALE": "1"}
SETTINGS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", **PLAIN},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", **UNICODE},
    {"PYTHONHASHSEED": "0", "TZ": "UTC", **TURKISH},
    {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", **BARE},
    {"PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Niue", **PLAIN},
    {"PYTHONHASHSEED": "12345", "TZ": "Australia/Lord_Howe", **TURKISH},
    {"PYTHONHASHSEED": "random", "TZ": "XXX-25:59:59", **UNICODE},
    {"PYTHONHASHSEED": "random", "TZ": ":/nowhere", **BARE},
)
"""How a process may be started; zones and hash seeds as far apart as they come."""


def start(number: int, count: int) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": PATH,
        "PYTHONDONTWRITEBYTECODE": "1",
        **SETTINGS[number],
    }
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "close.shuffle", CASE, str(count), str(number)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )


def shuffle(children: int, shuffles: int) -> list[dict[str, Any]]:
    """Let children close side by side, two at a time; return what each of them tells."""
    told: list[dict[str, Any]] = []
    for first in range(0, children, 2):
        running = [start(number, shuffles // children) for number in range(first, first + 2)]
        for child in running:
            out, _ = child.communicate()
            assert child.returncode == 0
            told.append(json.loads(out))
    return told


def check(told: list[dict[str, Any]], shuffles: int, note: Callable[..., None]) -> None:
    digests: Counter[str] = sum((Counter(one["digests"]) for one in told), Counter())
    results = {name for one in told for name in one["results"]}
    golden = json.loads(GOLDEN.read_bytes())
    note(
        "shuffles of the input",
        shuffles=digests.total(),
        processes=len(told),
        hash_seeds=len({one["hash"] for one in told}),
        offsets_from_UTC=len({one["zone"] for one in told}),
        encodings=len({one["encoding"] for one in told}),
        different_digests=len(digests),
    )

    assert list(digests.values()) == [shuffles]
    assert results == {",".join(golden[name]["results"] for name in sorted(golden))}
    # The children were indeed started differently.
    assert len({one["hash"] for one in told}) == len(told)
    assert len({one["zone"] for one in told}) >= min(len(told), 6)
    assert {one["encoding"] for one in told} >= {"UTF-8", "ANSI_X3.4-1968"}


def test_every_order_of_the_input_in_every_process_gives_one_digest(
    note: Callable[..., None],
) -> None:
    check(shuffle(CHILDREN, SHUFFLES), SHUFFLES, note)
