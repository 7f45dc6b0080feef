"""Vietnamese texts: the poster to hang up."""

TEXTS: dict[str, str] = {
    "poster.help": "Làm áp phích A4 (PDF) có lịch thi và mã QR dẫn tới trang thi, để dán tại cơ quan.",
    "poster.help_site": "Địa chỉ trang web của cuộc thi trong mã QR; không ghi thì lấy portal trong thể lệ.",
    "poster.no_site": "Chưa biết địa chỉ trang cuộc thi để lập mã QR. Hãy ghi trường portal trong contest.yml hoặc thêm --site, ví dụ: --site https://thi.example.vn",
    "poster.bad_site": "Địa chỉ trang thi phải bắt đầu bằng https:// hoặc http://: {address}",
    "poster.written": "Đã làm áp phích: {file}. Mã QR dẫn tới {address}/; hãy thử quét trước khi in nhiều.",
    "poster.cannot_write": "Không ghi được “{file}”: {reason}. Nếu tệp đang mở trong chương trình khác, hãy đóng lại.",
    "poster.scan": "Quét mã để vào thi",
    "poster.schedule": "Lịch thi (giờ Việt Nam)",
    "poster.hours": "mở {opens}, đóng {closes}",
    "poster.facts": "{questions} câu hỏi · {limit} · {attempts}",
    "poster.contact": "Liên hệ: {contact}",
    "poster.roster": "Dành cho người có mã dự thi do Ban Tổ chức cấp.",
    "poster.more": "và {count} vòng nữa, xem trên trang",
}
