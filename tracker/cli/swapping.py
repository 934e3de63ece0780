"""Entering what is announced, and what may be: calendar add-swap, calendar propose."""

from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.asking import confirm
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.services.proposing import Difference
    from tracker.services.swapping import SwapDraft

NOTHING_DONE = 1  # the answer was no
DIFFERENT = 1  # the other calendar has other days


@command("add-swap", key="cli.calendar.add-swap")
@click.option("--off", type=DAY, required=True, metavar="YYYY-MM-DD", help="cli.option.swap_off")
@click.option("--work", type=DAY, required=True, metavar="YYYY-MM-DD", help="cli.option.swap_work")
@click.option("--basis", required=True, metavar="TEXT", help="cli.option.swap_basis")
@click.option("--decided-on", type=DAY, metavar="YYYY-MM-DD", help="cli.option.swap_decided_on")
@click.option("--file", default="", metavar="NAME", help="cli.option.swap_file")
@click.option("--yes", is_flag=True, help="cli.option.swap_yes")
@click.option("--dry-run", is_flag=True, help="cli.option.swap_dry_run")
@json_option
@click.pass_obj
def add_swap(
    call: Call,
    off: date,
    work: date,
    basis: str,
    decided_on: date | None,
    file: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.calendar.add-swap``."""
    from tracker.core.workcalendar import Swap
    from tracker.services.swapping import draft_swap, write_swap

    say = call.say
    head = say("calendar.file.announced", year=off.year)
    draft = draft_swap(call.app(), Swap(off, work, basis, decided_on), file, head)
    if not as_json:
        _show_draft(draft, say)
    agreed = not dry_run and (yes or (not as_json and confirm(say("cli.calendar.add-swap.ask"), say)))
    if agreed:
        write_swap(draft)
    if as_json:
        show_json(_draft_shape(draft, applied=agreed))
    elif not dry_run:
        click.echo(say(f"cli.calendar.add-swap.{'done' if agreed else 'not_done'}"))
    return 0 if agreed or dry_run else NOTHING_DONE


def _diff(draft: "SwapDraft") -> list[str]:
    """Return the lines that come, with a few around them."""
    before, after = ((data or b"").decode("utf-8-sig").splitlines() for data in (draft.before, draft.after))
    return list(unified_diff(before, after, lineterm=""))[2:]


def _show_draft(draft: "SwapDraft", say: Translator) -> None:
    days = {"off": long_date(draft.swap.off, say), "work": long_date(draft.swap.work, say)}
    click.secho(say("cli.calendar.add-swap.title", **days), bold=True)
    click.echo(str(draft.path))
    for line in _diff(draft):
        click.echo(f"  {line}")
    for year in draft.provisional_years:
        click.echo(say("cli.calendar.provisional", year=year))


def _draft_shape(draft: "SwapDraft", *, applied: bool) -> dict[str, Any]:
    return {
        "off": draft.swap.off,
        "work": draft.swap.work,
        "basis": draft.swap.basis,
        "decided_on": draft.swap.decided_on,
        "file": draft.path,
        "new": draft.before is None,
        "diff": _diff(draft),
        "provisional_years": draft.provisional_years,
        "applied": applied,
    }


@command("propose", key="cli.calendar.propose")
@click.argument("year", type=int, metavar="YEAR")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="cli.option.propose_output",
)
@click.option("--check-holidays", is_flag=True, help="cli.option.check_holidays")
@json_option
@click.pass_obj
def propose(call: Call, year: int, output: Path | None, check_holidays: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.calendar.propose``."""
    from tracker.services.proposing import Remarks, compare_with_holidays, propose_year, store_proposal

    app, say = call.app(), call.say
    parts = ("proposal", "law", "entry", "basis")
    remarks = Remarks(say.language, *(say(f"calendar.file.{part}", year=year) for part in parts))
    text = propose_year(app, year, remarks)
    differences = compare_with_holidays(app, year) if check_holidays else []
    if output:
        store_proposal(text, output)
    if as_json:
        show_json(
            {
                "year": year,
                "file": output,
                "text": text,
                "differences": differences if check_holidays else None,
            }
        )
    else:
        _show_proposal(text, output, say)
        if check_holidays:
            _show_differences(differences, say)
    return DIFFERENT if differences else 0


def _show_proposal(text: str, output: Path | None, say: Translator) -> None:
    """Print the file itself on stdout; what is said of it goes to stderr."""
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(say("cli.calendar.propose.written", file=output))
    click.echo(say("cli.calendar.propose.next"), err=True)


def _show_differences(differences: "list[Difference]", say: Translator) -> None:
    if not differences:
        click.echo(say("cli.calendar.propose.same"), err=True)
    for found in differences:
        key = "cli.calendar.propose.only_here" if found.is_off_here else "cli.calendar.propose.only_there"
        click.echo(say(key, day=long_date(found.on, say), name=found.name), err=True)
