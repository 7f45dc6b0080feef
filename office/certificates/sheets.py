"""From a claim to the sheet that is printed: every line in words, and the record for the register.

A template gets lines that are ready to print (docs/certificates.md names them), so that it only
says where they stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import segno

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.names import show_name
from chalicelib.contest.results_shown import percent_shown, prize_title
from chalicelib.contest.rules import Contest, PersonName, PrizeFor
from office.certificates.claims import Claim
from office.certificates.register import Record
from office.texts import text

CHECK_PAGE = "kiem-tra"
"""The address of the check page below the contest's site."""

_MERIT = re.compile(r"(?i)(?:giấy|bằng) khen\b")
_TITLE_END = re.compile(r"\s+(?:của|và|kèm|cùng)\s|\s*[,;(+]")
_GIVEN_BY = re.compile(r"\scủa\s+(.+?)(?:\s+(?:và|kèm|cùng)\s|\s*[,;(+]|$)")
_DEPARTMENT = re.compile(r"(?i)sở\s")
_COMMITTEE = re.compile(r"(?i)(?:ủy|uỷ) ban nhân dân\b|UBND\b")
_LEVEL = re.compile(r"(?i)(?:thành phố|tỉnh|quận|huyện|thị xã|thị trấn|phường|xã)\s+(?=\D)")
_NAMED_IN_FULL = re.compile(r"(?i).*\bHồ Chí Minh$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the office says of a printing; what it leaves empty is by the rules or by hand."""

    decision: str = ""
    signed_on: date | None = None
    issuer: str = ""
    signers: tuple[str, ...] = ()
    site: str = ""
    """The address of the contest's site, without a slash at its end."""


def make_record(contest: Contest, claim: Claim, number: int, wording: Wording) -> Record:
    """Return what the check page is to tell of a certificate."""
    signed_on = wording.signed_on
    return Record(
        title=title_of(claim.certificate),
        name=_name_shown(contest, claim),
        unit=claim.unit,
        achievement=_achievement(claim),
        detail=_detail(contest, claim),
        contest=contest.name,
        issuer=_issuer(contest, claim, wording),
        number=number,
        serial=text("certificate.serial", number=number, scope=scope_name(contest, claim.scope)),
        issued_on=signed_on.isoformat() if signed_on else "",
    )


def make_sheet(
    contest: Contest, claim: Claim, record: Record, code: str, wording: Wording
) -> Mapping[str, object]:
    """Return what the template gets for one certificate."""
    merit = is_merit(claim.certificate)
    site = wording.site
    decision = "decision" if wording.decision else "decision_blank"
    shown = site.partition("://")[2]
    return {
        "to": claim.to.value,
        "merit": merit,
        "state": text("certificate.state"),
        "motto": text("certificate.motto"),
        "issuer": record.issuer,
        "lead": text("certificate.lead_merit" if merit else "certificate.lead_certificate"),
        "title": record.title,
        "name": claim.name,
        "unit": text("certificate.unit", unit=claim.unit) if claim.unit else "",
        "achievement": record.achievement,
        "detail": record.detail,
        "contest": record.contest,
        "decision": text(f"certificate.{decision}", decision=wording.decision),
        "serial": text("certificate.serial_label", serial=record.serial),
        "place-date": place_date(contest.place, wording.signed_on),
        "signers": list(wording.signers or _signers(record.issuer, merit=merit)),
        "code-label": text("certificate.code_label"),
        "code": code,
        "check": text("certificate.check", address=f"{shown}/{CHECK_PAGE}")
        if site
        else text("certificate.check_without_address"),
        "url": check_url(site, code),
        "qr": _qr(check_url(site, code)) if site else "",
    }


def make_value(contest: Contest, sheets: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return the whole value that a template is set with."""
    return {"title": contest.name, "author": contest.organizer, "certificates": list(sheets)}


def check_url(site: str, code: str) -> str:
    """Return the address that tells whether a certificate was issued; empty without a site.

    The code is in the fragment, which no browser sends to a server.

    >>> check_url("https://thi.example.gov.vn", "7K2M-9QXD-4TAB-00A7")
    'https://thi.example.gov.vn/kiem-tra/#7K2M-9QXD-4TAB-00A7'
    """
    return f"{site}/{CHECK_PAGE}/#{code}" if site else ""


def is_merit(certificate: str) -> bool:
    """Tell whether it is a commendation (giấy khen, bằng khen) or certifies a fact.

    >>> is_merit("Giấy khen của Chủ tịch UBND tỉnh"), is_merit("Giấy chứng nhận")
    (True, False)
    """
    return _MERIT.match(certificate) is not None


def title_of(certificate: str) -> str:
    """Return the title that is printed, of what the rules say comes with a prize.

    >>> title_of("Giấy khen của Chủ tịch UBND tỉnh"), title_of("Giấy chứng nhận và biểu trưng")
    ('Giấy khen', 'Giấy chứng nhận')
    """
    return _TITLE_END.split(certificate, maxsplit=1)[0]


def place_date(place: str, signed_on: date | None) -> str:
    """Return place and date of the signature; blanks to fill where there is no date.

    Days below 10 and the months 1 and 2 have two digits.

    >>> place_date("thành phố Sông Công, tỉnh Thái Nguyên", date(2021, 12, 9))
    'Sông Công, ngày 09 tháng 12 năm 2021'
    """
    where = place_name(place)
    if signed_on is None:
        return text("certificate.place_date_blank", place=where)
    padded_month = signed_on.month <= 2
    return text(
        "certificate.place_date",
        place=where,
        day=f"{signed_on.day:02d}",
        month=f"{signed_on.month:02d}" if padded_month else signed_on.month,
        year=signed_on.year,
    )


def place_name(place: str) -> str:
    """Return a place as official papers name it beside the date: its own name, without its level.

    Units named by a number or after a person keep the level.

    >>> [place_name(each) for each in ("thành phố Huế, tỉnh X", "quận 1", "thành phố Hồ Chí Minh")]
    ['Huế', 'Quận 1', 'Thành phố Hồ Chí Minh']
    """
    first = place.partition(",")[0].strip()
    bare = first if _NAMED_IN_FULL.match(first) else _LEVEL.sub("", first, count=1)
    return bare[:1].upper() + bare[1:]


def scope_name(contest: Contest, scope: RoundId) -> str:
    """Return the name of a round, or of the results of all rounds."""
    return text("certificate.whole") if scope == WHOLE_CONTEST else contest.round(scope).name


def _name_shown(contest: Contest, claim: Claim) -> str:
    if claim.to is PrizeFor.UNITS:
        return claim.name
    if claim.group is not None:
        return show_name(claim.name, contest.entry.winners_shown_as)
    hidden = contest.entry.others_shown_as is PersonName.HIDDEN
    return show_name(claim.name, PersonName.HIDDEN if hidden else PersonName.SHORT)


def _achievement(claim: Claim) -> str:
    if claim.share is not None:
        percent = percent_shown(claim.share.numerator, claim.share.denominator)
        return text("certificate.passed", percent=percent.removesuffix(",00"))
    return text("certificate.won", prize=prize_title(claim.prize))


def _detail(contest: Contest, claim: Claim) -> str:
    whole = claim.scope == WHOLE_CONTEST
    if claim.group is None:
        if whole:
            return text("certificate.passed_contest") if len(contest.rounds) > 1 else ""
        return text("certificate.passed_round", round=contest.round(claim.scope).name)
    once = whole or len(contest.rounds) == 1
    return text(
        "certificate.detail_once" if once else "certificate.detail",
        group=claim.group.name,
        scope=scope_name(contest, claim.scope),
    )


def _issuer(contest: Contest, claim: Claim, wording: Wording) -> str:
    """Return who gives it: as typed, as the rules name it, or the organizer.

    A commendation of a people's committee is given by its chairman, that of a department (sở) by
    its director.
    """
    if wording.issuer:
        return wording.issuer
    named = _GIVEN_BY.search(claim.certificate)
    if named:
        return named[1][:1].upper() + named[1][1:]
    if is_merit(claim.certificate) and _COMMITTEE.match(contest.organizer):
        return text("certificate.chairman_of", body=contest.organizer)
    if is_merit(claim.certificate) and _DEPARTMENT.match(contest.organizer):
        return text("certificate.director_of", body=contest.organizer)
    return contest.organizer


def _signers(issuer: str, *, merit: bool) -> tuple[str, ...]:
    for head in ("chairman", "director"):
        if issuer.upper().startswith(text(f"certificate.signer_{head}")):
            return (text(f"certificate.signer_{head}"),)
    if merit:
        return (text("certificate.signer_head"),)
    return (text("certificate.signer_for_board"), text("certificate.signer_of_board"))


def _qr(url: str) -> str:
    """Return the address as a picture (SVG); the paper around it is its quiet zone."""
    return segno.make(url, error="m", micro=False).svg_inline(border=0, omitsize=True)
