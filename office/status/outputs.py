"""What commands made on this computer: which results a report, certificates and the site rest on.

It is a note of digests beside the state, so that ``status`` can tell what is missing or was made
of former results.  Losing it costs nothing but a command that is typed once more.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from chalicelib.contest.ids import RoundId
from office.tables.write import replace_file

Sources = Mapping[RoundId, tuple[str, str]]
"""Digests of attempts and standings, by round; the whole contest under its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """The digests under which things were last made; what is gone again is not there."""

    report: Sources = field(default_factory=dict)
    report_in: str = ""
    """The folder of the report."""
    certificates: Mapping[RoundId, str] = field(default_factory=dict)
    """Of which standings certificates were printed, by round."""
    site: str = ""
    """What the built site shows."""


def outputs_file(root: Path, contest: str, stage: str) -> Path:
    """Return where it is noted what was made of a contest here, or as it is deployed."""
    name = f"{contest}@{stage}" if stage else contest
    return root / ".build" / "outputs" / f"{name}.json"


def read_outputs(file: Path) -> Outputs:
    """Return what was noted; nothing where there is no note, or none that can be read."""
    try:
        value: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        found = Outputs(
            report={RoundId(scope): (one, other) for scope, (one, other) in value["report"]},
            report_in=str(value["report_in"]),
            certificates={RoundId(scope): str(d) for scope, d in value["certificates"]},
            site=str(value["site"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Outputs()
    if found.report and not (Path(found.report_in) / "report.json").is_file():
        return replace(found, report={})
    return found


def write_outputs(file: Path, outputs: Outputs) -> None:
    """Note what was made.  Raises OSError."""
    value = asdict(outputs)
    value["report"] = [[scope, list(digests)] for scope, digests in outputs.report.items()]
    value["certificates"] = [[scope, digest] for scope, digest in outputs.certificates.items()]
    replace_file(file, json.dumps(value, indent=1).encode() + b"\n")
