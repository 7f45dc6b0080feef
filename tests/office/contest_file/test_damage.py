"""Whatever bytes stand in a contest's files, the checker says something and never crashes."""

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import FILES, write_folder
from tests.office.contest_file.spoiled import CLIPS_CSV

RICH = {
    **FILES,
    "contest.yml": FILES["contest.yml"].replace(
        "units: units.csv\n",
        "units: units.csv\n"
        "clips: {file: clips.csv, criteria: [{id: noi-dung, name: A, full_marks: 60},"
        " {id: hinh-anh, name: B, full_marks: 40}]}\n"
        "divisions: [{id: a, name: A, ages: {on: 2021-10-01, least: 18, most: 60}}]\n",
    ),
    "clips.csv": CLIPS_CSV,
}
ANY_FILE = st.sampled_from(list(RICH))
FRAGMENTS = st.sampled_from(
    [
        *(b"\n", b"\t", b": ", b"- ", b"? ", b"[", b"{", b'"', b"'", b"#", b",", b";", b"!!"),
        *(b"&a ", b"*a", b"|\n", b">-\n", b"---\n", b"...\n", b"%YAML 2\n", b"use: ."),
        *(b"\x00", b"\xff\xfe"),
    ]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=ANY_FILE, data=st.binary(max_size=300))
@example(name="contest.yml", data=b"[" * 20_000)
@example(name="contest.yml", data=b"&a [*a]")
@example(name="contest.yml", data=b"use: &a [*a]")
def test_no_bytes_crash_the_checker(name: str, data: bytes, tmp_path: Path) -> None:
    load_contest(write_folder(tmp_path, {**RICH, name: data}))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=ANY_FILE)
def test_no_damage_to_a_good_file_crashes_the_checker(
    data: st.DataObject, name: str, tmp_path: Path
) -> None:
    good = RICH[name].encode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    damage = data.draw(FRAGMENTS | st.binary(max_size=8))
    load_contest(write_folder(tmp_path, {**RICH, name: good[:start] + damage + good[end:]}))
