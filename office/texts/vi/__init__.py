"""What the organizers' tools say in Vietnamese."""

from office.texts.vi import (
    bank,
    certificate,
    checker,
    command,
    coordinator,
    export,
    people,
    receipt,
    rehearsal,
    report,
    table,
)

TEXTS: dict[str, str] = {
    **bank.TEXTS,
    **certificate.TEXTS,
    **checker.TEXTS,
    **command.TEXTS,
    **coordinator.TEXTS,
    **export.TEXTS,
    **people.TEXTS,
    **receipt.TEXTS,
    **rehearsal.TEXTS,
    **report.TEXTS,
    **table.TEXTS,
}
