"""``excluded.csv`` -> people who may not enter: an identifier and a role of the contest's rules.

The file names real people: it belongs in a private place, never in a public repository.
"""

from collections.abc import Sequence

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.identity import fold_identifier
from office.contest_file.codes import Code
from office.contest_file.findings import Findings
from office.contest_file.scalars import hint_for
from office.contest_file.tables import read_table

REQUIRED = ("identifier", "role")
OPTIONAL = ("note",)


def read_excluded(
    text: str, shown: str, roles: Sequence[str], findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return the folded identifier and the role of every person on the list."""
    people: dict[str, str] = {}
    for row in read_table(text, shown, REQUIRED, OPTIONAL, findings) or ():
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
        if folded in people:
            findings.add(Code.DUPLICATE_IDENTIFIER, identifier.place)
        people[folded] = role.text
    return tuple(people.items())
