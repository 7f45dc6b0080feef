"""The README's script verifies a receipt, and fails where one was changed."""

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from scene import SUBMIT_ID, make_scene

from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def proof(tmp_path: Path) -> dict[str, Any]:
    """Submit an attempt; the published key lies in the folder."""
    scene = make_scene()
    started = scene.start(scene.register().code)
    answers = scene.right_answers(started)
    receipt = submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=answers,
        arrived_at=started.attempt.started_at + 1_000,
    )
    key = scene.desks.backend.public.get(PUBLIC_KEY_FILE)
    assert key is not None
    (tmp_path / "receipt-key.json").write_bytes(key)
    return {"receipt": asdict(receipt), "answers": answers}


def run(folder: Path, proof: dict[str, Any]) -> tuple[int, str]:
    (script,) = re.findall(
        r"^python3 - bien-nhan-\S+ receipt-key.json <<'PY'\n(.*?)^PY$",
        README.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    (folder / "receipt.json").write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, "receipt.json", "receipt-key.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def test_the_readme_s_script_accepts_a_good_receipt(tmp_path: Path, proof: dict[str, Any]) -> None:
    assert run(tmp_path, proof) == (0, "True")


def test_the_readme_s_script_finds_another_answer(tmp_path: Path, proof: dict[str, Any]) -> None:
    answers = dict.fromkeys(proof["answers"], "d")

    assert run(tmp_path, {**proof, "answers": answers}) == (0, "False")


def test_the_readme_s_script_fails_on_a_changed_receipt(
    tmp_path: Path, proof: dict[str, Any]
) -> None:
    receipt = {**proof["receipt"], "time_used_ms": 1}

    assert run(tmp_path, {**proof, "receipt": receipt}) == (1, "")
