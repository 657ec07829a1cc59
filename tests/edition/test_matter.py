"""Front and back matter: what a parameter file may say of authors, houses, books and words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from research.edition.matter import Author, Organisation, Term
from research.edition.parameters import Edition
from research.edition.report import Section


def edition(**more: Any) -> Edition:
    content = {"edition": "acme", "title": "Acme", "report": {"sections": [{"heading": "A"}]}}
    return Edition.model_validate({**content, **more})


def test_an_author_is_a_name_or_more() -> None:
    found = edition(authors=["Ann Li", {"name": "Bo Ek", "email": "bo@ek.se"}]).authors

    assert found == [Author(name="Ann Li"), Author(name="Bo Ek", email="bo@ek.se")]


def test_a_number_may_be_a_name() -> None:
    assert edition(authors=[7]).authors == [Author(name="7")]


def test_an_edition_without_matter_has_none() -> None:
    found = edition()

    assert (found.motto, found.citation, found.reading, found.glossary) == ("", "", [], [])


@pytest.mark.parametrize("address", ["ann", "ann@li", "a b@li.com", "<ann@li.com>"])
def test_an_address_that_reaches_nobody_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="email"):
        Organisation(name="Li", email=address)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "li.com>x", "file:///etc/x", "li"])
def test_a_page_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="web"):
        Organisation(name="Li", web=address)


@pytest.mark.parametrize("address", ["www.li.com", "https://li.co.uk/a/b-c_d.html", ""])
def test_a_page_may_be_written_as_people_write_it(address: str) -> None:
    assert Organisation(name="Li", web=address).web == address


def test_a_term_needs_no_abbreviation() -> None:
    assert Term(term="upper quartile", means="the best quarter").short == ""


@pytest.mark.parametrize("given", ["glossary", ["glossary"]])
def test_a_section_names_one_kind_of_matter_or_several(given: Any) -> None:
    assert Section.model_validate({"matter": given}).matter == ["glossary"]


def test_a_section_is_one_thing() -> None:
    with pytest.raises(ValidationError, match="exactly one of heading, text, notebook and matter"):
        Section.model_validate({"matter": ["index"], "text": "about"})


def test_matter_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="colophon"):
        Section.model_validate({"matter": ["colophon"]})
