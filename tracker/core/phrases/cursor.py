"""A place in the tokens, from which the grammar reads on."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from tracker.core.phrases.lexer import END, Token
from tracker.core.phrases.vocabulary import Term

Result = TypeVar("Result")
_OPENERS = (
    Term.BEFORE,
    Term.LATEST,
    Term.NOT_OVER,
    Term.NOT_AFTER_DAY,
    Term.UNTIL,
    Term.FROM,
    Term.IN,
    Term.AT,
    Term.EVERY,
    Term.TENTATIVE,
    Term.ERA,
)
_LIST_MARKS = (",", ";", ")", ".", "/", "(", "\0")
_NUMBERED = (Term.DAY, Term.MONTH, Term.QUARTER, Term.YEAR)


class Cursor:
    """Reads tokens one after another; what does not fit is not consumed."""

    __slots__ = ("at", "known", "tokens")

    def __init__(self, tokens: Sequence[Token], at: int = 0) -> None:
        self.tokens = tokens
        self.at = at
        self.known: dict[tuple[Callable[[Cursor], object], int], tuple[Any, int]] = {}

    def peek(self, ahead: int = 0) -> Token:
        """Return the token here, or ``ahead`` tokens further on."""
        index = self.at + ahead
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def take(self, *terms: Term) -> bool:
        """Read a word that has one of these meanings."""
        at = self.at
        if at >= len(self.tokens) or self.tokens[at].terms.isdisjoint(terms):
            return False
        self.at = at + 1
        return True

    def mark(self, marks: str) -> str:
        """Read one of these punctuation marks; empty if another token stands here."""
        found = self.peek().mark
        if not found or found not in marks:
            return ""
        self.at += 1
        return found

    def number(self, low: int, high: int) -> int | None:
        """Read a number in digits from ``low`` to ``high``, both included."""
        token = self.peek()
        if not token.digits or token.number is None or not low <= token.number <= high:
            return None
        self.at += 1
        return token.number

    def numeral(self, low: int, high: int) -> int | None:
        """Read a number in digits or in a word."""
        token = self.peek()
        if token.number is None or not low <= token.number <= high:
            return None
        self.at += 1
        return token.number

    def year(self) -> int | None:
        """Read a year in four digits."""
        return self.number(1900, 2199) if self.peek().digits == len("2024") else None

    def joint(self) -> bool:
        """Read what stands between turns: a comma, a semicolon, the word for and, or both."""
        has_mark = self.mark(",;+&") != ""
        return self.take(Term.AND) or has_mark

    def is_listed(self, ahead: int = 0) -> bool:
        """Whether a list ends or goes on here, so that the number before it is one of its items."""
        token = self.peek(ahead)
        ends = token.mark in _LIST_MARKS or token.starts_line
        return ends or token.has(Term.AND, Term.OR, Term.YEAR, Term.EVERY)

    def swallow(self, longest: int = 12) -> None:
        """Read on over words without a rule, up to the next mark, line or words of time."""
        for _ in range(longest):
            token, after = self.peek(), self.peek(1)
            is_number = after.digits > 0 or after.roman is not None
            if not token.is_word or token.starts_line or token.has(*_OPENERS):
                return
            if is_number and token.has(*_NUMBERED):
                return
            self.at += 1

    def attempt(self, rule: Callable[["Cursor"], Result]) -> Result:
        """Follow a rule; if it does not fit, stay here."""
        start = self.at
        result = rule(self)
        if result is None:
            self.at = start
        return result

    def first(self, *rules: Callable[["Cursor"], Result]) -> Result | None:
        """Follow the first rule that fits."""
        for rule in rules:
            result = self.attempt(rule)
            if result is not None:
                return result
        return None

    def longest(self, *rules: Callable[["Cursor"], Result]) -> Result | None:
        """Follow the rule that reads furthest; of equals the first."""
        start, furthest = self.at, self.at
        best: Result | None = None
        for rule in rules:
            self.at = start
            result = rule(self)
            if result is not None and self.at > furthest:
                best, furthest = result, self.at
        self.at = furthest
        return best


def remembered(rule: Callable[[Cursor], Result]) -> Callable[[Cursor], Result]:
    """Let a rule that many others try follow the tokens only once from each place."""

    @wraps(rule)
    def recall(c: Cursor) -> Result:
        key = (rule, c.at)
        found = c.known.get(key)
        if found is None:
            found = (rule(c), c.at)
            c.known[key] = found
        c.at = found[1]
        result: Result = found[0]
        return result

    return recall
