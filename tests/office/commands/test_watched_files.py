"""What a command watches goes through unchanged, and is counted as it is put."""

from types import SimpleNamespace
from typing import Any, cast

from chalicelib.use_cases.publish import PublishDesk
from office.commands.watched import watch_publication
from office.local.memory.files import MemoryPublicFiles


def test_only_what_was_put_is_counted() -> None:
    told: list[int] = []
    files = MemoryPublicFiles()
    desk = cast(PublishDesk, SimpleNamespace(public=files))

    def steps(said: str, done: int, of: int) -> None:
        told.append(done)

    public: Any = watch_publication(desk, "Tuần 1", steps).public
    kind = {"content_type": "application/json"}
    public.put("a", b"1", immutable=False, **kind)
    done = [
        public.put_if_unchanged("a", b"2", before=before, **kind) for before in (b"0", b"1", None)
    ]
    public.put_many([("b", b"1"), ("c", b"1")], immutable=True, **kind)

    assert done == [False, True, False]
    assert told == [1, 2, 3, 4]
    assert {name: files.get(name) for name in files.names()} == {"a": b"2", "b": b"1", "c": b"1"}
