"""What people see: pictures of those states that no other test takes, for people to judge."""

from tests.extension.conftest import MARKS, check, pictures, pictures_of_popup, says
from tests.waiting import until

LEAVE_ALONE = "import('/settings.js').then((own) => own.write({never: ['news.*']}))"


def test_a_popup_that_checked_nothing_says_so(open_browser, site, server, request):
    browser = open_browser(server)
    browser.open_own("options/options.html")
    browser.in_own(LEAVE_ALONE)
    browser.open(f"{site}/ketamine-clinic/source.html")
    browser.press()
    assert "Not checked yet" in says(browser, "This check sent nothing.")
    pictures_of_popup(request, browser, "unchecked")


def test_a_popup_lists_what_is_marked(open_browser, site, server, request):
    browser = open_browser(server)
    assert "5 marks in 14 sentences" in check(browser, site)
    for mark in browser.in_page(MARKS):
        says(browser, mark["quote"])
    pictures_of_popup(request, browser, "marks")


def test_a_popup_that_has_no_mark_praises_nothing(open_browser, site, server, request):
    browser = open_browser(server)
    assert "This is not a seal of approval." in check(browser, site, "plain")
    pictures_of_popup(request, browser, "nothing")


def test_a_card_is_legible_over_its_page(open_browser, site, server, request):
    browser = open_browser(server)
    check(browser, site, "shop")
    browser.close_popup()
    browser.in_page("caveat.open(1)")
    assert "Ask:" in until(lambda: browser.in_page("caveat.card()"))
    pictures(request, browser.screenshot, "card")


def test_what_was_sent_is_readable(open_browser, site, server, request):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.open_own("sent/sent.html")
    until(lambda: browser.in_own("document.querySelectorAll('pre').length") == 2)
    pictures(request, browser.picture_of_own, "sent")
