"""Corrections that two invented organizers make, so that a measured site shows what they do."""

import json
from dataclasses import replace

from chalicelib.composition import Desks
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import bank_slot
from chalicelib.contest.rules import Contest, Organizer
from chalicelib.store.signing import Ed25519Signer
from chalicelib.use_cases.corrections import approve, propose
from chalicelib.use_cases.publish import pointer_name
from office.contest_file.load import Loaded

WHY = "Câu hỏi dẫn quy định đã được thay thế"
_SEEDS = (b"one who proposes, for a bench...", b"one who approves, for a bench...")
_NAMES = ("Lê Ví Dụ", "Trần Ví Dụ")


def with_organizers(loaded: Loaded) -> Loaded:
    """Give the contest two organizers whose keys are at hand, with the names that it has."""
    contest, signer = loaded.contest, Ed25519Signer()
    names = [each.name for each in contest.organizers] or _NAMES
    organizers = tuple(
        Organizer(name=name, key=signer.public_key(seed).hex())
        for name, seed in zip(names, _SEEDS, strict=True)
    )
    return replace(loaded, sound_contest=replace(contest, organizers=organizers))


def correct_first_round(contest: Contest, desks: Desks, why: str) -> None:
    """Correct what is published: a question is void, for another a second answer is right.

    Then the best attempt is void, so that prizes move.
    """
    round_id = contest.rounds[0].id
    public = desks.backend.public
    pointer = json.loads(public.get(pointer_name(round_id)) or b"{}")
    asked = json.loads(public.get(pointer["questions"].removeprefix("/")) or b"{}")["questions"]
    best = json.loads(public.get(pointer["summary"].removeprefix("/")) or b"{}")["winners"][0]
    release = desks.backend.contests.get_release(contest.id)
    assert release is not None
    bank = release.banks[bank_slot(round_id, asked[0]["division"])]
    voided, other = asked[:2]
    letter = next(each["id"] for each in other["options"] if each["id"] not in other["right"])
    for correction in (
        Correction(
            kind=CorrectionKind.VOID_QUESTION, round=round_id, target=voided["id"], bank=bank
        ),
        Correction(
            kind=CorrectionKind.ACCEPT_KEY,
            round=round_id,
            target=other["id"],
            bank=bank,
            answer=letter,
        ),
        Correction(kind=CorrectionKind.VOID_ATTEMPT, round=round_id, target=best["receipt"]),
    ):
        # A new desk for every act, as every command has one.
        proposal = propose(desks.corrections, correction, reason=why, seed=_SEEDS[0])
        approve(desks.corrections, proposal.number, seed=_SEEDS[1])
