"""Numbers that are written as words or Roman figures, and the years that have names."""

from collections.abc import Mapping

NUMERALS: Mapping[str, int] = {
    "một": 1,
    "nhất": 1,
    "giêng": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
"""Numbers as words; "giêng" and "chạp" name months of the lunar year."""

ROMAN: Mapping[str, int] = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
"""Roman numbers of quarters and terms; the last two exist only to be told that they are wrong."""

LUNAR_YEARS: Mapping[str, int] = {
    "canh tý": 2020,
    "tân sửu": 2021,
    "nhâm dần": 2022,
    "quý mão": 2023,
    "giáp thìn": 2024,
    "ất tỵ": 2025,
    "ất tị": 2025,
    "bính ngọ": 2026,
    "đinh mùi": 2027,
    "mậu thân": 2028,
    "kỷ dậu": 2029,
    "canh tuất": 2030,
    "tân hợi": 2031,
    "nhâm tý": 2032,
    "quý sửu": 2033,
    "giáp dần": 2034,
    "ất mão": 2035,
}
"""Names of lunar years and the solar year in which each begins; a name comes back after sixty years."""
