"""How much one network address may have: connections, and guesses at addresses of feeds.

Both leave calendar programs alone: they hold a connection or two and know the address they ask for.
"""

from collections import Counter
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

CONNECTIONS = 256
CONNECTIONS_OF_ONE = 64
GUESSES = 60
GUESS_SECONDS = 60.0
GUESSERS = 4096  # so many addresses are watched at once
HOME = 64  # bits of an IPv6 address that one subscriber has for themselves
LOOPBACK = ("127.0.0.0/8", "::1/128")


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Return whom an address belongs to: itself, for IPv6 its /64; what is no address stands for itself."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return address
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ip_network((int(read), HOME), strict=False))


class Trusted:
    """Networks that many people stand behind: this machine, and the proxies of the office."""

    def __init__(self, proxies: tuple[str, ...] = ()) -> None:
        self._networks = tuple(ip_network(network, strict=False) for network in (*LOOPBACK, *proxies))

    def __contains__(self, address: str) -> bool:
        try:
            read = ip_address(address)
        except ValueError:
            return False
        known = (isinstance(read, IPv6Address) and read.ipv4_mapped) or read
        return any(known in network for network in self._networks)


class Crowd:
    """The connections of a server: so many in all, so many from one network."""

    def __init__(self, trusted: Trusted, total: int = CONNECTIONS, each: int = CONNECTIONS_OF_ONE) -> None:
        self._trusted = trusted
        self._total = total
        self._each = each
        self._present: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count a connection; False if there is no room for it, and then it is not counted."""
        network = network_of(address)
        is_one_of_many = self._present[network] >= self._each and address not in self._trusted
        if is_one_of_many or self._present.total() >= self._total:
            return False
        self._present[network] += 1
        return True

    def leave(self, address: str) -> None:
        """Forget a connection that was counted."""
        network = network_of(address)
        self._present[network] -= 1
        if not self._present[network]:
            del self._present[network]


class Guesses:
    """How often each network asked for a feed that does not exist, minute by minute."""

    def __init__(self, trusted: Trusted, allowed: int = GUESSES, seconds: float = GUESS_SECONDS) -> None:
        self._trusted = trusted
        self._allowed = allowed
        self._seconds = seconds
        self._counted: dict[str, tuple[float, int]] = {}  # since when, how many

    def are_too_many(self, address: str, now: float) -> bool:
        """Count a guess; whether it is one too many."""
        if address in self._trusted:
            return False
        network = network_of(address)
        since, count = self._counted.pop(network, (now, 0))
        if now - since >= self._seconds:
            since, count = now, 0
        if len(self._counted) >= GUESSERS:
            del self._counted[next(iter(self._counted))]  # whoever guessed longest ago
        self._counted[network] = since, count + 1
        return count >= self._allowed
