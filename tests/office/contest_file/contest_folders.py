"""A contest's folder with nothing to remark on, and the means to spoil it."""

from collections.abc import Mapping
from pathlib import Path

from office.contest_file.findings import Finding
from office.contest_file.load import load_contest

CONTEST_YML = """\
id: hoi-dap-2021
kind: cuoc-thi
name: Cuộc thi Tìm hiểu pháp luật
short_name: Tìm hiểu pháp luật
organizer: Ủy ban nhân dân thành phố
place: Thành phố
contact: Văn phòng
purposes:
  - Nâng cao hiểu biết
legal_basis:
  - number: 1/KH-UBND
    issuer: Ủy ban nhân dân thành phố
    issued_on: 2021-10-01
    title: Kế hoạch tổ chức cuộc thi
    national: false
announced:
  starts_on: 2021-10-11
  ends_on: 2021-10-24
  weeks: 2
  prizes_total: 2500
rounds:
  - id: tuan-1
    name: Tuần 1
    opens_at: 2021-10-11 08:00
    closes_at: 2021-10-17 17:00
    publishes_at: 2021-10-18 07:00
    bank: bank-1.txt
  - id: tuan-2
    name: Tuần 2
    opens_at: 2021-10-18 08:00
    closes_at: 2021-10-24 17:00
    publishes_at: 2021-10-25 07:00
    bank: bank-2.txt
attempts:
  limit: 1
entry:
  mode: open
  who: [Mọi công dân]
  excluded: [Ban Tổ chức]
  identifier_label: Số định danh
  unit_required: true
  consent:
    version: 1
    text: Tôi đồng ý.
    keep_days: 90
paper:
  questions: 1
  limit_minutes: 10
ranking:
  keys: [marks, time_used, public_draw]
  draw_seed: hạt giống
collective:
  measures: [participation_rate, attempts]
  levels: [phuong]
prizes:
  most_per_person: 1
  groups:
    - id: ca-nhan
      name: Giải cá nhân
      to: persons
      per: round
      prizes:
        - {name: Nhất, count: 1, value: 1000}
    - id: tap-the
      name: Giải tập thể
      to: units
      per: contest
      prizes:
        - {name: Ba, count: 1, value: 500}
units: units.csv
excluded_people: excluded.csv
"""

UNITS_CSV = """\
id,name,level,parent,headcount,selectable
thanh-pho,Thành phố,thanh-pho,,,false
phuong-1,Phường 1,phuong,thanh-pho,20,true
phuong-2,Phường 2,phuong,thanh-pho,30,true
"""

EXCLUDED_CSV = """\
identifier,role
019099001234,Ban Tổ chức
019099001235,Ban Tổ chức
"""


def bank_text(prefix: str) -> str:
    """Return a bank of ten questions, ``<prefix>-0`` to ``<prefix>-9``, of six lines each."""
    return "\n".join(
        f"[{prefix}-{number}] Câu hỏi {prefix} {number}?\n"
        f"* Đúng {prefix}-{number}\n"
        f"- Sai {prefix}-{number}\n"
        f"Nguồn: Điều {number}, {prefix}\n"
        f"Mức: dễ\n"
        for number in range(10)
    )


FILES = {
    "contest.yml": CONTEST_YML,
    "units.csv": UNITS_CSV,
    "excluded.csv": EXCLUDED_CSV,
    "bank-1.txt": bank_text("a"),
    "bank-2.txt": bank_text("b"),
}


def write_folder(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the folder with other contents for some files; None leaves a file out."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def edited(file: str, old: str, new: str) -> str:
    """Return one of the files with the first ``old`` replaced; it must be there."""
    assert old in FILES[file]
    return FILES[file].replace(old, new, 1)


def where_and_what(findings: tuple[Finding, ...]) -> list[str]:
    """Return ``file:line CODE`` of every finding."""
    return [f"{finding.path}:{finding.line} {finding.code.value}" for finding in findings]


def check(folder: Path) -> list[str]:
    """Return ``file:line CODE`` of everything that the checker finds in a folder."""
    return where_and_what(load_contest(folder).findings)
