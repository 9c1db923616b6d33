"""What the agreement of two readings counts."""

import pytest

from tests.bench.reading import agreement, blocks


@pytest.mark.parametrize(
    ("some", "others", "wanted"),
    [
        (["One two."], ["one TWO"], 1),
        (["one two"], ["two three"], 0.5),
        (["one", "one two"], ["one one two"], 1),
        (["one"], [], 0),
        ([], [], 0),
    ],
)
def test_agreement_is_the_f1_of_the_words(some, others, wanted):
    assert agreement(some, others) == wanted


def test_a_block_that_is_there_twice_counts_once():
    assert agreement(["one two"], ["one two", "One  two", ""]) == 1


def test_words_of_neighbours_do_not_run_together():
    html = "<div>Zero<h2>One</h2><ul><li>two</li><li>thr<b>ee</b></li></ul>four<br>five</div>"
    assert [block for block in blocks(html) if block] == "Zero One two three four five".split()


def test_an_empty_page_has_no_blocks():
    assert blocks(" ") == []
