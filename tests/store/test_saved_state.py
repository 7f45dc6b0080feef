import json

import pytest
from builders import (
    CONTEST,
    make_attempt,
    make_bank,
    make_contest,
    make_keys,
    make_person,
    make_secrets,
    make_submission,
)

from chalicelib.contest.errors import ContestError, NotDueError
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.banks import BankTable, KeyTable
from chalicelib.store.contests import ContestTable
from chalicelib.store.objects import S3Archive, S3PublicFiles
from chalicelib.store.people import PeopleTable
from chalicelib.store.secrets import ParameterSecrets
from office.local.engine import Engine
from office.local.saved_state import SavedStateError, load_state, save_state
from office.local.state_folder import (
    StateInUseError,
    open_backend,
    read_endpoint,
    serve_engine,
)


def fill(clients):
    AttemptTable(clients).put_attempt(make_attempt())
    AttemptTable(clients).submit(make_attempt().key, make_submission())
    PeopleTable(clients).put_person(CONTEST, make_person())
    BankTable(clients).put_bank(CONTEST, make_bank())
    KeyTable(clients).put_keys(CONTEST, make_keys())
    ContestTable(clients).put_rules(make_contest())
    S3Archive(clients).put_if_absent("lưu trữ/a b+c.json", b"\x00\xff")
    S3PublicFiles(clients).put("now.json", b"{}", content_type="application/json", immutable=False)
    ParameterSecrets(clients).put_entry_if_absent(CONTEST, make_secrets())


def read(clients):
    rules = ContestTable(clients).put_rules(make_contest())
    head = clients.s3.head_object(Bucket=clients.settings.public_bucket, Key="now.json")
    return (
        AttemptTable(clients).get_attempt(make_attempt().key),
        list(PeopleTable(clients).people(CONTEST)),
        BankTable(clients).get_bank(CONTEST, make_bank().digest()),
        KeyTable(clients).get_keys(CONTEST, make_bank().digest()),
        ContestTable(clients).get_rules(CONTEST, rules),
        S3Archive(clients).get("lưu trữ/a b+c.json"),
        (head["ContentType"], head["CacheControl"]),
        ParameterSecrets(clients).entry(CONTEST),
    )


def test_everything_is_read_from_a_loaded_engine_as_from_the_saved_one(tmp_path):
    path = tmp_path / "state.json"
    with Engine() as engine:
        load_state(engine, path)
        fill(engine.clients())
        expected = read(engine.clients())
        save_state(engine, path)
    with Engine() as engine:
        load_state(engine, path)
        assert read(engine.clients()) == expected
        save_state(engine, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_what_is_loaded_can_be_written_on(tmp_path):
    path = tmp_path / "state.json"
    with Engine() as engine:
        load_state(engine, path)
        AttemptTable(engine.clients()).put_attempt(make_attempt())
        save_state(engine, path)
    with Engine() as engine:
        load_state(engine, path)
        written, _ = AttemptTable(engine.clients()).submit(make_attempt().key, make_submission())
    assert written is True


def test_the_file_is_its_owner_s_alone_and_no_other_is_left(tmp_path):
    with Engine() as engine:
        load_state(engine, tmp_path / "state.json")
        save_state(engine, tmp_path / "state.json")
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]
    assert (tmp_path / "state.json").stat().st_mode & 0o077 == 0


def saved_document(path):
    with Engine() as engine:
        load_state(engine, path)
        PeopleTable(engine.clients()).put_person(CONTEST, make_person())
        save_state(engine, path)
    return json.loads(path.read_bytes())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "something else"}, "not a saved state of this program"),
        ({"version": 2}, "of version 2, not 1"),
        ({"state": {"tables": {}}}, "damaged: its content does not match its digest"),
        ({"digest": "0" * 64}, "damaged: its content does not match its digest"),
    ],
)
def test_a_file_that_is_not_one_of_ours_is_refused_and_left_as_it_is(tmp_path, change, reason):
    path = tmp_path / "state.json"
    data = json.dumps(saved_document(path) | change).encode()
    path.write_bytes(data)
    with pytest.raises(SavedStateError) as refusal, open_backend(tmp_path):
        pass
    assert refusal.value.reason == reason
    assert path.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": ', b"\xff"])
def test_a_file_that_was_cut_off_is_refused_and_left_as_it_is(tmp_path, data):
    path = tmp_path / "state.json"
    path.write_bytes(data)
    with pytest.raises(SavedStateError), open_backend(tmp_path):
        pass
    assert path.read_bytes() == data


def test_commands_one_after_another_work_on_one_state(tmp_path):
    with open_backend(tmp_path / "new") as backend:
        AttemptTable(backend.clients()).put_attempt(make_attempt())
    with open_backend(tmp_path / "new") as backend:
        assert AttemptTable(backend.clients()).get_attempt(make_attempt().key) == make_attempt()


def put_and_fail(folder, error):
    def command():
        with open_backend(folder) as backend:
            PeopleTable(backend.clients()).put_person(CONTEST, make_person())
            raise error

    with pytest.raises(type(error)):
        command()
    with open_backend(folder) as backend:
        return list(PeopleTable(backend.clients()).people(CONTEST))


def test_a_refusal_keeps_what_was_written_before_it(tmp_path):
    error: ContestError = NotDueError()
    assert put_and_fail(tmp_path, error) == [make_person()]


def test_any_other_failure_keeps_the_last_good_state(tmp_path):
    assert put_and_fail(tmp_path, ZeroDivisionError()) == []


def test_what_a_killed_command_left_half_saved_is_removed_by_the_next(tmp_path):
    with open_backend(tmp_path):
        pass
    left = tmp_path / ".state.json.0g94t51l"
    left.write_bytes((tmp_path / "state.json").read_bytes())

    with open_backend(tmp_path):
        assert not left.exists()


def test_a_second_command_is_refused_while_one_is_at_work(tmp_path):
    with open_backend(tmp_path), pytest.raises(StateInUseError), open_backend(tmp_path):
        pass


def test_other_commands_use_the_engine_that_is_served(tmp_path):
    with serve_engine(tmp_path) as served:
        with open_backend(tmp_path) as backend:
            assert (backend.engine, backend.settings) == (None, served.engine.settings())
            PeopleTable(backend.clients()).put_person(CONTEST, make_person())
        people = PeopleTable(served.engine.clients())
        assert people.get_person(CONTEST, make_person().pid) == make_person()
        with pytest.raises(StateInUseError), serve_engine(tmp_path):
            pass
    assert read_endpoint(tmp_path) is None
    with open_backend(tmp_path) as backend:
        assert list(PeopleTable(backend.clients()).people(CONTEST)) == [make_person()]


def test_an_engine_that_is_served_can_be_saved_meanwhile(tmp_path):
    with serve_engine(tmp_path) as served:
        assert (tmp_path / "state.json").exists() is False
        served.save()
        assert (tmp_path / "state.json").exists() is True


@pytest.mark.parametrize(
    "left_behind",
    [
        '{"url": "http://127.0.0.1:9", "pid": 1, "token": "t"}',
        '{"url": "http://127.0.0.1:0", "pid": 1, "token": "t"}',
        '{"url": "nonsense", "pid": 1, "token": "t"}',
        '{"url": 1, "pid": 1, "token": "t"}',
        "{}",
        "",
    ],
)
def test_an_endpoint_that_was_left_behind_is_noticed(tmp_path, left_behind):
    (tmp_path / "endpoint").write_text(left_behind)
    with open_backend(tmp_path) as backend:
        assert backend.engine is not None


def test_an_engine_of_another_state_at_the_same_address_is_not_taken_for_ours(tmp_path):
    with Engine("another token") as engine:
        said = {"url": engine.endpoint_url, "pid": 1, "token": "ours"}
        (tmp_path / "endpoint").write_text(json.dumps(said))
        assert read_endpoint(tmp_path) is None


def test_two_engines_in_one_process_are_refused():
    with Engine(), pytest.raises(RuntimeError):
        Engine().start()
