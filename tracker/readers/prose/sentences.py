"""A paragraph taken apart into sentences and clauses."""

from tracker.readers.words import duties as words

MOST_PARTS = 200  # of one paragraph; what follows stays with the last
_LONGEST_ABBREVIATION = 5  # letters with their dot


def sentences(text: str) -> list[str]:
    """Part a paragraph at the ends of its sentences; "TP. Cần Thơ" ends none."""
    ends = [found.end() for found in words.SENTENCE_ENDS.finditer(text) if _ends(text, *found.span())]
    return _parted(text, ends)


def clauses(text: str) -> list[str]:
    """Part a sentence at its semicolons; those in brackets part nothing."""
    depth, ends = 0, []
    for at, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == ";" and not depth:
            ends.append(at + 1)
    return _parted(text, ends)


def _parted(text: str, ends: list[int]) -> list[str]:
    begins = [0, *ends[: MOST_PARTS - 1]]
    parts = (text[begin:end].strip() for begin, end in zip(begins, [*begins[1:], len(text)], strict=True))
    return [part for part in parts if part]


def _ends(text: str, dot: int, begin: int) -> bool:
    """Whether a new sentence begins here: with a capital, and not after an abbreviation or a number."""
    before = text[max(0, dot - _LONGEST_ABBREVIATION) : begin]
    return text[begin].isupper() and not words.ABBREVIATED.search(before)
