"""Deadlines of Vietnamese public offices, from the plan document to the letter."""

__version__ = "0.1.0"
