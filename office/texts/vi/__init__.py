"""What the organizers' tools say in Vietnamese."""

from office.texts.vi import (
    answers_file,
    bank,
    certificate,
    checker,
    command,
    coordinator,
    export,
    extra_time,
    people,
    poster,
    privacy,
    receipt,
    rehearsal,
    report,
    stage,
    table,
)

TEXTS: dict[str, str] = {
    **answers_file.TEXTS,
    **bank.TEXTS,
    **certificate.TEXTS,
    **checker.TEXTS,
    **command.TEXTS,
    **coordinator.TEXTS,
    **export.TEXTS,
    **extra_time.TEXTS,
    **people.TEXTS,
    **poster.TEXTS,
    **privacy.TEXTS,
    **receipt.TEXTS,
    **rehearsal.TEXTS,
    **report.TEXTS,
    **stage.TEXTS,
    **table.TEXTS,
}
