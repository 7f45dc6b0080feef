"""``excluded.csv`` -> people who may not enter: an identifier and a role of the contest's rules.

The file names real people: it belongs in a private place, never in a public repository.
"""

from collections.abc import Iterable, Sequence

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.identity import fold_identifier
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import hint_for
from office.contest_file.tables import AnyRow, read_table

REQUIRED = ("identifier", "role")
OPTIONAL = ("note",)


def read_excluded(
    text: str, shown: str, roles: Sequence[str], findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return the folded identifier and the role of every person on the list."""
    rows = read_table(text, shown, REQUIRED, OPTIONAL, findings) or ()
    return excluded_of_rows(rows, roles, findings)


def excluded_of_rows(
    rows: Iterable[AnyRow], roles: Sequence[str], findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return the folded identifier and the role of every row that has both."""
    people: dict[str, str] = {}
    seen: dict[str, Place] = {}
    for row in rows:
        identifier = row.required("identifier", findings)
        role = row.required("role", findings)
        if identifier is None or role is None:
            continue
        if role.text not in roles:
            hint = hint_for(role.text, roles)
            findings.add(Code.UNKNOWN_ROLE, role.place, role=role.text, hint=hint)
        try:
            folded = fold_identifier(identifier.text)
        except InvalidInputError:
            findings.add(Code.BAD_IDENTIFIER, identifier.place)
            continue
        first = seen.setdefault(folded, identifier.place)
        if first is not identifier.place:
            where = f"{first.path}:{first.line}"
            findings.add(Code.DUPLICATE_IDENTIFIER, identifier.place, where=where)
        people[folded] = role.text
    return tuple(people.items())
