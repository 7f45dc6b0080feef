"""Marks: what an attempt's answers are worth by the keys on record, as corrected.

Counted in hundredths of a point; a paper's sum is never below zero, and a share is of what its
questions give together, where a voided one gives nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from office.audit.frame import WHOLE, Bank, Frame, Value, divisions_of, paper_rules, slot_of
from office.audit.times import time_to_last_change, time_used


class Score(NamedTuple):
    """What a valid attempt is worth."""

    pid: str
    ordinal: int
    receipt: str
    round: str
    unit: str | None
    division: str | None
    marks: int
    full: int
    used_ms: int
    change_ms: int
    submitted_at: int
    prediction: str
    born: str

    @property
    def share(self) -> Fraction:
        """Return the share of the full marks."""
        return Fraction(self.marks, self.full)


class Scheme(NamedTuple):
    """How a division's attempts of a round are marked."""

    right: dict[str, frozenset[str]]
    """Every answer that is right, by question."""
    gain: dict[str, int]
    loss: dict[str, int]
    all_answered: bool


def scheme_of(contest: Value, bank: Bank, division: str | None, given: Sequence[Value]) -> Scheme:
    """Return how attempts are marked; ``given`` are the corrections of this round and bank."""
    voided = {each["target"] for each in given if each["kind"] == "void_question"}
    right = {name: {key["right"]} for name, key in bank.keys.items()}
    for each in given:
        if each["kind"] == "accept_key":
            right[each["target"]].add(each["answer"])
    points = {q["id"]: 0 if q["id"] in voided else q["points"] for q in bank.questions}
    taken: int = contest["marks"]["wrong_percent"]
    return Scheme(
        right={name: frozenset(answers) for name, answers in right.items()},
        gain={name: 100 * worth for name, worth in points.items()},
        loss={name: taken * worth for name, worth in points.items()},
        all_answered=paper_rules(contest, division)["only_if_all_answered"],
    )


def schemes_of(frame: Frame, contest: Value, round_id: str) -> dict[str | None, Scheme] | None:
    """Return the schemes of a round by division; None where a bank is not on record."""
    schemes = {}
    for division in divisions_of(contest):
        bank = frame.bank_of(round_id, division)
        if bank is None:
            return None
        digest = frame.slots[slot_of(round_id, division)]
        given = [c for c in frame.corrections if (c["round"], c["bank"]) == (round_id, digest)]
        schemes[division] = scheme_of(contest, bank, division, given)
    return schemes


def standing(frame: Frame, lines: Iterable[Value], round_id: str) -> list[Value]:
    """Return the attempts of a round that are not void."""
    here = [c for c in frame.corrections if c["round"] in {round_id, WHOLE}]
    receipts = {c["target"] for c in here if c["kind"] == "void_attempt"}
    persons = {c["target"] for c in here if c["kind"] == "disqualify"}
    return [
        line for line in lines if line["receipt"] not in receipts and line["pid"] not in persons
    ]


def scores_of(
    lines: Iterable[Value], schemes: Mapping[str | None, Scheme], births: Mapping[str, str]
) -> list[Score]:
    """Return the scores of the valid attempts."""
    scores = []
    for line in lines:
        scheme, answers = schemes.get(line["division"]), line["answers"]
        if scheme is None:
            continue
        if scheme.all_answered and any(question not in answers for question in line["questions"]):
            continue
        marks = 0
        for question in line["questions"]:
            answer = answers.get(question)
            if answer is not None:
                is_right = answer in scheme.right.get(question, ())
                marks += scheme.gain[question] if is_right else -scheme.loss.get(question, 0)
        ended = line["submitted_at"]
        scores.append(
            Score(
                line["pid"],
                line["ordinal"],
                line["receipt"],
                line["round"],
                line["unit"],
                line["division"],
                max(0, marks),
                sum(scheme.gain.get(question, 0) for question in line["questions"]),
                time_used(line),
                time_to_last_change(line),
                line["deadline_at"] if ended is None else ended,
                answers.get("prediction", ""),
                births.get(line["pid"], ""),
            )
        )
    return scores


def on_scale(score: Score, contest: Value) -> Fraction:
    """Return marks on the scale of the rules: points where there is none."""
    scale = contest["marks"]["scale"]
    return Fraction(score.marks, 100) if scale is None else score.share * scale


def figures_of(valid: Sequence[Score], counting: Sequence[Score]) -> dict[str, int]:
    """Return the sums that results report."""
    return {
        "attempts": len(valid),
        "people": len({score.pid for score in counting}),
        "units": len({score.unit for score in valid if score.unit is not None}),
        "perfect_papers": Counter(score.marks == score.full for score in counting)[True],
        "counting": len(counting),
    }


def written(value: Fraction, decimals: int) -> str:
    """Return a number as it is shown: half up, a comma, no noughts at the end.

    >>> written(Fraction(22, 3), 2), written(Fraction(15), 2), written(Fraction(1, 200), 2)
    ('7,33', '15', '0,01')
    """
    unit = 10**decimals
    hundredths = (value.numerator * unit * 2 + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(hundredths, unit)
    return f"{whole},{rest:0{decimals}d}".rstrip("0") if rest else str(whole)
