"""The rows that no model learns from."""

from dataclasses import replace

from model import unseen


def test_what_stands_in_a_row_learnt_from_is_not_measured_on():
    whole = unseen.rows([]).pages
    learnt = replace(whole[0], text=f" {whole[0].text.upper()}")
    left = unseen.rows([learnt]).pages
    assert left == [row for row in whole if row.text.casefold() != whole[0].text.casefold()]
    assert len(left) < len(whole)
