"""What axe-core finds on the extension's pages and on the card."""

import json

import pytest

from tests.conftest import ROOT
from tests.extension.conftest import check
from tests.extension.test_report import say_wrong
from tests.extension.test_reports import remember
from tests.waiting import until

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """(async () => {
    const {violations} = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa"]});
    return JSON.stringify(violations.filter(({impact}) => ["serious", "critical"].includes(impact))
        .map(({id, nodes}) => [id, nodes.map(({html}) => html)]));
})()"""


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `npm ci` does it")
    return AXE.read_text()


PAGES = [f"{name}/{name}.html" for name in ("options", "sent", "welcome")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_extension_has_no_serious_finding(open_browser, site, server, axe, path):
    browser = open_browser(server)
    check(browser, site)
    browser.open_own(path)
    until(lambda: browser.in_own("document.title"))
    browser.in_own(f"(() => {{ {axe}\n return true; }})()")
    assert json.loads(browser.in_own(RUN)) == []


def test_the_form_of_a_report_has_no_serious_finding(open_browser, site, server, axe):
    browser = open_browser(server)
    say_wrong(browser, site)
    browser.in_own(f"(() => {{ {axe}\n return true; }})()")
    assert json.loads(browser.in_own(RUN)) == []


def test_the_list_of_reports_has_no_serious_finding(open_browser, server, axe):
    browser = open_browser(server)
    browser.open_own("reports/reports.html")
    remember(browser, server, "A" * 22)
    browser.open_own("reports/reports.html")
    until(lambda: "not known now" in browser.in_own("document.body.innerText"))
    browser.in_own(f"(() => {{ {axe}\n return true; }})()")
    assert json.loads(browser.in_own(RUN)) == []


def test_the_popup_has_no_serious_finding(open_browser, site, server, axe):
    browser = open_browser(server)
    check(browser, site)
    browser.in_popup(f"(() => {{ {axe}\n return true; }})()")
    assert json.loads(browser.in_popup(RUN)) == []


def test_the_card_has_no_serious_finding(open_browser, server, axe):
    browser = open_browser(server)
    browser.open_own("welcome/welcome.html")
    browser.in_own("document.getElementById('try').click()")
    until(lambda: browser.in_own("caveat.count()") > 0)
    # axe cannot look into a closed root: its parts are laid on the page, with their style.
    browser.in_own("caveat.open(1)")
    browser.in_own(
        """(() => {
            const card = caveat.focused();
            const styles = card.getRootNode().querySelector("style").cloneNode(true);
            document.body.replaceChildren(styles, card);
            return true;
        })()"""
    )
    browser.in_own(f"(() => {{ {axe}\n return true; }})()")
    assert json.loads(browser.in_own(RUN)) == []
