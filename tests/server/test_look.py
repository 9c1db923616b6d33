"""The page at / in a real browser: keyboard, phone, dark mode, without JavaScript."""

import pytest
from playwright.sync_api import expect

from model.blocks import from_html
from tests.conftest import OUTPUT, ROOT
from tests.extension.chromium import executable, playwright

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
def marked(chromium, server):
    """Opens a page with the article checked, in one of the looks."""

    def opened(look):
        page = chromium.new_page(**LOOKS[look])
        page.goto(server)
        page.fill("#text", "\n\n".join(from_html(ARTICLE.read_text())))
        page.click("button")
        expect(page.locator(".coverage")).to_contain_text("a guide, not proof.")
        return page

    yield opened
    for context in chromium.contexts:
        context.close()


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


def test_a_text_is_sent_by_keyboard_alone(chromium, server):
    page = chromium.new_page()
    page.goto(server)
    while page.evaluate("document.activeElement.id") != "text":
        page.keyboard.press("Tab")
    page.keyboard.insert_text(
        "Ketamine is a guaranteed miracle cure that resets the brain and heals every illness."
    )
    while page.evaluate("document.activeElement.localName") != "button":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    page.context.close()


def test_the_docs_open_in_a_browser(chromium, server):
    page = chromium.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.goto(f"{server}/docs")
    expect(page.get_by_text("/api/v1/check")).to_be_visible(timeout=60_000)
    assert faults == []
    page.context.close()
