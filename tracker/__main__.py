"""Entry for ``python -m tracker``."""

from tracker.cli import program

if __name__ == "__main__":
    program()
