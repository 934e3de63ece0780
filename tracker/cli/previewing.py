"""The letters of a day to come: letter preview."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.letters import day_by_day, letter_shape
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, TeachingGroup, command, day_option, json_option
from tracker.core.text import clean
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.core.workcalendar import WorkCalendar
    from tracker.services.previewing import Previewed

RULE = "-" * 76

#: Command of ``tracker letter`` → module of this package.
COMMANDS = {"preview": "previewing"}


@click.group("letter", cls=TeachingGroup, commands_in=COMMANDS, under="letter", help="cli.letter")
def letter() -> None:
    """See the catalogue entry ``cli.letter``."""


@command("preview", key="cli.letter.preview")
@click.option("--on", type=DAY, required=True, metavar="YYYY-MM-DD", help="cli.option.preview_on")
@click.option("--unit", default="", metavar="UNIT", help="cli.option.preview_unit")
@click.option("--person", default="", metavar="ADDRESS", help="cli.option.preview_person")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="cli.option.preview_html")
@click.option("--text", is_flag=True, help="cli.option.preview_text")
@click.option("--yes", is_flag=True, help="cli.option.replace")
@day_option("--as-of", key="cli.option.clock")
@json_option
@click.pass_obj
def preview(
    call: Call,
    on: date,
    unit: str,
    person: str,
    html: Path | None,
    text: bool,
    yes: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """See the catalogue entry ``cli.letter.preview``."""
    from tracker.services.previewing import check_page, write_pages
    from tracker.services.previewing import preview as letters_of

    if unit and person:
        raise click.UsageError(call.say("cli.letter.preview.one_of"))
    if html:
        check_page(html, may_replace=yes)
    app = call.app(as_of)
    with day_by_day(call.say) as progress:
        letters = letters_of(app, on, progress, unit=unit, person=person)
    files = write_pages(letters, html, may_replace=yes) if html else []
    if as_json:
        show_json(_shape(on, letters, files, app.calendar))
        return
    if text or not html:
        for previewed in letters:
            _show(previewed, call.say)
    _conclude(on, letters, files, call.say)


def _show(previewed: "Previewed", say: Translator) -> None:
    person = previewed.letter.person
    click.secho(clean(previewed.subject), bold=True)
    click.echo(say("cli.outbox.to", name=clean(person.name), address=person.address))
    click.echo()
    click.echo(previewed.text)
    click.echo(RULE)


def _conclude(on: date, letters: Sequence["Previewed"], files: Sequence[Path], say: Translator) -> None:
    for previewed, file in zip(letters, files, strict=False):
        click.echo(say("cli.letter.preview.written", file=file, address=previewed.letter.person.address))
    click.echo(say("cli.letter.preview.count", count=len(letters), day=long_date(on, say)))
    click.echo(say("cli.letter.preview.assumed"))


def _shape(
    on: date, letters: Sequence["Previewed"], files: Sequence[Path], calendar: "WorkCalendar"
) -> dict[str, Any]:
    shapes = [
        {
            **letter_shape(previewed.letter, calendar),
            "subject": previewed.subject,
            "text": previewed.text,
            "html": previewed.html,
        }
        for previewed in letters
    ]
    return {"day": on, "assume": "never", "letters": shapes, "total": len(shapes), "files": files}
