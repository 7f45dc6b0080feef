"""What is said of a command that was typed wrong."""

TEXTS: dict[str, str] = {
    "usage.missing": "Lệnh còn thiếu {what}.",
    "usage.bad_value": "Giá trị ghi cho {what} không hợp lệ.",
    "usage.no_option": "Không có tùy chọn {option}.",
    "usage.no_value": "Sau {option} còn thiếu giá trị.",
    "usage.near": " Gần giống: {near}.",
    "usage.no_command": "Không có lệnh “{command}”.",
    "usage.too_much": "Lệnh thừa: {what}.",
    "usage.not_understood": "Không hiểu lệnh này: {what}.",
    "usage.see_help": "Xem cách dùng: {command} --help",
    "usage.stopped": "Đã dừng theo yêu cầu.",
}
