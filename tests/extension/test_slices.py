"""Long work in the page, done in slices."""

from tests.extension.conftest import MARKS, check

GROW = """{
    for (let n = 0; n < 4_000; n++) {
        const added = document.createElement("p");
        added.append(Object.assign(document.createElement("span"), {textContent: `Room ${n}.`}));
        document.body.append(added);
    }
}"""
TURNS = """(async () => {
    let turns = 0;
    let going = true;
    const take = () => {
        turns += 1;
        if (going) setTimeout(take);
    };
    take();
    await caveat.fresh();
    going = false;
    return turns;
})()"""


def test_a_long_reading_lets_the_page_have_its_turns(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site, "plain")
    browser.in_page(GROW)
    assert browser.in_page(TURNS) > 3


TOGETHER = """(async () => {
    const asked = caveat.collect();
    const again = caveat.fresh();
    const first = await asked;
    const answer = {model: {version: "1"}, sentences: [], highlights: [],
        coverage: {skipped: [], complete: true}};
    const taken = caveat.take(first.blocks, answer);
    return [first.blocks.length, (await again).blocks.length, (await taken).waiting];
})()"""


def test_work_is_done_in_the_order_that_it_was_asked_for(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    assert browser.in_page(TOGETHER) == [8, 8, 0]


FAILING = """caveat.slowly(function* () {
    yield true;
    throw new Error("on purpose");
}).then(() => "done", ({message}) => message)"""


def test_work_that_fails_is_told_and_does_not_hold_up_the_next(open_browser, site, server):
    browser = open_browser(server)
    check(browser, site)
    before = browser.in_page(MARKS)
    assert browser.in_page(FAILING) == "on purpose"
    assert browser.in_page("caveat.fresh().then(() => true)") is True
    assert browser.in_page(MARKS) == before
