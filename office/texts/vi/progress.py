"""Vietnamese texts of the bars that show how far a command has come."""

TEXTS: dict[str, str] = {
    "progress.preparing": "Chuẩn bị",
    "progress.reading": "Đọc bài thi {round}",
    "progress.grading": "Chấm, xếp hạng {round}",
    "progress.storing": "Lưu kết quả {round}",
    "progress.publish": "Công bố {round}",
    "progress.looking": "Xem việc tiếp theo",
    "progress.collecting": "Đọc bài thi đã lưu",
    "progress.counting": "Đếm, đối chiếu số liệu",
    "progress.word": "Soạn bản Word",
    "progress.pdf": "Soạn bản PDF",
    "progress.writing": "Ghi tệp",
    "progress.claims": "Tìm người và đơn vị được nhận giấy",
    "progress.setting": "Trình bày giấy",
    "progress.pages": "Dựng các trang",
    "progress.published_files": "Đọc kết quả đã công bố",
}
