"""A whole contest served at one address of this computer, for a real browser."""

from dataclasses import dataclass
from pathlib import Path

from scene import Scene

from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import MINUTE_MS
from office.commands.site import read_published
from sitegen.build import build_site

ROOT = Path(__file__).parents[1]


@dataclass
class Live:
    """A contest that is served: its address, its clock, its desks."""

    url: str
    scene: Scene
    public_dir: Path

    def at_round(self, round_id: str, after_ms: int = MINUTE_MS) -> None:
        """Set the clock into a round."""
        self.scene.clock.set(self.scene.contest.round(round_id).opens_at + after_ms)

    def close_and_publish(self, round_id: str) -> None:
        """Set the clock to the round's hours and let the schedule's acts run."""
        round_ = self.scene.contest.round(round_id)
        self.scene.clock.set(due_at(ActName.CLOSE, round_))
        self.scene.desks.close_round(RoundId(round_id))
        self.scene.clock.set(due_at(ActName.PUBLISH, round_))
        self.scene.desks.publish_results(RoundId(round_id))

    def build(self) -> None:
        """Build the site again, with what is published."""
        published = read_published(self.scene.contest, self.scene.desks.backend.public)
        build_site(self.scene.contest, published, ROOT, self.public_dir)
