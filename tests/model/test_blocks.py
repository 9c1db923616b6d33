import pytest

from model import InputError
from model.blocks import DEEPEST, from_html, from_text
from tests.model.conftest import growth


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


def test_a_page_that_leaves_out_head_and_body_is_read_whole():
    page = "<!doctype html><title>T</title><main><p>One.</p><section>Two.</section></main><p>Three."
    assert from_html(page) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "page", ["", "   ", "<html></html>", "<!-- only -->", "<script>x</script>"]
)
def test_a_page_without_text_has_no_blocks(page):
    assert from_html(page) == []


def test_nesting_without_end_is_refused():
    with pytest.raises(InputError, match=str(DEEPEST)):
        from_html("<div>" * 100_000 + "deep")


HOSTILE = {
    "open": lambda size: "<p>x" * size,
    "stray ends": lambda size: "<div>" * 500 + "</p>" * size,
    "formatting": lambda size: "".join(f"<p><b a={i}>x" for i in range(size)),
    "brackets": lambda size: "<" * 4 * size,
    "comments": lambda size: "<!--" * size,
    "attributes": lambda size: "<a " + "x=1 " * size + ">y",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_takes_about_linear_time(page):
    # Eight times the page; quadratic time, as of some tree builders, would be 64 times as long.
    assert growth(from_html, page, 12_500, 100_000) < 30


def test_a_text_of_many_lines_takes_about_linear_time():
    line = "Wrapped by hand at a width that leaves no blank line.\n"
    assert growth(from_text, lambda size: line * size, 5_000, 40_000) < 30
