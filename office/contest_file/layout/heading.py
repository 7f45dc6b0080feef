"""Who holds the contest, on what grounds, and when: the layout of those groups."""

from chalicelib.contest.rules import DocumentStatus
from office.contest_file.layout.groups import Groups, TextPairs, WholePairs
from office.contest_file.layout.kinds import (
    Day,
    Flag,
    Layout,
    MaybeDay,
    MaybeWhole,
    Moment,
    Slug,
    Text,
    Whole,
)
from office.contest_file.layout.words import Word


class Document(Layout):
    """A legal document."""

    number = Text(vi="Số, ký hiệu văn bản", en="Number and sign of the document")
    issuer = Text(vi="Cơ quan ban hành", en="Who issued it")
    issued_on = Day(vi="Ngày ban hành", en="Day of issue")
    title = Text(vi="Tên văn bản", en="Title")
    topic = Slug(
        vi="Mã chủ đề, trùng với “Chủ đề” của câu hỏi",
        en="Topic id, the same as “Chủ đề” of questions",
        default="",
    )
    url = Text(vi="Địa chỉ toàn văn", en="Address of the full text", default="")
    national = Flag(
        vi="Văn bản của trung ương (true) hay địa phương (false)",
        en="Issued by the central State (true) or locally (false)",
        default=True,
    )
    note = Text(vi="Điều cần nói thêm", en="A remark shown with it", default="")
    attachment = Text(
        vi="Tệp công bố kèm theo (PDF, .docx, PNG, JPEG), ở trong thư mục cuộc thi",
        en="A file published with it (PDF, .docx, PNG, JPEG), in the contest's folder",
        default="",
    )
    status = Word(
        DocumentStatus,
        vi="Tình trạng hiệu lực vào ngày mở vòng thi đầu: in_force (còn hiệu lực), partly (hết "
        "hiệu lực một phần), replaced (bị thay thế), expired (hết hiệu lực)",
        en="Whether it was in force on the day of the first opening",
        default=DocumentStatus.UNSTATED,
    )
    replaced_by = Text(
        vi="Số, ký hiệu văn bản thay thế; ghi khi status là replaced",
        en="The document that replaced it; stated where status is replaced",
        default="",
    )


class Announced(Layout):
    """What the plan states."""

    source = Text(vi="Văn bản nêu những con số này", en="The document that states it", default="")
    starts_on = MaybeDay(vi="Ngày bắt đầu", en="First day")
    ends_on = MaybeDay(vi="Ngày kết thúc", en="Last day")
    weeks = MaybeWhole(1, vi="Số tuần", en="Number of weeks")
    prizes_total = MaybeWhole(
        0,
        vi="Tổng mọi giải của mọi vòng và của cả cuộc thi, đồng",
        en="All prizes of all rounds and of the contest, in đồng",
    )
    units = MaybeWhole(
        0, vi="Số đơn vị dự thi (các đơn vị chọn được)", en="Units taking part (selectable ones)"
    )
    unit_levels = WholePairs(
        vi="Số đơn vị của từng cấp, như {so: 19, huyen: 9}",
        en="How many units of each level, such as {so: 19, huyen: 9}",
    )


class Reschedule(Layout):
    """Former hours of a round."""

    decided_on = Day(vi="Ngày quyết định đổi lịch", en="Day on which the change was decided")
    reason = Text(vi="Lý do đổi lịch", en="Why the round was rescheduled")
    opens_at = Moment(vi="Giờ mở trước khi đổi", en="Former opening")
    closes_at = Moment(vi="Giờ đóng trước khi đổi", en="Former close")
    publishes_at = Moment(vi="Giờ công bố trước khi đổi", en="Former publication")


class Round(Layout):
    """A round."""

    id = Slug(vi="Mã vòng thi; không dùng “contest”", en="Id of the round; “contest” is reserved")
    name = Text(vi="Tên vòng thi, như Tuần 1", en="Name, such as Tuần 1")
    topics = Text(vi="Nội dung thi của vòng", en="What the round is about", default="")
    opens_at = Moment(vi="Giờ mở", en="Opening")
    closes_at = Moment(vi="Giờ đóng", en="Close")
    publishes_at = Moment(
        vi="Giờ công bố kết quả, sau giờ đóng ít nhất một phút",
        en="Publication of results, at least one minute after the close",
    )
    bank = Text(
        vi="Tệp câu hỏi của vòng; bắt buộc nếu “banks” không có đủ mọi bảng",
        en="The bank's file; needed unless “banks” names one for every division",
        default="",
    )
    banks = TextPairs(
        vi="Tệp câu hỏi riêng của từng bảng, như {can-bo: cb-1.txt}",
        en="A bank for a division alone, such as {can-bo: cb-1.txt}",
    )
    history = Groups(
        Reschedule,
        vi="Những lịch trước đây của vòng, cũ nhất trước",
        en="Former hours of the round, oldest first",
        required=False,
    )


class Ceremony(Layout):
    """The award ceremony."""

    on = Day(vi="Ngày trao giải", en="Day of the ceremony")
    place = Text(vi="Nơi trao giải", en="Where it is held", default="")


class Edition(Layout):
    """An earlier edition."""

    name = Text(vi="Tên cuộc thi lần ấy", en="Name of the edition")
    starts_on = MaybeDay(vi="Ngày bắt đầu", en="First day")
    ends_on = MaybeDay(vi="Ngày kết thúc", en="Last day")
    url = Text(vi="Nơi còn đọc được (https://…)", en="Where it can still be read", default="")
    attempts = MaybeWhole(0, vi="Số lượt thi", en="Attempts")
    people = MaybeWhole(0, vi="Số người dự thi", en="People")
    units = MaybeWhole(0, vi="Số đơn vị", en="Units")
    clips = MaybeWhole(0, vi="Số clip", en="Clips")


class Complaints(Layout):
    """How one may complain."""

    window_days = Whole(
        1, vi="Số ngày nhận khiếu nại sau mỗi lần công bố", en="Days after each publication"
    )
    how = Text(vi="Cách gửi khiếu nại", en="How to complain")
    decided_before = Text(
        vi="Giải quyết xong trước việc gì, như lễ trao giải",
        en="Before what every complaint is decided",
        default="",
    )


class Organizer(Layout):
    """Somebody who may sign corrections."""

    name = Text(vi="Họ tên người ký", en="Name of who signs")
    key = Text(
        vi="Nửa công khai của khóa, do build.py keys new in ra",
        en="The public half of the key, as build.py keys new prints it",
    )


class Criterion(Layout):
    """One criterion of the clips' rubric."""

    id = Slug(vi="Mã tiêu chí, cũng là tên cột trong tệp clip", en="Id, and column of clips.csv")
    name = Text(vi="Tên tiêu chí", en="Name")
    full_marks = Whole(1, vi="Điểm tối đa", en="Full marks")


class Clips(Layout):
    """The marks of clips."""

    file = Text(vi="Tệp điểm clip", en="The file of the clips' marks")
    criteria = Groups(Criterion, vi="Các tiêu chí chấm", en="The criteria of the rubric")


class Use(Layout):
    """A contest file that stands for another folder's."""

    use = Text(
        vi="Thư mục có contest.yml được dùng thay; khi đó không ghi trường nào khác",
        en="The folder whose contest.yml is used instead; no other field may then stand",
    )
