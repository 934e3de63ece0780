"""The QR code of a page, as it is drawn."""

import re

import segno

from tests.web.shown import ADDRESS
from tracker.web.subscribe import qr_code


def test_qr_code_is_the_address_dark_on_light():
    svg = qr_code(ADDRESS)
    size = len(segno.make_qr(ADDRESS, error="m").matrix) + 8
    assert f'viewBox="0 0 {size} {size}"' in svg
    assert "<script" not in svg
    assert drawn(svg, size) == {
        (column + 4, row + 4)
        for row, line in enumerate(segno.make_qr(ADDRESS, error="m").matrix)
        for column, dark in enumerate(line)
        if dark
    }


def drawn(svg, size):
    """The dark squares of a code: its path is strokes of one unit, moved to and drawn to the right."""
    path = re.search(
        r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"|<path[^>]* d="([^"]+)"[^>]*stroke="#000"', svg
    )
    x = y = 0.0
    dark = set()
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1] or path[2]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        match step:
            case "M":
                x, y = values
            case "m":
                x, y = x + values[0], y + values[1]
            case "h":
                dark |= {(int(x) + n, int(y)) for n in range(int(values[0]))}
                x += values[0]
    return dark
