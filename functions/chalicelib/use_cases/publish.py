"""Publishing: at the announced hour staged results are copied, never built.

1. The files go first, the small pointer that the results page reads goes last: a reader sees the
   old state or the whole new one.
2. Repeating a publication copies the same bytes to the same names.
3. With the last round the results of the whole contest are published too.
"""

from dataclasses import dataclass, field, replace

from chalicelib.contest.acts import (
    WHOLE_CONTEST,
    Act,
    ActName,
    RoundState,
    RoundStatus,
    check_due,
    whole_contest_act,
)
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.ids import ContestId, Digest, RoundId
from chalicelib.ports import Archive, Clock, ContestStore, PublicFiles
from chalicelib.use_cases.in_force import RulesInForce
from chalicelib.use_cases.staging import OWN_RESULTS, results_name

PARTS = ("summary", "rows", "statistics")
"""What is published beside results, each a file under their digest."""

PARTS_OF_ROUND = ("questions",)
"""What only a round's results have beside them."""

_PUBLISH_WHOLE = Act(name=ActName.PUBLISH, round=WHOLE_CONTEST)


@dataclass(slots=True, kw_only=True)
class PublishDesk:
    """Everything that a publication needs: no person, no attempt, no key is within its reach."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    archive: Archive
    public: PublicFiles
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


def publish_results(desk: PublishDesk, round_id: RoundId) -> RoundState:
    """Publish a closed round's results; return the recorded state.

    ``WHOLE_CONTEST`` stands for all rounds together, whose schedule is that of the last one.

    Raises NotDueError before the announced hour, NotPreparedError where the round is not closed.
    """
    contest = desk.rules.contest()
    if round_id != WHOLE_CONTEST:
        check_due(ActName.PUBLISH, contest.round(round_id), desk.clock.now())
    states = desk.contests.get_states(desk.contest_id)
    published = _publish(desk, states.get(round_id), round_id)
    # Asked only now: of several rounds that are published at once, the last one sees all.
    states = desk.contests.get_states(desk.contest_id)
    if whole_contest_act(contest, states) == _PUBLISH_WHOLE:
        _publish(desk, states[WHOLE_CONTEST], WHOLE_CONTEST)
    return published


def publish_again(desk: PublishDesk, state: RoundState) -> None:
    """Publish results that have replaced others; repeating it is harmless."""
    _publish(desk, state, state.round)


def publish_former(desk: PublishDesk, round_id: RoundId, digest: Digest) -> str | None:
    """Keep the page of results readable that others replace; return its address.

    None where these results were never published.
    """
    if desk.public.get(document_name(round_id, digest)) is None:
        return None
    name = former_page_name(round_id, digest)
    desk.public.put(
        name,
        _staged(desk, round_id, digest, "html"),
        content_type="text/html; charset=utf-8",
        immutable=True,
    )
    return f"/{name}"


def pointer_name(round_id: RoundId) -> str:
    """Return the public name of the small file that says which results hold."""
    return f"data/{round_id}.json"


def document_name(round_id: RoundId, digest: Digest) -> str:
    """Return the public name of results; it changes with every byte of them."""
    return f"data/{round_id}-{digest[:16]}.json"


def part_name(round_id: RoundId, digest: Digest, part: str) -> str:
    """Return the public name of a file beside the results, such as ``statistics``."""
    return f"data/{round_id}-{digest[:16]}.{part}.json"


def own_prefix(round_id: RoundId, digest: Digest) -> str:
    """Return what the public names of files with own results begin with."""
    return f"data/{round_id}-{digest[:16]}.own."


def own_name(round_id: RoundId, digest: Digest, number: int) -> str:
    """Return the public name of a file with own results, from 0 (see ``contest.own_results``)."""
    return f"{own_prefix(round_id, digest)}{number}.json"


def former_page_name(round_id: RoundId, digest: Digest) -> str:
    """Return the public name of a former version's page, which other results have replaced."""
    return f"data/{round_id}-{digest[:16]}.html"


def page_name(round_id: RoundId) -> str:
    """Return the public name of the results page for readers without script."""
    return f"data/{round_id}.html"


def _publish(desk: PublishDesk, state: RoundState | None, round_id: RoundId) -> RoundState:
    while True:
        if state is None or state.results is None:
            raise NotPreparedError(what="results")
        _copy(desk, round_id, state.results)
        stored = _record(desk, state)
        # A correction that came between has other results: its pointer must be the last word.
        if stored is not None and stored.results == state.results:
            return stored
        state = stored


def _record(desk: PublishDesk, state: RoundState) -> RoundState | None:
    """Record that results are published, over the state seen; return what is stored then."""
    if state.status is RoundStatus.PUBLISHED:
        return desk.contests.get_states(desk.contest_id).get(state.round)
    published = replace(state, status=RoundStatus.PUBLISHED)
    _, stored = desk.contests.put_state(desk.contest_id, published, state)
    return stored


def _copy(desk: PublishDesk, round_id: RoundId, results: Digest) -> None:
    document = document_name(round_id, results)
    page = page_name(round_id)
    desk.public.put(
        document,
        _staged(desk, round_id, results, "json"),
        content_type="application/json",
        immutable=True,
    )
    desk.public.put(
        page,
        _staged(desk, round_id, results, "html"),
        content_type="text/html; charset=utf-8",
        immutable=False,
    )
    pointer = {
        "round": round_id,
        "digest": results,
        "results": f"/{document}",
        "page": f"/{page}",
        **_publish_parts(desk, round_id, results),
        **_publish_own(desk, round_id, results),
    }
    desk.public.put(
        pointer_name(round_id),
        canonical_json(pointer),
        content_type="application/json",
        immutable=False,
    )


def _publish_parts(desk: PublishDesk, round_id: RoundId, digest: Digest) -> dict[str, str]:
    """Publish what lies beside the results; return the address of each file by its name."""
    addresses = {}
    for part in PARTS if round_id == WHOLE_CONTEST else (*PARTS, *PARTS_OF_ROUND):
        name = part_name(round_id, digest, part)
        data = _staged(desk, round_id, digest, f"{part}.json")
        desk.public.put(name, data, content_type="application/json", immutable=True)
        addresses[part] = f"/{name}"
    return addresses


def _publish_own(desk: PublishDesk, round_id: RoundId, digest: Digest) -> dict[str, object]:
    """Publish everybody's own result; return what their names begin with and how many there are.

    Where no attempt began with a key there are none: in the whole contest, and in a round that
    opened before there were such keys.
    """
    staged = desk.archive.get(results_name(desk.contest_id, round_id, digest, OWN_RESULTS))
    if staged is None:
        return {}
    lines = staged.split(b"\n")[:-1]
    names = [own_name(round_id, digest, number) for number in range(len(lines))]
    desk.public.put_many(
        zip(names, lines, strict=True), content_type="application/json", immutable=True
    )
    return {"own": f"/{own_prefix(round_id, digest)}", "own_files": len(lines)}


def _staged(desk: PublishDesk, round_id: RoundId, digest: Digest, suffix: str) -> bytes:
    data = desk.archive.get(results_name(desk.contest_id, round_id, digest, suffix))
    if data is None:
        raise NotPreparedError(what="results")
    return data
