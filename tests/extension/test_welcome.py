"""The page that opens on installing. That it opens is what both drivers wait for."""

from tests.extension.conftest import DEAD, pictures
from tests.waiting import until

WELCOME = "welcome/welcome.html"
TRY = "document.getElementById('try').click()"
SAID = "document.getElementById('headline').parentElement.innerText"


def tried(browser, text):
    browser.open_own(WELCOME)
    browser.in_own(TRY)
    return until(lambda: text in (said := browser.in_own(SAID)) and said)


def test_the_sample_can_be_checked(open_browser, server, request):
    browser = open_browser(server)
    assert "marks in " in tried(browser, "A guide, not proof.")
    quotes = " ".join(one["quote"] for one in browser.in_own("caveat.listed()"))
    assert "miracle treatment" in quotes
    assert "no side effects at all" in quotes
    assert "It may help some of them" not in quotes
    browser.in_own("caveat.open(1)")
    assert "Ask:" in browser.in_own("caveat.card()")
    pictures(request, browser.picture_of_own, "welcome")


def test_the_sample_without_a_server_is_told(open_browser):
    said = tried(open_browser(DEAD), "Could not check this page")
    assert "Is it running?" in said
    assert "Nothing marked" not in said
