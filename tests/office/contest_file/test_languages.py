"""The office's texts: the same keys and the same named details in every language."""

from string import Formatter

import pytest

from office.texts import CATALOGUES, DEFAULT_LANGUAGE

VIETNAMESE = {key: said for key, said in CATALOGUES["vi"].items() if key.startswith("office.")}
OTHERS = [language for language in CATALOGUES if language != DEFAULT_LANGUAGE]


def named_details(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_office_is_there(language: str) -> None:
    keys = {key for key in CATALOGUES[language] if key.startswith("office.")}
    assert keys == set(VIETNAMESE)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", VIETNAMESE)
def test_every_text_quotes_the_same_details(key: str, language: str) -> None:
    assert named_details(CATALOGUES[language][key]) == named_details(VIETNAMESE[key])
