import time

import pytest

from model import InputError
from model.blocks import DEEPEST, from_html, from_text


def test_paragraphs_headings_and_items_are_blocks_of_their_own():
    text = """A heading

A paragraph of some length that an editor wrapped at a width of
sixty characters.
- one
- two"""
    assert from_text(text) == [
        "A heading",
        "A paragraph of some length that an editor wrapped at a width of sixty characters.",
        "- one",
        "- two",
    ]


def test_short_lines_stay_apart():
    assert from_text("Reviewed by: Dr. Peck\nReading Time: 2 minutes") == [
        "Reviewed by: Dr. Peck",
        "Reading Time: 2 minutes",
    ]


def test_a_page_is_read_as_a_reader_sees_it():
    page = """<!doctype html><title>T</title><nav>Menu</nav><h1>A &amp; B</h1>
    <p>One<br>two <b>bo</b>ld.<script>alert("x")</script><p>so\u00adft
    <ul><li>a<li>b</ul><div hidden>no<p>never</div><div aria-hidden="true">no</div>tail
    <form><p>no</form><pre>code</pre>"""
    assert from_html(page) == ["A & B", "One two bold.", "soft", "a", "b", "tail"]


@pytest.mark.parametrize(
    "page", ["", "   ", "<html></html>", "<!-- only -->", "<script>x</script>"]
)
def test_a_page_without_text_has_no_blocks(page):
    assert from_html(page) == []


def test_nesting_without_end_is_refused():
    with pytest.raises(InputError, match=str(DEEPEST)):
        from_html("<div>" * 100_000 + "deep")


@pytest.mark.parametrize(
    "page",
    [
        "<p>x" * 100_000,
        "<div>" * 500 + "</p>" * 100_000,
        "".join(f"<p><b a={i}>x" for i in range(30_000)),
        "<" * 400_000,
        "<!--" * 100_000,
        "<a " + "x=1 " * 100_000 + ">y",
    ],
    ids=["open", "stray ends", "formatting", "brackets", "comments", "attributes"],
)
def test_hostile_markup_is_read_in_bounded_time(page):
    started = time.perf_counter()
    from_html(page)
    # Tree builders need minutes for some of these; the bound is loose on purpose.
    assert time.perf_counter() - started < 20
