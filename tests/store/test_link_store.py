from dataclasses import replace

import pytest
from builders import CONTEST, OPENS_AT

from chalicelib.contest.ids import ContestId, UnitId
from chalicelib.contest.links import UnitLink

WARD = UnitId("phuong-1")
LINK = UnitLink(unit=WARD, version=1, made_at=OPENS_AT)
REVOKED = replace(LINK, revoked_at=OPENS_AT + 1, reason="Người phụ trách đã chuyển công tác")


def test_a_link_is_recorded_once_and_read_back(stores):
    assert stores.links.get_links(CONTEST) == {}
    assert stores.links.put_link(CONTEST, LINK, None) == (True, LINK)
    assert stores.links.get_links(CONTEST) == {WARD: LINK}
    assert stores.links.get_links(ContestId("another")) == {}


def test_a_record_changes_only_where_it_is_still_the_one_seen(stores):
    stores.links.put_link(CONTEST, LINK, None)

    assert stores.links.put_link(CONTEST, replace(LINK, version=2), None) == (False, LINK)
    assert stores.links.put_link(CONTEST, REVOKED, LINK) == (True, REVOKED)
    assert stores.links.put_link(CONTEST, replace(LINK, version=2), LINK) == (False, REVOKED)
    assert stores.links.get_links(CONTEST) == {WARD: REVOKED}


def test_a_new_version_after_a_revocation_forgets_when_the_old_one_was_revoked(stores):
    second = replace(LINK, version=2, made_at=OPENS_AT + 2)
    stores.links.put_link(CONTEST, LINK, None)
    stores.links.put_link(CONTEST, REVOKED, LINK)

    assert stores.links.put_link(CONTEST, second, REVOKED) == (True, second)
    assert stores.links.get_links(CONTEST) == {WARD: second}


def test_links_do_not_mix_with_states_and_rules(stores):
    stores.links.put_link(CONTEST, LINK, None)

    assert stores.contests.get_states(CONTEST) == {}
    assert stores.contests.get_release(CONTEST) is None


@pytest.mark.parametrize(
    "other", [{"version": 2}, {"made_at": OPENS_AT + 9}, {"revoked_at": OPENS_AT}, {"reason": "b"}]
)
def test_a_record_seen_that_differs_in_anything_is_another(stores, other):
    stores.links.put_link(CONTEST, REVOKED, None)
    seen = replace(REVOKED, **other)

    assert stores.links.put_link(CONTEST, LINK, seen) == (False, REVOKED)
    assert stores.links.get_links(CONTEST) == {WARD: REVOKED}


def test_a_record_seen_where_there_is_none_is_refused(stores):
    assert stores.links.put_link(CONTEST, REVOKED, LINK) == (False, None)
    assert stores.links.get_links(CONTEST) == {}
