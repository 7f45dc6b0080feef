"""Vietnamese texts: files of answers that could not be sent."""

TEXTS: dict[str, str] = {
    "answers_file.help": "Đối chiếu tệp bài làm mà thí sinh lưu khi không gửi được với bài mà hệ thống giữ; không thay đổi gì",
    "answers_file.help_file": "Tệp bài làm mà thí sinh đã lưu (bai-lam-….json)",
    "answers_file.none": "{path} không phải tệp bài làm, hoặc đã hỏng. Hãy dùng đúng tệp bai-lam-….json mà trang làm bài đã lưu, không mở ra lưu lại bằng chương trình khác.",
    "answers_file.damaged": "{path}: tệp bài làm thiếu mục, ghi sai dạng hoặc có câu trả lời không thuộc đề thi này.",
    "answers_file.foreign": "{path} không thuộc cuộc thi này, hoặc phần xác nhận trong tệp đã bị sửa.",
    "answers_file.about": "Tệp bài làm của {name}{unit}, vòng {round}, mã biên nhận {code}",
    "answers_file.no_name": "người không còn tên trong hệ thống",
    "answers_file.written": "  Trong tệp: bản {revision}, {count} câu trả lời; hệ thống đã xác nhận với máy đó đến bản {saved}. Lưu lúc {at} theo lời máy đó, không ai chứng thực giờ này.",
    "answers_file.stored_started": "  Hệ thống giữ: bản {revision}, {count} câu trả lời, thay đổi lần cuối {changed}; bài chưa kết thúc.",
    "answers_file.stored_submitted": "  Hệ thống giữ: bản {revision}, {count} câu trả lời, thay đổi lần cuối {changed}; nộp lúc {at}.",
    "answers_file.stored_auto": "  Hệ thống giữ: bản {revision}, {count} câu trả lời, thay đổi lần cuối {changed}; hết giờ, chốt lúc {at}.",
    "answers_file.other_device": "  Sau máy đã lưu tệp, bài thi đã được chuyển sang máy khác.",
    "answers_file.after": "  Tệp được lưu sau khi hết giờ làm bài ({deadline}).",
    "answers_file.same": "GIỐNG: câu trả lời trong tệp đúng là bài mà hệ thống giữ.",
    "answers_file.differs": "KHÁC: câu trả lời trong tệp không như bài mà hệ thống giữ:",
    "answers_file.question": "  Câu {number}: trong tệp {file}; hệ thống giữ {stored}",
    "answers_file.nothing": "không trả lời",
    "answers_file.decide": "Tệp chứng minh được là của ai, không chứng minh được câu trả lời có trước khi hết giờ. Ban Tổ chức xem xét và quyết định theo Thể lệ; lệnh này không thay đổi bài đã lưu.",
}
