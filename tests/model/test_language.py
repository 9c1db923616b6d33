import pytest

from model.language import foreign_blocks, is_english


@pytest.mark.parametrize(
    "text",
    [
        "Ketamin wirkt schnell gegen Depressionen und ist völlig sicher.",
        "La kétamine guérit la dépression en quelques heures sans aucun risque.",
        "La ketamina cura la depresión para siempre, sin efectos secundarios.",
        "Эта клиника лечит депрессию за один день и навсегда.",
        "这种药物可以治愈癌症,没有任何副作用,每个人都可以使用。",
    ],
)
def test_other_languages_are_told_apart(text):
    assert not is_english(text)


def test_english_and_nothing_are_english():
    assert is_english("The clinic opened in March and offers infusions on weekdays.")
    assert is_english("  ")


def test_a_short_block_follows_its_article():
    german = "Die Klinik bietet Infusionen an und verspricht schnelle Hilfe bei Depressionen."
    english = "The clinic offers infusions and promises quick help with depression."
    assert foreign_blocks([german, "Kontakt"]) == [True, True]
    assert foreign_blocks([english, "Kontakt"]) == [False, False]
    assert foreign_blocks([english, german]) == [False, True]
