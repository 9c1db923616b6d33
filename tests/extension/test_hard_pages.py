"""Pages that are hard to read or to draw on."""

import time

import pytest

from tests.extension.conftest import MARKS, check, says
from tests.extension.test_whole import BADGE, lent
from tests.waiting import until

# What Readability keeps of a copy, and how many elements the copy had.
KEPT = """((page) => {
    const steps = LIGHT ? [...caveat.lighten(page)] : [];
    const size = page.querySelectorAll("*").length;
    return [new Readability(page).parse().textContent.replaceAll(/\\s+/g, " "), size];
})(document.cloneNode(true))"""


@pytest.mark.parametrize("slug", ["ketamine-clinic", "many"])
def test_a_lighter_copy_gives_the_same_article(open_browser, site, server, slug):
    browser = open_browser(server)
    check(browser, site, slug)
    if browser.in_page("typeof Readability") == "undefined":
        pytest.skip("Readability is not installed; `make run` does it")
    whole, size = browser.in_page(KEPT.replace("LIGHT", "false"))
    lighter, fewer = browser.in_page(KEPT.replace("LIGHT", "true"))
    assert lighter == whole
    assert len(whole) > 500
    assert fewer < size


AS_SERVED = """fetch(location.href).then((page) => page.text()).then((text) =>
    new DOMParser().parseFromString(text, "text/html").body.outerHTML)"""


def test_the_page_itself_is_not_changed(open_browser, site, server):
    browser = open_browser(server)
    assert "5 marks in " in check(browser, site)
    assert browser.in_page("document.body.outerHTML") == browser.in_page(AS_SERVED)


def test_the_page_does_not_style_the_card(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.in_page(
        """{
            const loud = document.createElement("style");
            loud.textContent = "* { color: lime !important; font-size: 40px !important }";
            document.head.append(loud);
            caveat.open(1);
        }"""
    )
    until(lambda: browser.in_page("caveat.card()"))
    style = "(({color, fontSize}) => [color, fontSize])(getComputedStyle(caveat.focused()))"
    color, size = browser.in_page(style)
    assert color != "rgb(0, 255, 0)"
    assert size == "15px"


STYLE = """{
    const style = document.createElement("style");
    style.textContent = "html > div { display: none; opacity: 0; transform: scale(0) }";
    document.head.append(style);
    caveat.open(1);
}"""
WIDTH = "caveat.focused().matches('.card') && caveat.focused().getBoundingClientRect().width"


def test_the_page_does_not_hide_the_card(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    browser.close_popup()
    browser.in_page(STYLE)
    assert browser.in_page(WIDTH) > 300


COVER = """{
    const { left, top } = caveat.mark(1).range.getClientRects()[0];
    const dialog = document.createElement("div");
    dialog.style = `position: fixed; left: ${left}px; top: ${top}px; width: 300px; height: 60px`;
    dialog.onclick = () => document.title = "heard";
    document.body.append(dialog);
}"""


@pytest.mark.parametrize("slug", ["ketamine-clinic", "shadow"])
def test_a_click_above_a_mark_is_not_one_on_it(open_browser, site, server, slug):
    browser = open_browser(server)
    check(browser, site, slug)
    browser.close_popup()
    first = browser.in_page(MARKS)[0]
    x, y = first["left"] + 20, first["top"] + first["height"] / 2
    browser.in_page(COVER)
    browser.click(x, y)
    until(lambda: browser.in_page("document.title") == "heard")
    assert browser.in_page("caveat.card()") is None
    browser.in_page("document.body.lastElementChild.remove()")
    browser.click(x, y)
    until(lambda: browser.in_page("caveat.card()"))


def test_a_slow_server_is_waited_for(open_browser, site, faulty):
    go_on = []
    faulty.fault = lambda _: until(lambda: go_on) and None
    browser = open_browser(faulty.address)
    browser.open(f"{site}/ketamine-clinic/source.html")
    browser.press()
    says(browser, "Checking: 0 of 8 parts done")
    go_on.append(True)
    says(browser, "5 marks in 14 sentences")


def test_leaving_a_page_ends_its_check(open_browser, site, faulty):
    go_on = []
    faulty.fault = lambda number: until(lambda: go_on) and None if number == 1 else None
    browser = lent(open_browser, faulty.address)
    browser.open(f"{site}/long/source.html")
    browser.press()
    says(browser, "Checking: 0 of 60 parts done")
    browser.close_popup()
    browser.open(f"{site}/plain/source.html")
    go_on.append(True)
    until(lambda: faulty.answered == 1)
    time.sleep(1)  # a check that went on would ask about its next part, or say that it failed
    assert len(faulty.asked) == 1
    assert browser.in_own(BADGE) == ""
    browser.press()
    assert "Nothing marked in 9 sentences" in says(browser, "Nothing marked")
    assert len(faulty.asked) == 2
