"""The page at / in a real browser: keyboard, phone, dark mode, without JavaScript."""

import pytest
from playwright.sync_api import expect

from model.blocks import from_html
from tests.conftest import CLAIM, OUTPUT, ROOT
from tests.extension.chromium import executable, playwright
from tests.waiting import PATIENCE

expect.set_options(timeout=1_000 * PATIENCE)
ARTICLE = ROOT / "tests" / "pages" / "ketamine-clinic" / "source.html"
LOOKS = {
    "light": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "forced-colours": {"viewport": {"width": 1200, "height": 900}, "forced_colors": "active"},
    "without-javascript": {
        "viewport": {"width": 1200, "height": 900},
        "java_script_enabled": False,
    },
}


@pytest.fixture(scope="module")
def chromium():
    browser = playwright().chromium.launch(executable_path=executable(), args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def new_page(chromium):
    """Opens an empty page, in one of the looks."""

    def opened(look="light"):
        page = chromium.new_page(**LOOKS[look])
        page.set_default_timeout(1_000 * PATIENCE)
        return page

    yield opened
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def marked(new_page, server):
    """Opens a page with the article checked, in one of the looks."""

    def opened(look):
        page = new_page(look)
        page.goto(server)
        page.fill("#text", "\n\n".join(from_html(ARTICLE.read_text())))
        page.click("button")
        expect(page.locator(".coverage")).to_contain_text("a guide, not proof.")
        return page

    return opened


@pytest.mark.parametrize("look", LOOKS)
def test_marks_and_cards_are_shown(marked, look):
    page = marked(look)
    marks, cards = page.locator("article .mark"), page.locator(".card")
    assert marks.count() == cards.count() > 0
    width = page.evaluate("document.documentElement.scrollWidth") if look == "phone" else 0
    assert width <= 390
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"page-{look}.png")


def test_the_two_marks_differ_in_shape(marked):
    page = marked("light")
    style = "(one) => getComputedStyle(one).textDecorationStyle"
    assert page.locator("article .mark.overstated").first.evaluate(style) == "wavy"
    assert page.locator("article .mark.unsafe").first.evaluate(style) == "double"


def test_keys_go_from_mark_to_mark(marked):
    page = marked("light")
    focused = "document.activeElement.id"
    last = page.locator(".card").count()
    page.keyboard.press("n")
    assert page.evaluate(focused) == "card-1"
    page.keyboard.press("n")
    assert page.evaluate(focused) == "card-2"
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert page.evaluate(focused) == f"card-{last}"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == f"mark-{last}"


def test_links_lead_to_the_card_without_javascript(marked):
    page = marked("without-javascript")
    page.locator("article .mark").first.click()
    assert page.url.endswith("#card-1")


def tab_to(page, selector):
    """Press Tab until something has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_a_text_is_sent_by_keyboard_alone(new_page, server):
    page = new_page()
    page.goto(server)
    tab_to(page, "#text")
    page.keyboard.insert_text(CLAIM)
    tab_to(page, "button")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(1)


def test_the_docs_open_in_a_browser(new_page, server):
    page = new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.goto(f"{server}/docs")
    expect(page.get_by_text("/api/v1/check")).to_be_visible()
    assert faults == []
