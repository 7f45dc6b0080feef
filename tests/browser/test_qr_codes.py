"""The QR codes that the browser draws are those of another implementation, module for module."""

import pytest
import segno
from live import ROOT
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QR = ROOT / "site" / "assets" / "receipt" / "qr.js"
LETTERS = "https://thi.example.vn/#1.abc_DEF-234567890."
DRAW = """([source, text]) => {
  const draw = new Function(`${source.replace(/^export /gm, "")}; return qrModules;`)();
  return draw(text).map((row) => row.map((dark) => (dark ? "1" : "0")).join("")).join("|");
}"""


PACK = """([source, text]) => {
  const pack = new Function(`${source.replace(/^export /gm, "")}; return packed;`)();
  return pack(new TextEncoder().encode(text), 1);
}"""
FULL = [
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213),
    *(251, 287, 331, 362, 412, 450, 504, 560, 624, 666),
]
"""How many bytes fill a code of each version."""


def text_of(length: int) -> str:
    return (LETTERS * (length // len(LETTERS) + 1))[:length]


def drawn(page: Page, text: str) -> str:
    source = QR.read_text(encoding="utf-8")
    return str(page.evaluate(DRAW, [source, text]))


def expected(text: str) -> str:
    code = segno.make(text, error="m", mode="byte", mask=0, boost_error=False, micro=False)
    return "|".join("".join(str(int(dark)) for dark in row) for row in code.matrix)


# A text that fills its code: where room is left, segno puts a zero byte before the padding that
# the standard does not know.
@pytest.mark.parametrize("length", FULL)
def test_a_code_is_that_of_another_implementation(page: Page, length: int) -> None:
    text = text_of(length)

    assert drawn(page, text) == expected(text)


def test_what_room_is_left_is_padded_as_the_standard_says(page: Page) -> None:
    source = QR.read_text(encoding="utf-8")

    words = page.evaluate(PACK, [source, "a"])

    assert bytes(words).hex() == "401610" + "ec11" * 6 + "ec"


def test_what_is_too_long_for_a_code_is_refused(page: Page) -> None:
    with pytest.raises(Exception, match="too long for a QR code: 667 bytes"):
        drawn(page, text_of(667))
