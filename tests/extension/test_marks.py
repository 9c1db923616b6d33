"""Which marks are shown, and how, as the reader chose on the options page."""

import re

import numpy as np
import pytest
from matplotlib.image import imread

from tests.conftest import OUTPUT, ROOT
from tests.extension import chromium
from tests.extension.conftest import MARKS, at_options, check, kept, name, pictures, tells
from tests.extension.test_settings_file import take
from tests.waiting import until

NAMED = """Array.from({length: caveat.count()},
    (_, i) => caveat.mark(i + 1).highlight.reasons.map(({code}) => code))"""


def tick(browser, value):
    """Click a box of the options page, as a reader does."""
    browser.in_own(f"document.querySelector('#labels input[value={value}]').click()")


def test_a_label_that_is_off_is_not_drawn_and_that_is_told(options, site):
    options.in_own("document.querySelector('#labels input[value=unsafe]').click()")
    until(lambda: kept(options)["labels"] == ["overstated"])
    said = check(options, site)
    assert "3 marks in " in said
    assert "2 marks are not shown: you switched their labels or reasons off." in said
    assert all(mark["labels"] == ["overstated"] for mark in options.in_page(MARKS))


def with_a_second_reason(answer):
    for highlight in answer["highlights"]:
        if highlight["labels"] == ["overstated"]:
            codes = ("hype", "evidence")
            highlight["reasons"] = [{"code": code, "score": 0.5} for code in codes]
    return answer


def test_a_reason_that_is_off_is_not_named(open_browser, site, faulty):
    faulty.fault = lambda _: with_a_second_reason
    browser = at_options(open_browser(faulty.address))
    check(browser, site)
    before = browser.in_page(NAMED)
    browser.close_popup()
    tick(browser, "evidence")
    until(lambda: kept(browser)["reasonsOff"] == ["evidence"])
    check(browser, site)
    assert before.count(["hype", "evidence"]) == 3
    left = [["hype"] if codes == ["hype", "evidence"] else codes for codes in before]
    assert browser.in_page(NAMED) == left


def test_a_mark_without_a_reason_that_is_on_is_not_drawn(options, site, request):
    check(options, site)
    [gone, *_] = options.in_page(NAMED)
    options.close_popup()
    for code in gone:
        tick(options, code)
    until(lambda: sorted(kept(options)["reasonsOff"]) == sorted(gone))
    said = check(options, site)
    named = options.in_page(NAMED)
    assert named
    assert not [codes for codes in named if set(codes) & set(gone)]
    hidden = 5 - len(named)
    assert f"{len(named)} mark" in said
    assert f"{hidden} mark" in said
    assert "not shown: you switched" in said
    pictures(request, options.picture_of_own, "options")


def test_the_reasons_of_a_label_that_is_off_cannot_be_chosen(options):
    tick(options, "unsafe")
    group = "document.querySelector('#labels fieldset[name=NAME]').disabled"
    assert options.in_own(group.replace("NAME", "unsafe"))
    assert not options.in_own(group.replace("NAME", "overstated"))
    tick(options, "unsafe")
    assert not options.in_own(group.replace("NAME", "unsafe"))
    assert kept(options)["reasonsOff"] == []


def with_a_newer_reason(answer):
    for highlight in answer["highlights"]:
        highlight["reasons"] = [{"code": "newer", "score": 0.9}]
    return answer


@pytest.mark.parametrize("off", [[], ["hype", "certainty", "scope", "risk"]])
def test_a_reason_that_is_newer_than_the_extension_is_on(open_browser, site, faulty, off):
    faulty.fault = lambda _: with_a_newer_reason
    browser = at_options(open_browser(faulty.address))
    for code in off:
        tick(browser, code)
    until(lambda: sorted(kept(browser)["reasonsOff"]) == sorted(off))
    assert "5 marks in 14 sentences" in check(browser, site)
    assert browser.in_page(NAMED) == [["newer"]] * 5


CSS = (ROOT / "extension" / "content" / "marks.css").read_text()
RULE = re.compile(
    r"highlight\(caveat-(\w+)-(overstated|unsafe)(-clear)?\) "
    r"\{ text-decoration: underline (\w+) [\d.]+px (#\w{6});"
)
PALETTES = ["standard", "distinct", "grey"]
PAGES = {"white": "#ffffff", "dark": "#1f1f1f", "black": "#000000"}


def luminance(colour):
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("page", PAGES)
def test_every_colour_stands_out_from_light_and_dark_pages(page):
    colours = {colour for *_, colour in RULE.findall(CSS)}
    assert len(colours) == 5
    assert {colour for colour in colours if contrast(colour, PAGES[page]) < 3} == set()


def test_every_palette_has_every_mark_in_the_same_shapes():
    shapes = {}
    for palette, label, clear, shape, _ in RULE.findall(CSS):
        shapes.setdefault(palette, {})[label, bool(clear)] = shape
    assert list(shapes) == PALETTES
    assert all(one == shapes["standard"] for one in shapes.values())
    assert shapes["grey"]["overstated", True] != shapes["grey"]["unsafe", True]


def test_the_card_has_the_colours_of_the_marks():
    layer = (ROOT / "extension" / "content" / "layer.js").read_text()
    own = re.findall(r"--overstated: (#\w{6}); --unsafe: (#\w{6})", layer)
    by_label = {}
    for palette, label, _, _, colour in RULE.findall(CSS):
        by_label.setdefault(palette, {})[label] = colour
    assert own == [tuple(by_label[palette].values()) for palette in PALETTES]


@pytest.mark.parametrize("palette", PALETTES)
def test_pages_are_marked_in_the_colours_that_were_chosen(options, site, palette, request):
    options.in_own(f"document.querySelector('#palette input[value={palette}]').click()")
    until(lambda: kept(options)["palette"] == palette)
    assert options.in_own("[...CSS.highlights.keys()]") == [
        f"caveat-{palette}-{label}" for label in ("overstated", "unsafe")
    ]
    check(options, site)
    options.close_popup()
    dots = np.concatenate([seen(options, request, label) for label in ("overstated", "unsafe")])
    chosen = {colour for one, *_, colour in RULE.findall(CSS) if one == palette}
    assert {colour for colour in chosen if not holds(dots, colour)} == set()
    others = {colour for one, *_, colour in RULE.findall(CSS) if one != palette} - {"#767676"}
    assert {colour for colour in others if holds(dots, colour)} == set()
    pictures(request, options.picture_of_own, "options")


def seen(browser, request, label):
    """The dots of a page's picture (an array of shape (n, 3), 0 to 255), at the first such mark."""
    marks = browser.in_page(MARKS)
    number = next(number for number, mark in enumerate(marks, 1) if label in mark["labels"])
    start = f"caveat.mark({number}).range.startContainer.parentElement"
    browser.in_page(f"void {start}.scrollIntoView({{block: 'center'}})")
    OUTPUT.mkdir(exist_ok=True)
    picture = OUTPUT / f"{name(request)}-{label}.png"
    browser.screenshot(picture)
    return np.round(imread(picture)[..., :3].reshape(-1, 3) * 255)


def holds(dots, colour):
    """Whether a dot has a colour, as nearly as lines are drawn."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return bool((np.abs(dots - wanted).max(axis=1) <= 12).any())


def test_a_palette_that_there_is_not_is_refused_in_words(options):
    take(options, '{"caveat": 1, "palette": "invisible", "reasonsOff": ["hype"]}')
    assert "not allowed: palette." in tells(options, "data-said", "except")
    assert kept(options)["palette"] == "standard"
    assert kept(options)["reasonsOff"] == ["hype"]


@pytest.mark.parametrize(
    ("medium", "media"),
    [("print", {"media": "print"}), ("forced-colours", {"forced_colors": "active"})],
)
def test_marks_stand_on_paper_and_among_forced_colours(lenders, server, site, medium, media):
    browser = lenders[chromium].lend(server)  # the driver of Firefox cannot choose either
    check(browser, site)
    browser.close_popup()
    marked, bare = (OUTPUT / f"chromium-{medium}-{which}.png" for which in ("marked", "bare"))
    browser.picture_in(marked, **media)
    browser.in_page("caveat.conceal(true)")
    browser.picture_in(bare, **media)
    assert (imread(marked) != imread(bare)).any()
