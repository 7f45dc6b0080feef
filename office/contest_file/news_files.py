"""The news of a contest: ``news/*.md`` beside its file, one post each, its name the address.

A post begins with a head between two lines of ``---``; Markdown follows.  Tags of HTML and links
that lead neither to a page nor to a mail address are errors: the pages would show them as plain
text, which is not what their writer meant.
"""

import re
from pathlib import Path

from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.folder import Folder
from office.contest_file.layout.news import NewsHead
from office.contest_file.text_file import read_text
from office.contest_file.yaml_fields import parse_yaml
from sitegen.news import NewsPost, leads_somewhere_good

FOLDER = "news"
_LINE = "---"
_CODE = re.compile(r"`+[^`\n]*`+")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>?|<!|<\?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>|<[^\s<>@:/]+@[^\s<>:/]+>")
_LINK = re.compile(r"\]\(\s*<?([^\s)>]*)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s>]*)")
_PICTURE = re.compile(r"!\[")


def read_news(where: Folder, findings: Findings) -> tuple[NewsPost, ...]:
    """Return the posts by their file names; what is wrong with one goes to the findings."""
    files = sorted(where.path(FOLDER).glob("*.md"))
    posts = [_read(file, where.shown(f"{FOLDER}/{file.name}"), findings) for file in files]
    return tuple(post for post in posts if post is not None)


def _read(file: Path, shown: str, findings: Findings) -> NewsPost | None:
    errors = findings.errors()
    scalars.read_slug(
        scalars.Scalar(field=shown, text=file.stem, place=Place(path=shown)), findings
    )
    if file.stem == "index":
        findings.add(Code.RESERVED_ID, Place(path=shown), typed=file.stem)
    text = read_text(file, shown, findings, Place(path=shown))
    if text is None:
        return None
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == _LINE]
    if len(ends) < 2 or ends[0] != 0:
        findings.add(Code.NEWS_HEAD, Place(path=shown))
        return None
    # An empty line in the place of the first keeps the numbers of the lines.
    fields = parse_yaml("\n".join(["", *lines[1 : ends[1]]]), shown, findings, NewsHead)
    if fields is None:
        return None
    title, day = fields.get(NewsHead.title), fields.get(NewsHead.date)
    summary = fields.get(NewsHead.summary)
    fields.finish()
    for number, line in enumerate(lines[ends[1] + 1 :], start=ends[1] + 2):
        _check_line(line, Place(path=shown, line=number), findings)
    if findings.errors() > errors:
        return None
    body = "\n".join(lines[ends[1] + 1 :]).strip() + "\n"
    return NewsPost(slug=file.stem, title=title, published_on=day, summary=summary, body=body)


def _check_line(line: str, place: Place, findings: Findings) -> None:
    plain = _AUTOLINK.sub("", _CODE.sub("", line))
    tag = _TAG.search(plain)
    if tag:
        findings.add(Code.NEWS_HTML, place, typed=tag[0])
    if _PICTURE.search(plain):
        findings.add(Code.NEWS_PICTURE, place)
        return
    for address in (*_LINK.findall(plain), *_REFERENCE.findall(plain)):
        if not leads_somewhere_good(address):
            findings.add(Code.NEWS_LINK, place, address=address)
