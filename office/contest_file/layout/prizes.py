"""Prizes and certificates: the layout of those groups."""

from chalicelib.contest.rules import (
    Merit,
    PrizeFor,
    PrizePer,
)
from office.contest_file.layout.groups import Group, Groups
from office.contest_file.layout.kinds import Layout, MaybeWhole, Slug, Text, Whole
from office.contest_file.layout.words import Word


class Prize(Layout):
    """One prize."""

    name = Text(vi="Tên giải", en="Name of the prize")
    count = Whole(1, vi="Số giải", en="How many")
    value = Whole(0, vi="Giá trị một giải, đồng", en="Value of each in đồng")
    certificate = Text(
        vi="Giấy chứng nhận, giấy khen kèm theo", en="Certificate with it", default=""
    )


class PrizeGroup(Layout):
    """Prizes awarded together."""

    id = Slug(vi="Mã nhóm giải", en="Id of the group")
    name = Text(vi="Tên nhóm giải", en="Name")
    to = Word(PrizeFor, vi="Trao cho người hay đơn vị", en="To persons or units")
    per = Word(PrizePer, vi="Trao mỗi vòng hay một lần", en="After every round, or once")
    division = Slug(
        vi="Bảng; bắt buộc với giải cho người khi có các bảng",
        en="The division; needed for persons where there are divisions",
        default="",
    )
    block = Text(
        vi="Khối đơn vị: trao trong các đơn vị của khối hay người của các đơn vị đó",
        en="Among the units of one block, or the persons of such units",
        default="",
    )
    merit = Word(
        Merit,
        vi="Theo thứ hạng; người trẻ nhất, cao tuổi nhất đạt yêu cầu; hay điểm clip (đơn vị)",
        en="By rank; the youngest or oldest who pass (persons); or by clip marks (units)",
        default=Merit.RANK,
    )
    pass_percent = Whole(
        0,
        100,
        vi="Mức phải đạt, phần trăm của điểm tối đa (đơn vị: của điểm “terms”, hay điểm clip)",
        en="The least share of the full marks, in percent (units: of the terms, or the clip)",
        default=0,
    )
    prizes = Groups(Prize, vi="Các giải, cao nhất trước", en="The prizes, best first")


class Certificates(Layout):
    """The certificate for everybody who passes."""

    name = Text(
        vi="Tên giấy, như Giấy chứng nhận hoàn thành",
        en="What it is called, such as Giấy chứng nhận hoàn thành",
    )
    pass_percent = Whole(
        1,
        100,
        vi="Mức điểm phải đạt, phần trăm của điểm tối đa",
        en="The least share of the full marks, in percent",
    )
    per = Word(
        PrizePer,
        vi="Cấp cho mỗi vòng đạt mức điểm (round), hay một lần cho người đạt ở ít nhất một vòng",
        en="For every round passed, or once for who passed at least one round",
        default=PrizePer.ROUND,
    )


class Prizes(Layout):
    """Every prize."""

    most_per_person = MaybeWhole(
        1,
        vi="Mỗi người nhận nhiều nhất mấy giải trong cả cuộc thi; bỏ trống là không giới hạn",
        en="How many prizes one person may take over the contest; no bound if left out",
    )
    groups = Groups(PrizeGroup, vi="Các nhóm giải", en="The groups of prizes", required=False)
    certificates = Group(
        Certificates,
        vi="Giấy chứng nhận cho mọi người đạt mức điểm, dù không đoạt giải; bỏ trống là không cấp",
        en="A certificate for everybody who passes, prize or not; none if left out",
        required=False,
    )
