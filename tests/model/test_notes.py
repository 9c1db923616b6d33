from datetime import date

import pytest

from model import notes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ketamine lifts the mood within hours.", "anaesthetic"),
        ("KETAMINE lozenges, mailed to your door.", "not judged compounded"),
        ("Spravato, a form of ketamine, works at once.", "certified"),
        ("A few drops of chlorine dioxide clear the virus.", "bleach"),
    ],
)
def test_the_most_specific_note_is_found(text, says):
    assert says in notes.find(text).text


@pytest.mark.parametrize("text", ["", "Magnesium calms the nerves.", "At home, by mail."])
def test_a_text_on_anything_else_has_no_note(text):
    assert notes.find(text) is None


def test_every_note_names_its_source_and_the_day_it_was_looked_up():
    for note in notes.notes():
        assert note.source
        assert note.url.startswith("https://")
        assert date.fromisoformat(note.looked_up) <= date.today()
        assert len(note.text) <= 300
