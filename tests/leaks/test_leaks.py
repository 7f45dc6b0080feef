"""Nothing leaks: canaries are planted wherever a secret lies, then everything public is searched.

A canary is a word that occurs nowhere else.  Before the close none may be found in the built site,
in a reply of the functions (but for what its owner is given) or in a log, at any level.
"""

import base64
import gzip
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pytest
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.backends import aws_backend
from chalicelib.composition import register_entry
from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.identity import code_from_bits
from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.receipts import signing_seed
from chalicelib.contest.times import MINUTE_MS
from chalicelib.contest.tries import FREE_TRIES
from chalicelib.store.schema import create_storage, describe_tables
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from office.commands.project import Project
from office.commands.site import build_into, read_published
from office.contest_file.load import load_contest
from office.local.engine import Engine
from office.local.gateway import Gateway, Reply
from office.simulate.challenges import solve
from sitegen.build import build_site
from sitegen.settings import Published
from tests.office.contest_file.contest_folders import edited, write_folder

ROOT = Path(__file__).parents[2]
RIGHT = "CANARYRIGHT"
WRONG = "CANARYWRONG"
EXPLANATION = "CANARYEXPLANATION"
SOURCE = "CANARYSOURCE"
IDENTIFIER = "999CANARYID"
PHONE = "09995551234"
BIRTH_DATE = "1987-06-05"


def plant(question: WrittenQuestion) -> WrittenQuestion:
    """Mark everything about a question that its writer alone knows."""
    return replace(
        question,
        options=tuple(
            replace(option, text=f"{RIGHT if option.right else WRONG} {question.id} {place}")
            for place, option in enumerate(question.options)
        ),
        explanation=f"{EXPLANATION} {question.id}",
        source=f"{SOURCE} {question.id}",
    )


@dataclass
class Desk:
    """A contest with canaries, and everything that its functions ever replied."""

    scene: Scene
    replies: list[tuple[str, Reply]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gateway = Gateway(
            lambda app: register_entry(app, lambda: self.scene.desks), self.scene.clock
        )

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        token: str = "",
        *,
        caller: str = "127.0.0.1",
    ) -> dict[str, object]:
        if path == "/registrations" and isinstance(body, dict):
            body = {**body, "solution": solve(self.send("GET", "/challenges"))}
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        data = b"" if body is None else json.dumps(body).encode()
        reply = self.gateway.answer(method, path, headers, data, caller=caller)
        self.replies.append((f"{method} {path}", reply))
        value: dict[str, object] = json.loads(reply.body)
        return value

    def found(self, *words: str) -> list[tuple[str, str]]:
        """Return which replies hold which of the words, in their body or headers."""
        return [
            (path, word)
            for path, reply in self.replies
            for word in words
            if word in reply.body.decode() or word in str(reply.headers)
        ]


@pytest.fixture
def desk() -> Desk:
    loaded = load_contest(ROOT)
    banks = {round_: [plant(q) for q in bank] for round_, bank in loaded.banks.items()}
    contest = loaded.contest
    return Desk(make_scene(contest, at=contest.rounds[0].opens_at + MINUTE_MS, banks=banks))


PARTICULARS = {
    "identifier": IDENTIFIER,
    "birth_date": BIRTH_DATE,
    "name": "Trần Thị Ví Dụ",
    "unit": "phuong-pho-co",
    "phone": PHONE,
    "eligible": True,
    "consent_version": 1,
}


def take_the_quiz(desk: Desk) -> str:
    """Send every request there is, good and bad; return the personal code."""
    desk.send("GET", "/rounds")
    code = str(desk.send("POST", "/registrations", PARTICULARS)["code"])
    desk.send("POST", "/registrations", {**PARTICULARS, "birth_date": "1987-06-06"})
    desk.send("POST", "/registrations", {**PARTICULARS, "phone": [PHONE]})
    started = desk.send("POST", "/attempts", {"code": code, "start_id": START_ID})
    desk.send("POST", "/attempts", {"code": code, "start_id": "other-id-of-16-letters"})
    attempt = started["attempt"]
    paper = started["paper"]
    assert isinstance(attempt, dict)
    assert isinstance(paper, list)
    token = attempt["token"]
    answers = {question["id"]: question["options"][0]["id"] for question in paper}
    desk.send("PUT", "/attempts/answers", {"revision": 1, "answers": answers}, token)
    desk.send("PUT", "/attempts/answers", {"revision": 1, "answers": {"x": "y"}}, token)
    desk.send("GET", "/attempts/receipt", token=token)
    body = {"submit_id": SUBMIT_ID, "revision": 2, "answers": answers}
    desk.send("POST", "/attempts/submission", body, token)
    desk.send("GET", "/attempts/receipt", token=token)
    return code


def texts_below(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a built site as text, archives unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            unpacked = gzip.decompress(data) if path.suffix == ".gz" else data
            yield path.relative_to(folder).as_posix(), unpacked.decode("utf-8", "replace")


def test_the_canaries_are_there_to_be_found(desk: Desk) -> None:
    code = take_the_quiz(desk)
    release = desk.scene.desks.backend.contests.get_release(desk.scene.contest.id)
    assert release is not None
    bank = release.banks[desk.scene.contest.rounds[0].id]
    keys = desk.scene.desks.backend.keys.get_keys(desk.scene.contest.id, bank)

    planted = [word for word in (EXPLANATION, SOURCE) if word in str(keys)]

    assert planted == [EXPLANATION, SOURCE]
    assert desk.found(code) == [("POST /registrations", code)]


def test_no_reply_tells_what_is_right_or_why(desk: Desk) -> None:
    take_the_quiz(desk)

    assert desk.found(EXPLANATION, SOURCE) == []


def test_options_are_shown_to_who_started_alone_and_say_nothing_of_which_is_right(
    desk: Desk,
) -> None:
    take_the_quiz(desk)

    shown = {path for path, _ in desk.found(RIGHT, WRONG)}
    papers = [
        json.loads(reply.body)["paper"]
        for path, reply in desk.replies
        if path == "POST /attempts" and reply.status == 200
    ]
    members = {tuple(sorted(o)) for paper in papers for q in paper for o in q["options"]}

    assert shown == {"POST /attempts"}
    assert members == {("id", "text")}


def test_neither_letter_nor_place_tells_which_option_is_right(desk: Desk) -> None:
    letters: dict[str, int] = {}
    places: dict[int, int] = {}
    for number in range(60):
        started = desk.scene.start(desk.scene.register(number, unit="phuong-pho-co").code)
        for question in started.paper.questions:
            place = next(i for i, o in enumerate(question.options) if RIGHT in o.text)
            places[place] = places.get(place, 0) + 1
            letter = question.options[place].id
            letters[letter] = letters.get(letter, 0) + 1

    # 900 questions over 4 places: 225 expected of each.  Letters are fixed once for each of 36
    # questions, so they spread more widely.
    assert [count for count in places.values() if not 165 <= count <= 285] == []
    assert len(letters) == 4


def test_no_reply_shows_a_phone_number_an_identifier_or_a_birth_date(desk: Desk) -> None:
    take_the_quiz(desk)

    assert desk.found(PHONE, IDENTIFIER, BIRTH_DATE) == []


def test_no_log_line_at_any_level_holds_a_canary(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise OSError("the network is gone")

    with caplog.at_level(logging.DEBUG):
        code = take_the_quiz(desk)
        desk.scene.desks.entry.attempts = Broken()  # type: ignore[assignment]
        desk.send("POST", "/attempts", {"code": code, "start_id": START_ID})
    words = (code, PHONE, IDENTIFIER, BIRTH_DATE, RIGHT, WRONG, EXPLANATION, SOURCE)

    assert ("the network is gone" in caplog.text) is True
    assert [word for word in words if word in caplog.text] == []


def test_no_file_of_the_built_site_holds_a_canary(desk: Desk, tmp_path: Path) -> None:
    code = take_the_quiz(desk)
    public = tmp_path / "public"
    build_site(desk.scene.contest, Published(), ROOT, public)
    words = (code, PHONE, IDENTIFIER, BIRTH_DATE, RIGHT, WRONG, EXPLANATION, SOURCE)

    files = dict(texts_below(public))
    hits = [(name, word) for name, text in files.items() for word in words if word in text]

    assert [kind for kind in (".html", ".js", ".xml") if not any(kind in n for n in files)] == []
    assert hits == []


def test_of_the_contest_s_folder_the_named_attachments_alone_are_published(tmp_path: Path) -> None:
    stated = "    national: false\n"
    yml = edited("contest.yml", stated, f"{stated}    attachment: tep/ke-hoach.pdf\n")
    folder = write_folder(tmp_path / "contest", {"contest.yml": yml})
    canary = b"%PDF-1.7 CANARYFOLDER"
    for name in ("khac.pdf", "tep/khac.pdf", "roster.csv", "van-ban/khac.pdf", "index.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(canary)
    (folder / "tep" / "ke-hoach.pdf").write_bytes(b"%PDF-1.7 plan")

    build_into(Project(root=ROOT, folder=folder), Published(), tmp_path / "public")

    files = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    assert [path.name for path in files if b"CANARY" in path.read_bytes()] == []
    assert [path for path in files if path.suffix in {".csv", ".yml", ".txt"}] == []
    assert [p.read_bytes() for p in files if p.parent.name == "van-ban"] == [b"%PDF-1.7 plan"]


def test_between_close_and_publication_nothing_is_public(desk: Desk) -> None:
    take_the_quiz(desk)
    round_ = desk.scene.contest.rounds[0]
    desk.scene.clock.set(due_at(ActName.CLOSE, round_))
    desk.scene.desks.close_round(round_.id)

    public = desk.scene.desks.backend.public

    assert list(public.names()) == [PUBLIC_KEY_FILE]  # type: ignore[attr-defined]


def publish_first_round(desk: Desk) -> dict[str, str]:
    """Close and publish; return every public file as text."""
    round_ = desk.scene.contest.rounds[0]
    desk.scene.clock.set(due_at(ActName.CLOSE, round_))
    desk.scene.desks.close_round(round_.id)
    desk.scene.clock.set(due_at(ActName.PUBLISH, round_))
    desk.scene.desks.publish_results(round_.id)
    public = desk.scene.desks.backend.public
    names = public.names()  # type: ignore[attr-defined]
    return {name: (public.get(name) or b"").decode() for name in names}


def test_published_files_hold_no_contact_detail_or_code_and_answers_in_one_file_alone(
    desk: Desk,
) -> None:
    code = take_the_quiz(desk)
    files = publish_first_round(desk)
    answers = (RIGHT, WRONG, EXPLANATION, SOURCE)

    parts = [name.rpartition(".json")[0].rpartition(".")[2] for name in files if "-" in name]
    hits = [name for name, text in files.items() if any(word in text for word in answers)]

    assert len(files) == 9
    assert {"summary", "rows", "statistics", "questions", "own"} - set(parts) == {"own"}
    assert [part for part in parts if part == "0"] == ["0"]
    assert [
        word
        for word in (code, PHONE, IDENTIFIER, BIRTH_DATE)
        for text in files.values()
        if word in text
    ] == []
    assert [name.rpartition("-")[0] for name in hits] == ["data/tuan-1"]
    assert hits[0].endswith(".questions.json")


def test_of_a_published_round_only_what_was_asked_is_told(desk: Desk) -> None:
    take_the_quiz(desk)
    files = publish_first_round(desk)
    told = next(text for name, text in files.items() if name.endswith(".questions.json"))
    paper = {question["id"] for question in json.loads(told)["questions"]}
    planted = {
        question.id: f"{EXPLANATION} {question.id}"
        for bank in desk.scene.banks.values()
        for question in bank
    }

    assert len(paper) == desk.scene.contest.paper.questions
    assert {id_ for id_, explanation in planted.items() if f'"{explanation}"' in told} == paper


def test_a_bank_that_a_later_round_uses_again_stays_secret_until_that_round_is_out() -> None:
    loaded = load_contest(ROOT)
    contest = loaded.contest
    first, second = contest.rounds
    bank = [plant(question) for question in loaded.banks[BankSlot(first.id)]]
    banks = {BankSlot(first.id): bank, BankSlot(second.id): bank}
    desk = Desk(make_scene(contest, at=first.opens_at + MINUTE_MS, banks=banks))
    take_the_quiz(desk)
    files = publish_first_round(desk)

    answers = (RIGHT, WRONG, EXPLANATION, SOURCE)
    told = json.loads(next(text for name, text in files.items() if "questions" in name))

    assert [name for name, text in files.items() if any(word in text for word in answers)] == []
    assert (told["questions"], told["held_back"]) == ([], contest.paper.questions)


def test_the_pages_of_a_closed_round_hold_no_answer_before_it_is_published(
    desk: Desk, tmp_path: Path
) -> None:
    take_the_quiz(desk)
    contest = desk.scene.contest
    desk.scene.clock.set(due_at(ActName.CLOSE, contest.rounds[0]))
    desk.scene.desks.close_round(contest.rounds[0].id)
    build_site(
        contest, read_published(contest, desk.scene.desks.backend.public), ROOT, tmp_path / "public"
    )

    files = dict(texts_below(tmp_path / "public"))
    words = (RIGHT, WRONG, EXPLANATION, SOURCE)

    assert any("cau-hoi/tuan-1" in name for name in files)
    assert [(name, word) for name, text in files.items() for word in words if word in text] == []


def test_no_secret_is_shown_in_a_reply_a_public_file_a_page_or_a_log(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        take_the_quiz(desk)
    backend, contest = desk.scene.desks.backend, desk.scene.contest
    secrets = backend.secrets.entry(contest.id)
    keys = [*asdict(secrets).values(), signing_seed(secrets.receipts, contest.id)]
    words = [
        spelled
        for key in keys
        for spelled in (
            key.hex(),
            base64.b64encode(key).decode().rstrip("="),
            base64.urlsafe_b64encode(key).decode().rstrip("="),
        )
    ]
    build_site(contest, Published(), ROOT, tmp_path / "public")
    public = backend.public
    texts = [
        caplog.text,
        *dict(texts_below(tmp_path / "public")).values(),
        *(str(public.get(name)) for name in public.names()),  # type: ignore[attr-defined]
    ]
    public_key = backend.signer.public_key(keys[-1]).hex()

    assert (len(words), any(public_key in text for text in texts)) == (18, True)
    assert desk.found(*words) == []
    assert [word for word in words for text in texts if word in text] == []


ADDRESS = "203.0.113.77"


def test_no_address_is_kept_or_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with Engine() as engine, caplog.at_level(logging.DEBUG):
        clients = engine.clients()
        create_storage(clients, production=False)
        contest = desk.scene.contest
        here = Desk(
            make_scene(
                contest,
                at=contest.rounds[0].opens_at + MINUTE_MS,
                backend=aws_backend(clients),
                banks=desk.scene.banks,
            )
        )
        code = str(here.send("POST", "/registrations", PARTICULARS, caller=ADDRESS)["code"])
        wrong = {"code": code, "birth_date": "1987-06-06", "start_id": START_ID}
        for _ in range(FREE_TRIES + 1):
            last = here.send("POST", "/attempts/resume", wrong, caller=ADDRESS)
        here.send("POST", "/codes", {"code": code_from_bits(7)}, caller=ADDRESS)
        stored = str(
            [
                clients.dynamodb.scan(TableName=table["TableName"])["Items"]
                for table in describe_tables(clients.settings, production=False)
            ]
        )

    assert str(last).count("too_many_tries") == 1
    assert [kind for kind in ("/challenge/", "/tries/") if kind not in stored] == []
    assert ADDRESS not in stored
    assert ADDRESS not in caplog.text
    assert here.found(ADDRESS) == []
