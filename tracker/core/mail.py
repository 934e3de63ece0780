"""How letters travel."""

from enum import StrEnum


class Security(StrEnum):
    """How the talk with the mail server is protected; ``NONE`` only to this machine itself."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class OnAmbiguous(StrEnum):
    """What becomes of a letter that may have left although no answer came: sent again, or held."""

    RESEND = "resend"
    HOLD = "hold"
