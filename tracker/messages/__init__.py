"""Letters: what they say, and the bytes in which they say it."""

from tracker.messages.compose import Composed, LetterSetting, compose

__all__ = ["Composed", "LetterSetting", "compose"]
