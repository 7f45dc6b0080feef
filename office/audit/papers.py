"""Papers derived again: from the secret of a round, an attempt's id and the bank, nothing else.

Numbers are HMAC-SHA256 of the id with a counter of eight bytes, in words of 32 bits of which a
block's last comes first; a word past the largest multiple of the bound is thrown away.
"""

import hashlib
import hmac
from collections.abc import Sequence
from struct import unpack

from office.audit.frame import Bank, Value


class Numbers:
    """The numbers that a secret and an id give."""

    def __init__(self, secret: bytes, name: str) -> None:
        """Begin with the first."""
        self._secret, self._name = secret, name.encode()
        self._block, self._words = 0, []  # type: tuple[int, list[int]]

    def below(self, bound: int) -> int:
        """Return the next one below a bound."""
        most = (1 << 32) // bound * bound
        while True:
            if not self._words:
                counter = self._block.to_bytes(8, "big")
                block = hmac.digest(self._secret, self._name + counter, "sha256")
                self._words = list(unpack(">8I", block))
                self._block += 1
            word = self._words.pop()
            if word < most:
                return word % bound

    def mixed(self, items: Sequence[int]) -> list[int]:
        """Return the items in the next order: the last place is drawn first."""
        order = list(items)
        for last in range(len(order), 1, -1):
            drawn = self.below(last)
            order[last - 1], order[drawn] = order[drawn], order[last - 1]
        return order


def secret_of_round(papers: bytes, round_id: str) -> bytes:
    """Return the secret of a round's papers."""
    return hmac.new(papers, b"papers:" + round_id.encode(), hashlib.sha256).digest()


def questions_drawn(bank: Bank, rules: Value, secret: bytes, attempt_id: str) -> list[str] | None:
    """Return the ids of a paper's questions in the order shown; None where the bank is too small.

    The order of options is drawn after them from the same numbers; no record holds it, as marks
    follow from an option's letter and not from its place.
    """
    numbers = Numbers(secret, attempt_id)
    size = len(bank.questions)
    if not rules["quotas"]:
        drawn = numbers.mixed(range(size))[: rules["questions"]]
    else:
        drawn = []
        for quota in rules["quotas"]:
            fitting = [place for place in range(size) if _fits(bank, place, quota, drawn)]
            if len(fitting) < quota["count"]:
                return None
            drawn += numbers.mixed(fitting)[: quota["count"]]
        drawn = numbers.mixed(drawn)
    if not rules["shuffle_questions"]:
        drawn.sort()
    return [bank.questions[place]["id"] for place in drawn]


def _fits(bank: Bank, place: int, quota: Value, drawn: Sequence[int]) -> bool:
    question = bank.questions[place]
    return place not in drawn and all(
        quota[name] in {"", question[name]} for name in ("topic", "difficulty")
    )
