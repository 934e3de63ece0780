"""What happens to plans in one line: every kind of change is counted over all of them."""

from tracker.cli.differences import counts
from tracker.i18n import translator
from tracker.services.expanding import Expansion


def test_what_comes_and_goes_is_counted_beside_what_moves():
    plans = [Expansion(added=["a.1", "a.2"], kept=["a.3"]), Expansion(added=["b.1"], withdrawn=["b.2"])]
    assert counts(plans, translator("en")) == "3 added, 1 withdrawn"


def test_nothing_is_said_to_be_unchanged():
    assert counts([], translator("en")) == translator("en")("cli.import.unchanged")
