"""The layout of ``contest.yml`` from its top, with who may enter."""

from chalicelib.contest.rules import ContestKind, EntryMode, Language, PersonName
from office.contest_file.layout import competition, heading
from office.contest_file.layout.groups import Group, Groups, SlugNames, Texts
from office.contest_file.layout.kinds import Day, Flag, Layout, MaybeWhole, Slug, Text, Whole
from office.contest_file.layout.prizes import Prizes
from office.contest_file.layout.words import Word, Words


class Consent(Layout):
    """What a registrant agrees to."""

    version = Whole(1, vi="Lần sửa; nội dung mới thì tăng thêm 1", en="Raised with every new text")
    text = Text(vi="Lời đồng ý khi đăng ký", en="What a registrant agrees to")
    keep_days = MaybeWhole(
        1,
        vi="Số ngày giữ dữ liệu cá nhân, tính từ ngày công bố kết quả cuối cùng",
        en="For how many days after the last results personal data are kept",
    )


class Entry(Layout):
    """Who may enter."""

    mode = Word(
        EntryMode,
        vi="Người thi tự đăng ký (open), hay Ban Tổ chức phát mã theo danh sách (roster)",
        en="People register themselves (open), or the organizer hands out codes (roster)",
    )
    who = Texts(vi="Ai được dự thi", en="Who may enter")
    excluded = Texts(vi="Các diện không được dự thi", en="Roles that may not enter", required=False)
    identifier_label = Text(
        vi="Tên của mã định danh được hỏi", en="What the identifier asked for is called"
    )
    identifier_hint = Text(vi="Lời dặn về mã định danh", en="Advice on the identifier", default="")
    unit_required = Flag(
        vi="Có bắt buộc chọn đơn vị không", en="Whether a unit must be chosen", default=True
    )
    unit_hint = Text(vi="Lời dặn khi chọn đơn vị", en="Advice on choosing a unit", default="")
    asks_phone = Flag(
        vi="Có hỏi số điện thoại không", en="Whether a phone number is asked for", default=True
    )
    winners_shown_as = Word(
        PersonName,
        vi="Tên người đoạt giải: đầy đủ, viết tắt tên đệm, hay không hiện",
        en="How winners' names are shown: in full, shortened, or not at all",
        default=PersonName.FULL,
    )
    others_shown_as = Word(
        PersonName,
        vi="Tên những người khác trên bảng xếp hạng",
        en="How other people's names are shown",
        default=PersonName.SHORT,
    )
    consent = Group(Consent, vi="Lời đồng ý", en="The consent")


class Ages(Layout):
    """Age limits."""

    on = Day(vi="Ngày tính tuổi", en="The day on which ages are reckoned")
    least = MaybeWhole(0, vi="Từ bao nhiêu tuổi", en="From this age")
    most = MaybeWhole(0, vi="Đến hết bao nhiêu tuổi", en="To this age, included")


class Division(Layout):
    """A division."""

    id = Slug(vi="Mã bảng", en="Id of the division")
    name = Text(vi="Tên bảng, đối tượng", en="Name")
    who = Texts(vi="Ai thi ở bảng này", en="Who competes in it", required=False)
    ages = Group(Ages, vi="Giới hạn tuổi", en="Age limits", required=False)
    paper = Group(
        competition.Paper,
        vi="Đề thi riêng của bảng; bỏ trống là đề chung",
        en="Its own paper; without it the contest's",
        required=False,
    )


class Contest(Layout):
    """The whole file."""

    id = Slug(
        vi="Mã cuộc thi; không đổi sau khi công bố", en="Id; it does not change once published"
    )
    kind = Word(ContestKind, vi="Cuộc thi hay Hội thi", en="What the organizer calls it")
    name = Text(vi="Tên đầy đủ", en="Full name")
    short_name = Text(vi="Tên ngắn, cho đầu trang", en="Short name, for the head of pages")
    edition = MaybeWhole(1, vi="Tổ chức lần thứ mấy", en="Which edition it is")
    organizer = Text(vi="Đơn vị tổ chức", en="Who holds it")
    place = Text(vi="Địa phương", en="Where it is held")
    contact = Text(vi="Nơi liên hệ", en="Whom to ask")
    portal = Text(
        vi="Địa chỉ trang cuộc thi (https://…), cho liên kết, mã QR và thẻ chia sẻ",
        en="Address of the contest's site, for links, QR codes and share cards",
        default="",
    )
    other_languages = Words(
        Language,
        vi="Trang web có thêm ngôn ngữ nào ngoài tiếng Việt: en là tiếng Anh; bỏ trống là không có",
        en="In which languages the site is built besides Vietnamese; none if left out",
        required=False,
    )
    purposes = Texts(vi="Mục đích, mỗi dòng một ý", en="Purposes, one a line")
    legal_basis = Groups(
        heading.Document, vi="Văn bản làm căn cứ", en="The documents that it rests on"
    )
    announced = Group(
        heading.Announced,
        vi="Những con số kế hoạch đã công bố, ghi đúng như văn bản kể cả khi sai",
        en="What the announced plan states, as it states it, right or wrong",
        required=False,
    )
    rounds = Groups(
        heading.Round, vi="Các vòng thi theo thứ tự thời gian", en="The rounds in order of time"
    )
    divisions = Groups(
        Division,
        vi="Các bảng có đề, xếp hạng và giải riêng",
        en="Divisions with papers, standings and prizes of their own",
        required=False,
    )
    entry = Group(Entry, vi="Ai được dự thi, hỏi gì, hiện gì", en="Who may enter, what is asked")
    attempts = Group(
        competition.Attempts,
        vi="Số lượt thi; bỏ trống là một lượt mỗi vòng",
        en="Attempts; without it one in each round",
        required=False,
    )
    paper = Group(competition.Paper, vi="Đề thi", en="The paper")
    practice = Group(
        competition.Practice,
        vi="Thi thử bằng bộ câu hỏi riêng, không tính kết quả; bỏ trống là không có",
        en="Practice with a bank of its own, which counts for nothing; none if left out",
        required=False,
    )
    marks = Group(
        competition.Marks,
        vi="Cách tính điểm; bỏ trống là tổng điểm các câu đúng",
        en="How marks are reckoned; without it the points of right answers",
        required=False,
    )
    ranking = Group(competition.Ranking, vi="Xếp hạng cá nhân", en="How people are ranked")
    collective = Group(
        competition.Collective,
        vi="Xếp hạng đơn vị; bỏ trống là không xếp",
        en="How units are ranked; without it they are not",
        required=False,
    )
    prizes = Group(Prizes, vi="Giải thưởng", en="The prizes")
    complaints = Group(heading.Complaints, vi="Khiếu nại", en="Complaints", required=False)
    organizers = Groups(
        heading.Organizer,
        vi="Những người đề nghị và duyệt đính chính kết quả, ít nhất hai người",
        en="Who may propose and approve corrections of results, at least two",
        required=False,
    )
    ceremony = Group(heading.Ceremony, vi="Lễ trao giải", en="The ceremony", required=False)
    last_edition = Group(
        heading.Edition,
        vi="Số liệu lần tổ chức trước, để so sánh",
        en="Figures of the last edition, for comparison",
        required=False,
    )
    earlier_editions = Groups(
        heading.Edition,
        vi="Những lần tổ chức trước nữa, mới nhất trước, cho trang lưu trữ",
        en="The editions before the last one, newest first, for the archive",
        required=False,
    )
    clips = Group(heading.Clips, vi="Điểm clip", en="The marks of clips", required=False)
    units = Text(vi="Tệp danh sách đơn vị", en="The file of the units", default="")
    excluded_people = Text(
        vi="Tệp người không được dự thi; có thông tin cá nhân, chỉ để ở nơi riêng",
        en="The file of people who may not enter; never in a public place",
        default="",
    )
    roster = Text(
        vi="Tệp người được cấp mã khi mode là roster; có thông tin cá nhân, chỉ để ở nơi riêng",
        en="The file of people who get codes where mode is roster; never in a public place",
        default="roster.csv",
    )
    study_documents = Groups(
        heading.Document, vi="Tài liệu ôn tập", en="The documents to study", required=False
    )
    set_by_us = Texts(
        vi="Những điều kế hoạch không nêu mà cuộc thi tự quy định",
        en="What the plan leaves open and this contest settles",
        required=False,
    )
    publishes_questions = Flag(
        vi="Có đăng câu hỏi và đáp án của mỗi vòng cùng kết quả không",
        en="Whether the questions of each round are published with its results, answers included",
        default=True,
    )
    labels = SlugNames(
        vi="Tên tiếng Việt của cấp, khối, chủ đề, theo mã; ví dụ {hop-tac-xa: Hợp tác xã}",
        en="How levels, blocks and topics are called, by id, such as {hop-tac-xa: Hợp tác xã}",
    )
