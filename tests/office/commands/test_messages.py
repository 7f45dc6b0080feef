import pytest
import typer

from chalicelib.contest.errors import InvalidInputError, UnknownRoundError
from office.command_line.messages import plain_errors, refusal_text


def test_a_field_at_fault_is_called_by_its_name() -> None:
    assert [refusal_text(InvalidInputError(field=each)) for each in ("name", "revision")] == [
        "Thông tin ở mục “Họ và tên” chưa hợp lệ. Vui lòng kiểm tra và nhập lại.",
        "Thông tin ở mục “Dữ liệu gửi lên” chưa hợp lệ. Vui lòng kiểm tra và nhập lại.",
    ]


def test_a_refusal_is_one_sentence_on_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, plain_errors():
        raise UnknownRoundError(round="tuan-9")

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == "Cuộc thi không có vòng thi “tuan-9”.\n"
