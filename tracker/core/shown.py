"""On which of its two days a deadline stands in a calendar."""

from enum import StrEnum


class ShownOn(StrEnum):
    """The office's choice: the working day to act by, or the day that the plan's words give."""

    ACT_BY = "act_by"
    DUE_ON = "due_on"
