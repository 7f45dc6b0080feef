"""Papers, marks and ranking: the layout of those groups."""

from chalicelib.contest.rules import (
    Against,
    AttemptsPer,
    Counting,
    Missing,
    PredictionOf,
    RankingKey,
    UnitMeasure,
)
from office.contest_file.layout.groups import Group, Groups, Texts
from office.contest_file.layout.kinds import Flag, Layout, MaybeWhole, Text, Whole
from office.contest_file.layout.words import Word, Words

MOST_DECIMALS = 6


class Attempts(Layout):
    """How many attempts a person has."""

    limit = Whole(1, vi="Số lượt thi của mỗi người", en="Attempts of a person", default=1)
    per = Word(
        AttemptsPer,
        vi="Trong mỗi vòng (round) hay cả cuộc thi (contest)",
        en="In each round, or in the whole contest",
        default=AttemptsPer.ROUND,
    )
    counts = Word(
        Counting,
        vi="Lượt được tính; phải ghi khi limit lớn hơn 1 hoặc per là contest",
        en="Which attempt counts; to be stated where limit is above 1 or per is contest",
        default=Counting.ONLY,
    )


class Quota(Layout):
    """So many questions of a kind."""

    count = Whole(1, vi="Số câu", en="How many questions")
    topic = Text(
        vi="Chủ đề; bỏ trống là chủ đề nào cũng được", en="Topic; any if empty", default=""
    )
    difficulty = Text(
        vi="Mức độ: dễ, vừa, khó; bỏ trống là mức nào cũng được",
        en="Difficulty: dễ, vừa, khó; any if empty",
        default="",
    )


class Prediction(Layout):
    """The prediction question."""

    text = Text(vi="Lời câu hỏi dự đoán", en="The question")
    of = Word(
        PredictionOf,
        vi="Dự đoán số người, số lượt, số bài đúng hết hay tỷ lệ phần trăm bài đúng hết",
        en="What is predicted: people, attempts, perfect papers or their percentage",
    )


class Paper(Layout):
    """What a paper is made of."""

    questions = Whole(1, vi="Số câu của một đề", en="Questions of a paper")
    limit_minutes = Whole(1, vi="Số phút làm bài", en="Minutes allowed")
    shuffle_questions = Flag(
        vi="Đảo thứ tự câu hỏi cho từng người", en="Each person has an own order", default=True
    )
    shuffle_options = Flag(
        vi="Đảo thứ tự phương án cho từng người",
        en="Each person has an own order of options",
        default=True,
    )
    quotas = Groups(
        Quota,
        vi="Cơ cấu đề; các số câu cộng lại bằng questions",
        en="How the questions are drawn; the counts add up to questions",
        required=False,
    )
    only_if_all_answered = Flag(
        vi="Bài còn câu bỏ trống thì không hợp lệ",
        en="A paper with an unanswered question is no valid attempt",
        default=False,
    )
    prediction = Group(
        Prediction,
        vi="Câu dự đoán, chỉ để phân định khi bằng nhau",
        en="A prediction question, which only breaks ties",
        required=False,
    )


class Practice(Layout):
    """The practice paper."""

    bank = Text(
        vi="Tệp câu hỏi thi thử: công khai cả đáp án, không câu nào có trong đề thi",
        en="The file of its questions: public with their answers, and none of them in a paper",
    )
    questions = MaybeWhole(
        1,
        vi="Số câu mỗi lần thi thử; bỏ trống là như đề thi, nhiều nhất là cả tệp",
        en="Questions of a practice paper; without it as in the contest, at most the whole bank",
    )
    limit_minutes = MaybeWhole(
        1,
        vi="Số phút khi chọn có bấm giờ; bỏ trống là như đề thi",
        en="Minutes for who practises by the clock; without it as in the contest",
    )


class Marks(Layout):
    """What answers are worth."""

    scale = MaybeWhole(
        1,
        vi="Thang điểm khi hiển thị, như 10 hoặc 100; bỏ trống là số điểm của các câu đúng",
        en="The scale on which marks are shown, such as 10 or 100; without it the points",
    )
    decimals = Whole(
        0,
        MOST_DECIMALS,
        vi="Số chữ số thập phân khi hiển thị, làm tròn nửa lên; so sánh luôn chính xác",
        en="Decimals shown, half up; marks are compared exactly",
        default=2,
    )
    wrong_percent = Whole(
        0,
        100,
        vi="Câu sai bị trừ bao nhiêu phần trăm điểm của câu",
        en="How much of its points a wrong answer takes away, in percent",
        default=0,
    )


class Ranking(Layout):
    """The order in which attempts are ranked."""

    keys = Words(
        RankingKey,
        vi="Tiêu chí xếp hạng, xét lần lượt",
        en="What attempts are compared by, in this order",
    )
    draw_seed = Text(
        vi="Chuỗi bốc thăm, công bố trước; bắt buộc khi có public_draw",
        en="The seed of the public draw, announced beforehand; needed by public_draw",
        default="",
    )


class Term(Layout):
    """One part of a unit's score."""

    name = Text(vi="Tên phần điểm", en="Name of the part")
    measure = Word(UnitMeasure, vi="Đại lượng được tính", en="What is measured")
    weight = Whole(
        1, 100, vi="Trọng số, phần trăm; cộng lại bằng 100", en="Weight in percent; they add to 100"
    )
    against = Word(
        Against,
        vi="So với đơn vị cao nhất (best_unit) hay với “full”",
        en="As a share of the best unit's value, or of “full”",
        default=Against.BEST_UNIT,
    )
    full = Whole(
        1, vi="Mức đầy đủ; bắt buộc khi against là full", en="Needed by against: full", default=0
    )
    cap_percent = Whole(
        1, 1000, vi="Phần được tính nhiều nhất, phần trăm", en="Bound of the share", default=100
    )
    missing = Word(
        Missing,
        vi="Đơn vị không có đại lượng này được 0 hay không xếp hạng",
        en="What a unit without the measured thing gets",
        default=Missing.ZERO,
    )
    best_n = Whole(
        1,
        vi="Số bài cao nhất được cộng; bắt buộc với best_n_marks",
        en="How many best attempts; needed by best_n_marks",
        default=0,
    )


class Condition(Layout):
    """The least that a unit must reach."""

    measure = Word(UnitMeasure, vi="Đại lượng phải đạt", en="What must be reached")
    at_least = Whole(
        1,
        vi="Mức thấp nhất; tỷ lệ tính bằng phần trăm",
        en="The least value; rates and shares in percent",
    )


class Collective(Layout):
    """How units are ranked."""

    levels = Texts(vi="Các cấp đơn vị được xếp hạng", en="The levels of units.csv that compete")
    measures = Words(
        UnitMeasure,
        vi="Tiêu chí xếp hạng đơn vị, xét lần lượt, sau điểm của “terms” nếu có",
        en="What units are compared by, in this order, after the score of the terms",
        required=False,
    )
    terms = Groups(
        Term,
        vi="Các phần của điểm tổng hợp",
        en="The parts of a unit's score",
        required=False,
    )
    conditions = Groups(
        Condition,
        vi="Điều kiện để được xếp hạng",
        en="What a unit must reach to be ranked",
        required=False,
    )
    least_headcount = Whole(
        0,
        vi="Đơn vị ít người hơn vẫn nêu tên nhưng không xếp hạng",
        en="Units with fewer people are listed but not ranked",
        default=0,
    )
    headcount_kind = Text(
        vi="Tỷ lệ tham gia tính trên số người nào; cột headcount:LOẠI trong tệp đơn vị",
        en="Which headcount the participation rate rests on: column headcount:KIND of units.csv",
        default="",
    )
    decimals = Whole(
        0,
        MOST_DECIMALS,
        vi="Số chữ số thập phân khi hiển thị điểm tổng hợp",
        en="Decimals shown of a unit's score",
        default=2,
    )
