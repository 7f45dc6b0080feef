"""Deleting what names people, in memory."""

from chalicelib.contest.ids import ContestId, Pid
from chalicelib.ports import Census
from office.local.memory.complaints import MemoryComplaints
from office.local.memory.door import MemoryDoor
from office.local.memory.links import MemoryLinks
from office.local.memory.people import MemoryPeople


class MemoryEraser:
    """The Eraser port on the stores in memory."""

    def __init__(
        self,
        people: MemoryPeople,
        complaints: MemoryComplaints,
        door: MemoryDoor,
        links: MemoryLinks,
    ) -> None:
        """Delete from these stores."""
        self._people = people
        self._complaints = complaints
        self._door = door
        self._links = links

    def census(self, contest: ContestId) -> Census:
        """Count what ``erase_people`` would delete."""
        people, codes, exclusions = self._people.count(contest)
        return Census(
            people=people,
            codes=codes,
            exclusions=exclusions,
            complaints=self._complaints.count(contest),
            door=self._door.count(contest),
            links=len(self._links.get_links(contest)),
        )

    def erase_person(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's record, codes, complaints and the answers to these."""
        self._complaints.delete(contest, pid)
        self._people.delete(contest, pid)

    def erase_people(self, contest: ContestId) -> None:
        """Delete all people, codes, complaints, exclusions, links, challenges and tries."""
        self._complaints.clear(contest)
        self._links.clear(contest)
        self._door.clear(contest)
        self._people.clear(contest)
