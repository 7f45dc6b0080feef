"""How a figure is taken: CPU time and ratios within one run, never the wall time of one run.

Other work shares the computer, and it can only slow things down: of several runs the least CPU is
the nearest to what the work costs, and of several rates the highest.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

KB = 1_000
MB = 1_000_000

_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value, with the bar that it is held to, if there is one."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    """Whether the bar is the least that will do; else it is the most."""

    def ok(self) -> bool:
        """Tell whether the value passes its bar; a value without one does."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def record(self) -> dict[str, object]:
        """Return the figure as ``.build/bench.json`` keeps it."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "limit": self.limit,
            "ok": self.ok(),
        }


@dataclass(frozen=True, slots=True)
class Child:
    """What a fresh process said and what it cost, with the processes that it started itself."""

    said: str
    cpu_seconds: float


def rounded(value: float) -> float:
    """Return a value with as many digits as a measurement deserves: four that count."""
    return float(f"{value:.4g}") if abs(value) < 10_000 else float(round(value))


def run_child(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Child:
    """Run a fresh interpreter to its end; raise CalledProcessError where it fails."""
    before = _cpu_of(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=None if environment is None else dict(environment),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Child(done.stdout, _cpu_of(resource.RUSAGE_CHILDREN) - before)


def own_cpu_seconds() -> float:
    """Return the CPU time, user and system, of this process and of the children it waited for."""
    return time.process_time() + _cpu_of(resource.RUSAGE_CHILDREN)


def own_peak_mb() -> float:
    """Return the most memory that this process held.

    The system's own figure (``ru_maxrss``) begins with what the parent held when it started us, so
    Linux is asked for the mark of this program alone.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1_024 / MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_OF_MAXRSS / MB


def _cpu_of(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime
