"""Law that no longer held from a day on, and what replaced it.

Only documents that civil servants are often asked about, and only what the replacing document says
itself.  A document that was amended and still holds is not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Replacement:
    """The document that took another one's place, and the first day on which it was in force."""

    number: str
    in_force_on: date


REPLACED: Mapping[str, Replacement] = {
    # Văn thư, lưu trữ.
    "110/2004/NĐ-CP": Replacement("30/2020/NĐ-CP", date(2020, 3, 5)),
    "09/2010/NĐ-CP": Replacement("30/2020/NĐ-CP", date(2020, 3, 5)),
    "01/2011/QH13": Replacement("33/2024/QH15", date(2025, 7, 1)),
    # Một cửa, dịch vụ công trực tuyến, giao dịch điện tử.
    "93/2007/QĐ-TTg": Replacement("09/2015/QĐ-TTg", date(2015, 5, 15)),
    "09/2015/QĐ-TTg": Replacement("61/2018/NĐ-CP", date(2018, 6, 21)),
    "61/2018/NĐ-CP": Replacement("118/2025/NĐ-CP", date(2025, 7, 1)),
    "43/2011/NĐ-CP": Replacement("42/2022/NĐ-CP", date(2022, 8, 15)),
    "51/2005/QH11": Replacement("20/2023/QH15", date(2024, 7, 1)),
    # Cán bộ, công chức, viên chức.
    "22/2008/QH12": Replacement("80/2025/QH15", date(2025, 7, 1)),
    "24/2010/NĐ-CP": Replacement("138/2020/NĐ-CP", date(2020, 12, 1)),
    "138/2020/NĐ-CP": Replacement("170/2025/NĐ-CP", date(2025, 7, 1)),
    "29/2012/NĐ-CP": Replacement("115/2020/NĐ-CP", date(2020, 9, 29)),
    "34/2011/NĐ-CP": Replacement("112/2020/NĐ-CP", date(2020, 9, 20)),
    "27/2012/NĐ-CP": Replacement("112/2020/NĐ-CP", date(2020, 9, 20)),
    "56/2015/NĐ-CP": Replacement("90/2020/NĐ-CP", date(2020, 8, 20)),
    "92/2009/NĐ-CP": Replacement("33/2023/NĐ-CP", date(2023, 8, 1)),
    "112/2011/NĐ-CP": Replacement("33/2023/NĐ-CP", date(2023, 8, 1)),
    # Tổ chức nhà nước, ban hành văn bản.
    "17/2008/QH12": Replacement("80/2015/QH13", date(2016, 7, 1)),
    "80/2015/QH13": Replacement("64/2025/QH15", date(2025, 4, 1)),
    "76/2015/QH13": Replacement("63/2025/QH15", date(2025, 3, 1)),
    "77/2015/QH13": Replacement("65/2025/QH15", date(2025, 3, 1)),
    "65/2025/QH15": Replacement("72/2025/QH15", date(2025, 6, 16)),
    # Thanh tra, tố cáo, phòng chống tham nhũng, bí mật nhà nước, thi đua.
    "56/2010/QH12": Replacement("11/2022/QH15", date(2023, 7, 1)),
    "03/2011/QH13": Replacement("25/2018/QH14", date(2019, 1, 1)),
    "55/2005/QH11": Replacement("36/2018/QH14", date(2019, 7, 1)),
    "30/2000/PL-UBTVQH10": Replacement("29/2018/QH14", date(2020, 7, 1)),
    "15/2003/QH11": Replacement("06/2022/QH15", date(2024, 1, 1)),
    # Hộ tịch, căn cước, đất đai, lao động, doanh nghiệp, môi trường.
    "158/2005/NĐ-CP": Replacement("123/2015/NĐ-CP", date(2016, 1, 1)),
    "59/2014/QH13": Replacement("26/2023/QH15", date(2024, 7, 1)),
    "45/2013/QH13": Replacement("31/2024/QH15", date(2024, 8, 1)),
    "10/2012/QH13": Replacement("45/2019/QH14", date(2021, 1, 1)),
    "68/2014/QH13": Replacement("59/2020/QH14", date(2021, 1, 1)),
    "67/2014/QH13": Replacement("61/2020/QH14", date(2021, 1, 1)),
    "55/2014/QH13": Replacement("72/2020/QH14", date(2022, 1, 1)),
}
"""By the number as official papers write it."""
