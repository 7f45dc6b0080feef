"""The page of corrections."""

TEXTS: dict[str, str] = {
    "site.corrections.title": "Đính chính kết quả",
    "site.corrections.lead": "Mỗi đính chính do một người đề nghị và một người khác duyệt, đều ký bằng khóa riêng. Các bản kết quả đã công bố trước đó vẫn đọc được ở đây.",
    "site.corrections.head": "Đính chính số {number}, {at}",
    "site.corrections.in": "{round}.",
    "site.corrections.void_question": "Một câu hỏi không được tính điểm cho bất kỳ ai; điểm tối đa của đề có câu này giảm tương ứng.",
    "site.corrections.void_question_named": "Câu hỏi “{about}” không được tính điểm cho bất kỳ ai; điểm tối đa của đề có câu này giảm tương ứng.",
    "site.corrections.accept_key": "Một câu hỏi được chấp nhận thêm đáp án {answer}; người trả lời theo đáp án đã công bố vẫn được tính là đúng.",
    "site.corrections.accept_key_named": "Câu hỏi “{about}” được chấp nhận thêm đáp án {answer}; người trả lời theo đáp án đã công bố vẫn được tính là đúng.",
    "site.corrections.void_attempt": "Một bài thi bị hủy kết quả.",
    "site.corrections.void_attempt_named": "Bài thi có mã biên nhận {about} bị hủy kết quả.",
    "site.corrections.disqualify": "Một người dự thi bị hủy kết quả ở mọi vòng thi.",
    "site.corrections.disqualify_named": "Một người dự thi bị hủy kết quả ở mọi vòng thi.",
    "site.corrections.withdraw_prize": "Một giải thưởng được thu hồi; giải chuyển cho người xếp kế tiếp.",
    "site.corrections.withdraw_prize_named": "Một giải thưởng được thu hồi ({about}); giải chuyển cho người hoặc đơn vị xếp kế tiếp.",
    "site.corrections.reason": "Lý do: {reason}.",
    "site.corrections.moved": "Thay đổi: {ranks} thứ hạng, {prizes} người hoặc đơn vị có giải khác trước.",
    "site.corrections.signed": "Người đề nghị: {proposed}. Người duyệt: {approved}.",
    "site.corrections.former": "Đọc bản kết quả trước đính chính: {round}",
    "site.corrections.official": "Kết quả là tạm thời cho đến {at}, khi hết hạn khiếu nại; từ lúc đó là kết quả chính thức.",
    "site.corrections.link": "Kết quả này đã được đính chính. Xem nội dung đính chính",
}
