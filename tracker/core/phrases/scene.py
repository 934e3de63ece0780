"""What the words are read against, and the year that they leave unsaid (5.7)."""

from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date

from tracker.core.phrases.reading import Genre, PhraseContext, Step
from tracker.core.provisional import COUNTED, years_between
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem, Severity

LAST_SCHOOL_MONTH = 7


@dataclass(slots=True)
class Scene:
    """What the words are read against, and the trail of steps and problems they leave."""

    context: PhraseContext
    calendar: WorkCalendar
    words: str
    by_calendar: bool = False  # whether the date depends on the working calendar
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def step(self, key: str, **facts: object) -> None:
        """Note how the date came about."""
        self.steps.append(Step(key, facts))

    def ask_calendar(self) -> WorkCalendar:
        """Return the working calendar; the date depends on it from now on."""
        self.by_calendar = True
        return self.calendar

    def asked_between(self, one: date, other: date) -> None:
        """Note the unannounced years whose working days were asked for between two days."""
        for year in filter(self.calendar.is_provisional, years_between(one, other)):
            self.step(COUNTED, year=year)

    def problem(self, key: str, severity: Severity = Severity.WARNING, **facts: object) -> None:
        """Note what a person should look at."""
        self.problems.append(Problem(key, severity, words=self.words, facts={"words": self.words, **facts}))


def plan_year(scene: Scene) -> int:
    """Return the plan's year, kept so far from the ends of the calendar that any rule can count on."""
    return min(max(scene.context.year, MINYEAR + 2), MAXYEAR - 3)


def has_passed(found: date, scene: Scene) -> bool:
    """Whether a day without a year lies before its dispatch, so that the next year is meant (5.7)."""
    issued_on = scene.context.issued_on
    return scene.context.genre is Genre.DISPATCH and issued_on is not None and found < issued_on
