"""The words that make a task of one year no task of the next."""

import re


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


#: What is done once and not again, or not every year.
ONE_OFF = _any(
    "đại hội|khánh thành|khởi công|động thổ|đột xuất|lần đầu(?: tiên)?|bầu cử|tổng điều tra|sáp nhập|giải thể"
    r"|hợp nhất|thay thế|sửa đổi|bãi bỏ|(?:kỷ|kỉ) niệm(?! chương)(?: \d+ năm)?"
)
#: A number of an event, which counts up: "lần thứ XI", "lần thứ 3".
ORDINAL = _any(r"lần thứ\s+\w+")
#: Events with a name of their own; held every year or not, only people know.
NAMED_EVENT = _any("ngày hội|lễ hội|liên hoan|festival|hội chợ|hội diễn|đại lễ|tuần lễ|tháng hành động")
#: What passes from one unit or town to another each year: who leads a bloc of units, who is host, where.
HOST = re.compile(
    r"(?<!\w)(?:(?i:đăng cai|(?:cụm|khối) (?:trưởng|phó))"
    r"|[Tt]ại (?i:thành phố|tp\.?) [A-ZĐ]\w*(?: [A-ZĐ]\w*)*)(?!\w)"
)
#: Laws are named by the year in which they were made: "Luật Đất đai năm 2024".
LAW = _any("luật|bộ luật|hiến pháp|pháp lệnh")
#: Words that end in the one for law and are none: "pháp luật", "kỷ luật".
NO_LAW_AFTER = frozenset({"pháp", "kỷ", "kỉ"})
