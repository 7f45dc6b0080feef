"""The generated parts of the documentation: tables of fields, and the catalogue of codes.

``python -m office.contest_file.reference`` writes them into ``docs/``; a test fails when they are
stale.
"""

from collections.abc import Iterator
from pathlib import Path

from office.contest_file.codes import Code
from office.contest_file.findings import message_key, remedy_key
from office.contest_file.layout.contest import Contest
from office.contest_file.layout.groups import Group, Groups
from office.contest_file.layout.heading import Use
from office.contest_file.layout.kinds import Field, Layout
from office.contest_file.layout.news import NewsHead
from office.texts import CATALOGUES, text

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIELDS_PAGE = DOCS / "contest-file.md"
CODES_PAGE = DOCS / "checker-codes.md"
GENERATED = "<!-- From here on generated: python -m office.contest_file.reference -->\n"
LANGUAGES = ("vi", "en")


def fields_reference() -> str:
    """Return the tables of every field, group by group, in both languages."""
    parts = [_table("contest.yml", Contest)]
    parts += [_table(path, layout) for path, layout in _groups("", Contest)]
    parts.append(_table("use", Use))
    parts.append(_table("news/*.md", NewsHead))
    return "\n".join(parts)


def fields_page(page: str) -> str:
    """Return the page of fields with its generated part as it must be."""
    return page.partition(GENERATED)[0] + GENERATED + "\n" + fields_reference()


def codes_page() -> str:
    """Return the catalogue of codes: what each means and what to do, in both languages."""
    lines = [
        "# Checker codes",
        "",
        "Generated: `python -m office.contest_file.reference`. `build.py check`, `bank lint`",
        "and what reads tables print `file:line:column CODE message - what to do`; in English",
        "with `--lang en`, where a command has it.",
        "E stops the build, W warns (and fails with `--strict`), N is shown with `--strict` alone.",
        "",
        "| Code | | Tiếng Việt | English |",
        "| --- | --- | --- | --- |",
    ]
    for code in Code:
        severity = text(f"office.severity.{code.severity().value}", "en")
        said = [
            f"{_said(message_key(code), lang)}. {_said(remedy_key(code), lang)}"
            for lang in LANGUAGES
        ]
        lines.append(f"| {code.value} | {severity} | {' | '.join(said)} |")
    return "\n".join(lines) + "\n"


def _groups(above: str, layout: type[Layout]) -> Iterator[tuple[str, type[Layout]]]:
    """Yield where every group below a layout stands; one that stands twice, at its first place."""
    seen: set[type[Layout]] = set()
    for path, below in _walk(above, layout):
        if below not in seen:
            seen.add(below)
            yield path, below


def _walk(above: str, layout: type[Layout]) -> Iterator[tuple[str, type[Layout]]]:
    for field in layout.fields():
        if isinstance(field, (Group, Groups)):
            path = f"{above}{field.name}{'[]' if isinstance(field, Groups) else ''}"
            yield path, field.layout
            yield from _walk(f"{path}.", field.layout)


def _table(title: str, layout: type[Layout]) -> str:
    lines = [
        f"### `{title}`",
        "",
        "| Trường | Dạng / Form | Mặc định / Default | Ý nghĩa | Meaning |",
        "| --- | --- | --- | --- | --- |",
        *(_row(field) for field in layout.fields()),
    ]
    return "\n".join(lines) + "\n"


def _row(field: Field) -> str:
    form = " / ".join(dict.fromkeys(text(f"office.form.{field.form}", lang) for lang in LANGUAGES))
    if field.choices():
        form = ", ".join(f"`{choice}`" for choice in field.choices())
    if field.required:
        default = "**bắt buộc / required**"
    elif field.default is None:
        default = "-"
    else:
        default = f"`{str(field.default).lower()}`"
    return f"| `{field.name}` | {form} | {default} | {field.vi} | {field.en} |"


def _said(key: str, language: str) -> str:
    """Return a text as the catalogue has it, its details as italic names."""
    said = CATALOGUES[language][key]
    return said.replace("{", "*").replace("}", "*").replace("|", "\\|")


def main() -> None:
    """Write both pages."""
    FIELDS_PAGE.write_text(fields_page(FIELDS_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    CODES_PAGE.write_text(codes_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
