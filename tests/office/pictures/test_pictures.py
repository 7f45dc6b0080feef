import io
from dataclasses import replace
from pathlib import Path

from builders import make_contest, make_weeks
from PIL import Image

from office.pictures import contest_pictures

SIZES = {
    "chia-se/cuoc-thi.png": (1200, 630),
    "chia-se/tuan-1.png": (1200, 630),
    "chia-se/tuan-2.png": (1200, 630),
    "gan-banner/728x90.png": (728, 90),
    "gan-banner/300x250.png": (300, 250),
}
LONG = "Hội thi trực tuyến tìm hiểu công tác cải cách hành chính " * 4
GOLD = (243, 193, 95)


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def test_there_is_a_card_for_the_contest_and_for_each_round_and_a_banner_of_each_size() -> None:
    made = contest_pictures(make_contest(rounds=make_weeks(2)))

    assert {name: opened(picture).size for name, picture in made.items()} == SIZES


def test_a_long_name_leaves_the_call_to_enter_in_the_picture() -> None:
    contest = replace(make_contest(), name=LONG, short_name=LONG[:120])

    for name, picture in contest_pictures(contest).items():
        image = opened(picture)
        below = image.crop((0, image.height // 2, image.width, image.height - 8))
        assert GOLD in {colour for _, colour in below.getcolors(1_000_000) or ()}, name


def test_the_same_contest_gives_the_same_bytes(tmp_path: Path) -> None:
    assert contest_pictures(make_contest()) == contest_pictures(make_contest())
