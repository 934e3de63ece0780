"""The pages in a real Chromium: without script and with it, on a phone, in the dark."""

import io
from dataclasses import replace

import pytest
import segno
from PIL import Image

from tests.web.browser.conftest import PHONE, PLAIN_HOST
from tests.web.shown import ADDRESS, COMING, DUTY, PAGE, PAGE_ADDRESS, PARTS, PROOF, TOKEN
from tracker.i18n import LANGUAGES, translator
from tracker.services.sources import Reach
from tracker.web.subscribe import GOOGLE_FORM, PROGRAMS

PATH = f"/s/{TOKEN}"
PAGES = (PATH, f"/o/{DUTY.id}/{PROOF}", "/health", "/")
CLIPBOARD = ["clipboard-read", "clipboard-write"]
WIDE = {"width": 1100, "height": 900}

#: The least contrast of any text with what lies behind it (WCAG 2.2, 1.4.3), and that text.
CONTRAST = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    return canvas;
  };
  const light = colour => {
    const [r, g, b] = numbers(colour).map(n => n / 255).map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const says = element => element.value || [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const contrasts = [...document.querySelectorAll("main *, nav *")].filter(says).map(element => {
    const [low, high] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b);
    return [(high + .05) / (low + .05), element.outerHTML];
  });
  return contrasts.sort((a, b) => a[0] - b[0])[0];
}"""


def width_of(page):
    """How wide the page is, beyond the screen or not."""
    return page.evaluate("document.documentElement.scrollWidth")


def open_everything(page):
    for summary in page.locator("summary").all():
        summary.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_works_without_script(visit, language):
    page = visit(java_script_enabled=False).open(f"{PATH}?lang={language}")
    say = translator(language)
    assert page.locator("h1").inner_text() == PAGE.name
    assert page.get_by_label(say("subscribe.address"), exact=True).input_value() == ADDRESS
    assert not any(button.is_visible() for button in page.locator("button").all())
    for program, details in zip(PROGRAMS, page.locator("details").all(), strict=True):
        steps = details.locator("li")
        assert not steps.first.is_visible()
        details.locator("summary").click()
        assert steps.all_inner_texts() == say(f"{program.key}.steps").splitlines()
        assert steps.first.is_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_raise_no_complaint_and_ask_nobody_else(visit, path, scheme):
    watched = visit(color_scheme=scheme)
    page = watched.open(path)
    open_everything(page)
    page.wait_for_load_state("networkidle")
    assert watched.complaints == []
    assert watched.asked == [f"{watched.origin}{path}"]


def test_policy_stops_any_other_script(visit):
    watched = visit()
    page = watched.open(PATH)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.foreign = 1'}))"
    )
    assert page.evaluate("window.foreign") is None
    assert "Content Security Policy" in " ".join(watched.complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_copies_the_exact_address(visit, language):
    page = visit(permissions=CLIPBOARD).open(f"{PATH}?lang={language}")
    say = translator(language)
    addresses = [field.input_value() for field in page.locator("input").all()]
    for address, button in zip(addresses, page.locator("button").all(), strict=True):
        assert button.inner_text() == say("subscribe.copy")
        button.click()
        page.get_by_text(say("subscribe.copied")).and_(
            page.locator(f"#{button.get_attribute('data-field')}-told")
        ).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == address
    assert addresses[0] == ADDRESS


def test_button_copies_where_the_page_came_over_plain_http(visit):
    page = visit(PLAIN_HOST).open(PATH)
    assert page.evaluate("navigator.clipboard") is None
    page.locator("button").nth(1).click()
    page.get_by_text("Đã sao chép địa chỉ.").wait_for()
    trusted = visit(permissions=CLIPBOARD).open(PATH)
    assert trusted.evaluate("navigator.clipboard.readText()") == f"{ADDRESS}?alarm=1"


def test_address_stays_selected_where_it_could_not_be_copied(visit):
    page = visit().open(PATH)
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    page.locator("button").first.click()
    page.get_by_text("Chưa sao chép được.").wait_for()
    assert page.evaluate("document.getSelection().toString()") == ADDRESS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_hangs_over_the_edge_of_a_phone(visit, shelf, path, language):
    long = "Ủyban" * 60
    coming = tuple(replace(one, title=long, label=long) for one in COMING)
    shelf.pages[TOKEN] = replace(
        PAGE, name=long, office=long, coming=coming, parts=PARTS, reach=Reach.NETWORK
    )
    shelf.duties = {(DUTY.id, PROOF): replace(DUTY, title=long, leads=(long,), plan_title=long)}
    page = visit().open(f"{path}?lang={language}")
    open_everything(page)
    assert width_of(page) == PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_text_stands_out_from_its_ground(visit, shelf, path, scheme):
    shelf.pages[TOKEN] = replace(PAGE, parts=PARTS, reach=Reach.NETWORK)
    page = visit(color_scheme=scheme).open(path)
    open_everything(page)
    least, text = page.evaluate(CONTRAST)
    assert least >= 4.5, text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_qr_code_on_the_screen_leads_to_this_page(visit, scheme):
    page = visit(color_scheme=scheme, device_scale_factor=3).open(PATH)
    shot = Image.open(io.BytesIO(page.locator(".qr svg").screenshot())).convert("L")
    matrix = segno.make_qr(PAGE_ADDRESS, error="m").matrix
    square = shot.width / (len(matrix) + 8)
    seen = [
        [
            shot.getpixel((int((column + 4.5) * square), int((row + 4.5) * square))) < 128
            for column in range(len(matrix))
        ]
        for row in range(len(matrix))
    ]
    assert seen == [[bool(dark) for dark in row] for row in matrix]
    assert shot.getpixel((int(square), int(square))) > 240


def test_way_to_google_names_no_address(visit):
    watched = visit(viewport=WIDE)
    page = watched.open(PATH)
    sent = []

    def stop(route):
        sent.append(route.request)
        route.abort()

    page.route("https://calendar.google.com/**", stop)
    open_everything(page)
    page.get_by_role("link", name="Google Calendar").click()
    page.wait_for_timeout(200)
    assert [request.url for request in sent] == [GOOGLE_FORM]
    assert "referer" not in sent[0].all_headers()
    assert TOKEN not in str(sent[0].all_headers())


def test_hostile_names_run_nothing(visit, shelf):
    nasty = '<img src=x onerror=alert(1)><script>alert(1)</script>\u202e"><svg onload=alert(1)>'
    coming = tuple(replace(one, title=nasty, label=nasty) for one in COMING)
    shelf.pages[TOKEN] = replace(PAGE, name=nasty, office=nasty, coming=coming)
    watched = visit()
    page = watched.open(PATH)
    assert page.locator("h1").inner_text() == nasty
    assert page.title() == f"{nasty} · tracker"
    assert page.locator("img").count() == 0
    assert watched.complaints == []
    assert len(watched.asked) == 1


def test_languages_are_one_touch_away(visit):
    page = visit().open(PATH)
    assert page.locator("html").get_attribute("lang") == "vi"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("nav [aria-current]").inner_text() == "English"
    assert page.get_by_role("heading", level=2).first.inner_text() == "Subscribe"
