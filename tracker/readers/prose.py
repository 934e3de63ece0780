"""Duties that stand in sentences: points with a deadline, lines that say a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.core.directory import Directory
from tracker.core.phrases.reading import PhraseReport
from tracker.core.plan import Task
from tracker.errors import Problem
from tracker.readers import headings
from tracker.readers.document import Paragraph
from tracker.readers.flaws import LONGEST_TITLE, cut_title, missing_lead, unread_time
from tracker.readers.numbering import Level, Marked, marked
from tracker.readers.parties import Owners, owners_in_heading, owners_in_sentence
from tracker.readers.times import TimeReader, phrase_of

_LONGEST_SECTION = 300  # letters
_EDGES = " .:;,"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the body: its mark, the marked lines it stands under, and its time label."""

    mark: Marked
    above: tuple[Marked, ...]
    source: Paragraph
    label: str = ""
    value: str = ""

    @property
    def words(self) -> str:
        """The words in which a time is looked for."""
        return self.value if self.label else self.mark.text


def tasks_in_prose(
    lines: Iterable[Paragraph], title: str, times: TimeReader, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    """Make a task of every line that states a time, and list what is unsure."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for line in map(_labelled, _body(lines)):
        report = times.read(line.words, line.source.place, in_time_cell=bool(line.label))
        if not report.readings and not line.label:
            problems.extend(report.problems)
            continue
        task = _task(line, report, title, directory)
        tasks.append(task)
        problems.extend(_flaws(line, task, report))
    return tasks, problems


def _body(lines: Iterable[Paragraph]) -> Iterator[_Line]:
    """Yield the lines between the first heading and the recipients, each below its headings."""
    above: list[Marked] = []
    for line in lines:
        if headings.RECIPIENTS.match(line.text):
            return
        mark = marked(line.text) or Marked("", Level.TEXT, line.text)
        if (mark.level == Level.TEXT and not above) or headings.is_period(line.text):
            continue
        above = [heading for heading in above if heading.level < mark.level]
        yield _Line(mark, tuple(above), line)
        if mark.level < Level.TEXT:
            above.append(mark)


def _labelled(line: _Line) -> _Line:
    """Find the label of a line that says a time, or the heading right above that labels it."""
    text = line.mark.text
    if found := headings.TIME_LABEL.match(text):
        return replace(line, label=found[1].strip(), value=text[found.end() :])
    heading = line.above[-1].text.strip(_EDGES) if line.above else ""
    if line.mark.level == Level.TEXT and headings.BARE_TIME_LABEL.match(heading):
        return replace(line, above=line.above[:-1], label=heading, value=text)
    return line


def _task(line: _Line, report: PhraseReport, title: str, directory: Directory | None) -> Task:
    owners = _owners(line, directory)
    labels = [mark.label for mark in (*line.above, line.mark) if mark.label]
    return Task(
        ordinal=".".join(labels),
        title=_title(line, title, directory)[:LONGEST_TITLE],
        section=_section(line),
        lead=owners.lead,
        partners=owners.partners,
        time_phrase=phrase_of(report),
        readings=report.readings,
        masked=report.masked,
        place=line.source.place,
        words=line.source.text,
    )


def _title(line: _Line, title: str, directory: Directory | None) -> str:
    """Title a duty by its own sentence, a line that only says a time by the heading it belongs to."""
    if not line.label:
        return line.mark.text
    subjects = (heading.text.strip(_EDGES) for heading in reversed(line.above))
    subject = next((text for text in subjects if _names_a_duty(text, directory)), title)
    return subject if headings.BARE_TIME_LABEL.match(line.label) else f"{line.label}: {subject}"


def _names_a_duty(heading: str, directory: Directory | None) -> bool:
    return not headings.PART_HEADING.match(heading) and owners_in_heading(heading, directory) is None


def _section(line: _Line) -> str:
    numbered = [heading for heading in line.above if heading.label]
    return f"{numbered[-1].label}. {numbered[-1].text}"[:_LONGEST_SECTION] if numbered else ""


def _owners(line: _Line, directory: Directory | None) -> Owners:
    """Find the owners: the sentence's own, else those of the nearest heading that names some."""
    own = None if line.label else owners_in_sentence(line.mark.text, directory)
    above = (
        owners_in_heading(heading.text, directory) or owners_in_sentence(heading.text, directory)
        for heading in reversed(line.above)
    )
    return own or next(filter(None, above), Owners())


def _flaws(line: _Line, task: Task, report: PhraseReport) -> Iterator[Problem]:
    yield from report.problems
    if not report.readings and not report.problems:
        yield unread_time(task, line.source.text)
    if not task.lead:
        yield missing_lead(task)
    if not line.label and len(line.mark.text) > LONGEST_TITLE:
        yield cut_title(task)
