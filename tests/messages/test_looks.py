"""A letter in a real browser: it fits a phone, and the dark does not hide it."""

import pytest

from tests.messages.cast import BAN, composed, item, letter, obligation, unit_week, weekly_letter
from tests.web.browser.conftest import chromium  # noqa: F401  (the fixture)
from tracker.messages.plaintext import html_of

NARROW = {"width": 360, "height": 640}
LONG = obligation(title="X" * 400, phrase="tháng " * 60, lead=("Y" * 200,))
LETTERS = {
    "long words": letter(item(LONG, unit="Z" * 200)),
    "week": weekly_letter(unit_week(BAN, 100, 1000, 10, 1), unit_week("Đài Phát thanh và Truyền hình", 1)),
    "long unit": weekly_letter(unit_week("Z" * 200, 1)),
}


@pytest.fixture
def shown(request):
    """Return a function that opens a letter on a phone."""
    browser, pages = request.getfixturevalue("chromium"), []

    def opened(name, scheme="light"):
        pages.append(browser.new_page(viewport=NARROW, color_scheme=scheme))
        pages[-1].set_content(html_of(composed(LETTERS[name]).raw))
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("name", LETTERS)
def test_letter_is_no_wider_than_a_phone(shown, name):
    assert shown(name).evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", LETTERS)
def test_every_word_stands_out_from_its_ground(shown, name, scheme):
    assert min(shown(name, scheme).evaluate(CONTRASTS)) >= 4.5  # WCAG 2.2, 1.4.3


#: The contrast of every element that has words of its own with the first ground behind it.
CONTRASTS = """() => {
  const bright = rgb => rgb.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const numbers = words => words.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const says = element => [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return [...document.body.querySelectorAll('*')].filter(says).map(element => {
    const [one, other] = [numbers(getComputedStyle(element).color).slice(0, 3), ground(element)].map(bright);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  });
}"""
