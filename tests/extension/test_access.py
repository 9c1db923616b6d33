"""What axe-core finds on the extension's pages and on the card."""

import json

import pytest

from tests.conftest import ROOT
from tests.extension.conftest import check
from tests.extension.test_report import say_wrong
from tests.extension.test_reports import remember
from tests.extension.test_sent import boxes
from tests.waiting import until

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """(async () => {
    const {violations} = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa"]});
    return JSON.stringify(violations.filter(({impact}) => ["serious", "critical"].includes(impact))
        .map(({id, nodes}) => [id, nodes.map(({html}) => html)]));
})()"""


@pytest.fixture(scope="module")
def findings():
    """Gives what axe-core finds where some code can be run."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `npm ci` does it")
    axe = AXE.read_text()

    def found(run):
        run(f"(() => {{ {axe}\n return true; }})()")
        return json.loads(run(RUN))

    return found


def test_the_options_have_no_serious_finding(options, findings):
    assert findings(options.in_own) == []


def test_the_welcome_has_no_serious_finding(open_browser, server, findings):
    browser = open_browser(server)
    browser.open_own("welcome/welcome.html")
    until(lambda: browser.in_own("document.getElementById('try').textContent"))
    assert findings(browser.in_own) == []


def test_what_was_sent_has_no_serious_finding(open_browser, site, server, findings):
    browser = open_browser(server)
    check(browser, site)
    boxes(browser, 2)
    assert findings(browser.in_own) == []


def test_the_form_of_a_report_has_no_serious_finding(open_browser, site, server, findings):
    browser = open_browser(server)
    say_wrong(browser, site)
    assert findings(browser.in_own) == []


def test_the_list_of_reports_has_no_serious_finding(open_browser, server, findings):
    browser = open_browser(server)
    browser.open_own("reports/reports.html")
    remember(browser, server, "A" * 22)
    browser.open_own("reports/reports.html")
    until(lambda: "not known now" in browser.in_own("document.body.innerText"))
    assert findings(browser.in_own) == []


def test_the_popup_has_no_serious_finding(open_browser, site, server, findings):
    browser = open_browser(server)
    check(browser, site)
    assert findings(browser.in_popup) == []


def test_the_card_has_no_serious_finding(open_browser, server, findings):
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
    assert findings(browser.in_own) == []
