"""Telling how a round goes: everybody in numbers, units' coordinators who has entered.

1. The schedule has it done every ten minutes; who reads asks no function and no database.  Attempts
   are read once for all of it.
2. The numbers are public (``contest.live``).  A coordinator's file is encrypted, one for each
   private link; where no unit has a link that holds, nobody's record is read.
3. A revoked link's file says that it was revoked and nothing else; it never holds again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import UnitLinkError, UnknownUnitError
from chalicelib.contest.ids import ContestId, RoundId, UnitId
from chalicelib.contest.links import UnitLink, link_file, link_key, link_secret
from chalicelib.contest.live import LiveTally, live_name, live_value, tells_live
from chalicelib.contest.participation import SCHEMA, Member, entry_states, unit_view
from chalicelib.contest.rules import AttemptsPer
from chalicelib.ports import (
    AttemptStore,
    Clock,
    ContestStore,
    LinkStore,
    PeopleStore,
    PublicFiles,
    Sealer,
    Secrets,
)
from chalicelib.use_cases.in_force import RulesInForce

_REVOKED: dict[str, object] = {"schema": SCHEMA, "revoked": True}


@dataclass(slots=True, kw_only=True)
class ParticipationDesk:
    """Everything that telling needs: no key and no question is within its reach."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    links: LinkStore
    attempts: AttemptStore
    people: PeopleStore
    secrets: Secrets
    sealer: Sealer
    public: PublicFiles
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


def publish_participation(desk: ParticipationDesk, round_id: RoundId) -> int:
    """Write the numbers, and the file of every link that holds, as the round stands now.

    Return how many links that were.
    """
    holding = [link for link in desk.links.get_links(desk.contest_id).values() if link.holds()]
    contest = desk.rules.contest()
    told = tells_live(contest)
    if not holding and not told:
        return 0
    tally = LiveTally(round=round_id)
    views = _views(desk, round_id, [link.unit for link in holding], tally)
    if told:
        live = live_value(contest, contest.round(round_id), tally, made_at=desk.clock.now())
        _put_json(desk, live_name(round_id), live)
    for link, view in zip(holding, views, strict=True):
        secret = secret_of(desk, link)
        sealed = desk.sealer.seal(canonical_json(view).decode(), link_key(secret))
        _put(desk, secret, {"schema": SCHEMA, "sealed": sealed})
    # Whoever revoked a link meanwhile has said so in a file that was just written over.
    after = desk.links.get_links(desk.contest_id)
    for link in holding:
        if after[link.unit] != link:
            _put(desk, secret_of(desk, link), _REVOKED)
    return len(holding)


def participation_of(
    desk: ParticipationDesk, round_id: RoundId, units: Sequence[UnitId]
) -> list[dict[str, object]]:
    """Return what the coordinator of each unit sees of a round now."""
    return _views(desk, round_id, units, LiveTally(round=round_id))


def _views(
    desk: ParticipationDesk, round_id: RoundId, units: Sequence[UnitId], tally: LiveTally
) -> list[dict[str, object]]:
    contest = desk.rules.contest()
    round_ = contest.round(round_id)
    now = desk.clock.now()
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    scope = WHOLE_CONTEST if per_contest else round_id
    # People first: whoever enters meanwhile is shown next time, never as an attempt without a name.
    members = [
        Member(pid=person.pid, name=person.name, unit=person.unit)
        for person in (desk.people.people(desk.contest_id) if units else ())
        if person.unit is not None
    ]
    attempts = tally.watch(desk.attempts.attempts(desk.contest_id, scope))
    states = entry_states(attempts, round_, now)
    return [unit_view(contest, round_, unit, members, states, made_at=now) for unit in units]


def make_link(desk: ParticipationDesk, unit_id: UnitId) -> tuple[UnitLink, str]:
    """Return a unit's link that holds, made if there is none, and its secret.

    Raises UnknownUnitError, and UnitLinkError where another organizer changed it at this moment.
    """
    if unit_id not in {unit.id for unit in desk.rules.contest().units}:
        raise UnknownUnitError(unit=unit_id)
    seen = desk.links.get_links(desk.contest_id).get(unit_id)
    if seen is not None and seen.holds():
        return seen, secret_of(desk, seen)
    link = UnitLink(
        unit=unit_id, version=1 if seen is None else seen.version + 1, made_at=desk.clock.now()
    )
    _record(desk, link, seen)
    return link, secret_of(desk, link)


def revoke_link(desk: ParticipationDesk, unit_id: UnitId, reason: str) -> UnitLink:
    """Revoke a unit's link: its file says so from now on, and the next link is another one.

    Repeating it writes the file again.  Raises UnitLinkError where the unit has no link.
    """
    seen = desk.links.get_links(desk.contest_id).get(unit_id)
    if seen is None:
        raise UnitLinkError(unit=unit_id)
    link = seen
    if seen.holds():
        link = replace(seen, revoked_at=desk.clock.now(), reason=reason)
        # Recorded first: from here on no act writes people into the file again.
        _record(desk, link, seen)
    _put(desk, secret_of(desk, link), _REVOKED)
    return link


def secret_of(desk: ParticipationDesk, link: UnitLink) -> str:
    """Return what stands after the ``#`` of a link."""
    people = desk.secrets.entry(desk.contest_id).people
    return link_secret(desk.contest_id, link.unit, link.version, people)


def _record(desk: ParticipationDesk, link: UnitLink, seen: UnitLink | None) -> None:
    # A write that the library repeated after a lost answer meets what it wrote itself.
    _, stored = desk.links.put_link(desk.contest_id, link, seen)
    if stored != link:
        raise UnitLinkError(unit=link.unit)


def _put(desk: ParticipationDesk, secret: str, value: dict[str, object]) -> None:
    _put_json(desk, link_file(secret), value)


def _put_json(desk: ParticipationDesk, name: str, value: dict[str, object]) -> None:
    desk.public.put(
        name,
        canonical_json(value),
        content_type="application/json",
        immutable=False,
    )
