"""A bank that comes again: the same ids, what changed, the comments kept."""

from dataclasses import replace

from hypothesis import given
from written_banks import banks, question

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenQuestion
from office.banks.comments import comments_of, format_with
from office.banks.difference import difference, in_lines
from office.banks.naming import give_ids
from office.banks.text_format import parse_bank

ONE = question("a-1", "Ai ký?", "*Chủ tịch", "Văn thư")
TWO = question("a-2", "Ai đóng dấu?", "Kế toán", "*Văn thư")


def ids(found: tuple[WrittenQuestion, ...]) -> list[str]:
    return [each.id for each in found]


def unnamed(*written: WrittenQuestion) -> list[WrittenQuestion]:
    return [replace(each, id=QuestionId("")) for each in written]


def test_new_questions_take_the_next_free_number() -> None:
    present = [replace(ONE, id=QuestionId("c-007"))]
    assert ids(give_ids(unnamed(TWO, question()), present, [])) == ["c-008", "c-009"]


def test_a_number_that_another_bank_has_given_away_is_not_given_again() -> None:
    assert ids(give_ids(unnamed(ONE), [], [QuestionId("c-001")])) == ["c-002"]


def test_an_id_that_the_sheet_gives_stays() -> None:
    assert ids(give_ids([ONE, *unnamed(TWO)], [], [])) == ["a-1", "c-001"]


@given(banks)
def test_a_sheet_without_ids_that_comes_again_has_the_same_ids(
    written: list[WrittenQuestion],
) -> None:
    first = give_ids(unnamed(*written), [], [])
    assert give_ids(unnamed(*written), first, []) == first


def test_a_question_is_known_by_its_wording_however_it_is_spelled() -> None:
    again = replace(ONE, text="AI KÝ", source="Khác")
    assert ids(give_ids(unnamed(TWO, again), [ONE, TWO], [])) == ["a-2", "a-1"]


def test_a_question_is_known_by_its_options_where_its_wording_was_mended() -> None:
    mended = replace(ONE, text="Ai là người ký?")
    assert ids(give_ids(unnamed(mended), [ONE, TWO], [])) == ["a-1"]


def test_options_that_several_questions_share_say_nothing() -> None:
    true, false = question("d-1", "Một?", "*Đúng", "Sai"), question("d-2", "Hai?", "Đúng", "*Sai")
    mended = replace(true, text="Một, phải không?")
    assert ids(give_ids(unnamed(mended), [true, false], [])) == ["c-001"]


def test_two_questions_worded_alike_keep_their_ids_in_their_order() -> None:
    twin = replace(ONE, id=QuestionId("a-9"))
    assert ids(give_ids(unnamed(ONE, twin), [ONE, twin], [])) == ["a-1", "a-9"]


def test_a_difference_names_what_came_went_and_changed() -> None:
    changed = question(
        "a-1", "Ai ký thay?", "Chủ tịch", "*Văn thư", "Kế toán", source="Luật", difficulty="dễ"
    )
    new = question("a-3", "Bao nhiêu?", kind=QuestionKind.NUMBER, number="5")

    assert in_lines(difference([ONE, TWO], [new, changed])) == [
        "+ [a-3] Bao nhiêu?",
        "    ĐÁP ÁN ĐÚNG: “5”",
        "- [a-2] Ai đóng dấu?",
        "~ [a-1]",
        "    Câu hỏi: “Ai ký?” → “Ai ký thay?”",
        "    ĐÁP ÁN ĐÚNG: “Chủ tịch” → “Văn thư”",
        "    Phương án: “(trống)” → “Kế toán”",
        "    Nguồn: “1/2020/NĐ-CP, Điều 1” → “Luật”",
        "    Mức: “(trống)” → “dễ”",
    ]


def test_another_order_of_options_is_one_change() -> None:
    turned = question("a-1", "Ai ký?", "Văn thư", "*Chủ tịch")
    assert in_lines(difference([ONE], [turned])) == [
        "~ [a-1]",
        "    Thứ tự phương án: “Chủ tịch; Văn thư” → “Văn thư; Chủ tịch”",
    ]


def test_another_order_of_questions_is_said() -> None:
    found = difference([ONE, TWO], [TWO, ONE])
    assert (found.reordered, found.none, in_lines(found)) == (
        True,
        False,
        ["Thứ tự các câu có thay đổi (người thi không thấy thứ tự này)."],
    )


@given(banks)
def test_a_bank_does_not_differ_from_itself(written: list[WrittenQuestion]) -> None:
    assert difference(written, written).none


@given(banks, banks)
def test_every_question_is_new_gone_changed_or_the_same(
    before: list[WrittenQuestion], after: list[WrittenQuestion]
) -> None:
    found = difference(before, after)
    assert len(found.added) + len(found.changed) + found.same == len(after)
    assert len(found.removed) + len(found.changed) + found.same == len(before)
    assert all(changes for _, changes in found.changed)


COMMENTED = """\
# Tuần 1
# Giữ kín

# Văn thư

[a-1] Ai ký?
* Chủ tịch
# kiểm lại
- Văn thư
Nguồn: 1/2020/NĐ-CP, Điều 1

# Con dấu

[a-2] Ai đóng dấu?
- Kế toán
* Văn thư
Nguồn: 1/2020/NĐ-CP, Điều 1
"""


def test_comments_stay_at_the_head_and_above_their_questions() -> None:
    assert format_with([TWO, ONE], comments_of(COMMENTED)) == (
        "# Tuần 1\n# Giữ kín\n\n"
        "# Con dấu\n\n[a-2] Ai đóng dấu?\n- Kế toán\n* Văn thư\nNguồn: 1/2020/NĐ-CP, Điều 1\n\n"
        "# Văn thư\n\n[a-1] Ai ký?\n* Chủ tịch\n- Văn thư\nNguồn: 1/2020/NĐ-CP, Điều 1\n"
    )


def test_comments_inside_questions_are_counted() -> None:
    assert comments_of(COMMENTED + "\n# cuối\n").inside == 2


def test_comments_make_no_difference_to_what_is_read() -> None:
    written = format_with([ONE, TWO], comments_of(COMMENTED))
    assert parse_bank(written, "bank.txt") == ((ONE, TWO), ())
