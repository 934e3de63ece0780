"""The regimes of periodic reports, as the files of a folder say them."""

from tracker.regimes.load import load_regimes

__all__ = ["load_regimes"]
