"""Invented values for the examples of the document; nobody has this code and this identifier."""

NOW = 1_633_827_660_000
PERSONAL_CODE = "7K2M-9QXD-4T0B"
TOKEN = "WyJob2ktZGFwLTIwMjEiLDFd.c2lnbmF0dXJl"  # noqa: S105 - an invented one
START_ID = "5f0c6b1e9a7d4c3f8e2b1a0d9c8f7e6b"
SUBMIT_ID = "0b9d8c7f6e5a4b3c2d1e0f9a8b7c6d5e"
SOLUTION = {
    "salt": "1633828260000.00112233445566778899aabb",
    "tag": "8f14e45fceea167a5a36dedd4bea2543",
    "number": 48_213,
}
RECEIPT = {
    "version": 1,
    "contest": "hoi-dap-2021",
    "round": "tuan-1",
    "code": "7K2M-9QXD-4T",
    "state": "submitted",
    "started_at": NOW,
    "submitted_at": NOW + 83_250,
    "time_used_ms": 83_250,
    "answered": 2,
    "questions": 2,
    "nonce": "5c" * 32,
    "commitment": "a1" * 32,
    "key_id": "9f86d081884c7d65",
    "signature": "0e" * 64,
}
ANSWERS = {"cau-12": "b", "cau-07": "ac", "prediction": "1250"}
ATTEMPT = {
    "attempt": {
        "token": TOKEN,
        "round": "tuan-1",
        "receipt_code": "7K2M-9QXD-4T",
        "state": "started",
        "started_at": NOW,
        "deadline_at": NOW + 900_000,
        "credit_ms": 0,
        "revision": 0,
        "answers": {},
    },
    "paper": [
        {
            "id": "cau-12",
            "kind": "single",
            "text": "Công dân đủ bao nhiêu tuổi có quyền bầu cử?",
            "options": [{"id": "b", "text": "Đủ 18 tuổi"}, {"id": "a", "text": "Đủ 21 tuổi"}],
        },
        {
            "id": "cau-07",
            "kind": "multiple",
            "text": "Những nguyên tắc nào là nguyên tắc bầu cử?",
            "options": [
                {"id": "c", "text": "Phổ thông"},
                {"id": "a", "text": "Bỏ phiếu kín"},
                {"id": "b", "text": "Ủy quyền"},
            ],
        },
    ],
    "prediction": "Có bao nhiêu người dự thi?",
    "receipt": None,
    "person": {"name": "Trần Thị Ví Dụ", "unit": "phuong-1"},
    "now": NOW,
}
COMPLAINT_ID = "c3d2e1f00f1e2d3c4b5a69788796a5b4"
COMPLAINT = {
    "complaint_id": COMPLAINT_ID,
    "code": PERSONAL_CODE,
    "receipt": RECEIPT["code"],
    "subject": "question",
    "question": "cau-12",
    "text": "Theo Điều 2 của Luật, phương án C cũng đúng.",
}
COMPLAINT_REPLY = {
    "code": "M4Q8-2WXY-0C",
    "receipt": RECEIPT["code"],
    "round": "tuan-1",
    "subject": "question",
    "question": "cau-12",
    "received_at": NOW + 90_000_000,
    "due_at": NOW + 950_400_000,
}
