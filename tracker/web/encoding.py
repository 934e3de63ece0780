"""Content coding: may an answer be compressed (RFC 9110, section 12.5.3)."""

from functools import lru_cache

GZIP = frozenset({"gzip", "x-gzip"})
WEIGHT_OF_IDENTITY = 0.001  # unless said otherwise: always allowed, never preferred


@lru_cache(maxsize=256)
def wants_gzip(accepted: bytes) -> bool:
    """Decide by Accept-Encoding: only for those who ask, and do not like the plain bytes better."""
    weights = dict(_weighed(wish) for wish in accepted.decode("latin-1").lower().split(","))
    named = [weights[coding] for coding in GZIP & weights.keys()]
    gzip = max(named) if named else weights.get("*", 0.0)
    return gzip > 0 and gzip >= weights.get("identity", WEIGHT_OF_IDENTITY)


def _weighed(wish: str) -> tuple[str, float]:
    coding, _, parameter = wish.partition(";")
    name, _, weight = parameter.partition("=")
    if not parameter.strip():
        return coding.strip(), 1.0
    try:
        return coding.strip(), float(weight) if name.strip() == "q" else 0.0
    except ValueError:
        return coding.strip(), 0.0  # not understood, so not asked for: the plain bytes suit everyone
