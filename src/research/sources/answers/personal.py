"""Personal columns: which look so, what kind they are, and texts without what they tell."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from research.sources.masking import mask_known
from research.sources.naming import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from research.sources.answers.given import Given
    from research.sources.naming import Kind as MaskKind

    Kind = Literal["name", "firm", "title", "other", ""]

__all__ = ["Persons", "cells_look_personal", "kind_of_head"]

_WORDS: dict[Kind, str] = {
    "name": "name names firstname lastname surname fullname vorname nachname familienname nom "
    "prenom prénom nombre apellido apellidos nome cognome sobrenome naam voornaam achternaam navn "
    "namn fornavn efternavn förnamn nimi имя фамилия contactperson ansprechpartner "
    "ansprechpartnerin kontaktperson interlocuteur referente contactpersoon",
    "firm": "company firm employer organisation organization firma unternehmen arbeitgeber "
    "entreprise societe société empresa azienda bedrijf virksomhed företag компания",
    "title": "title position funktion jobtitle titel",
    "other": "email mail emailaddress courriel correo phone telephone mobile cell tel telefon "
    "telefonnummer handy mobil telefono teléfono movil móvil cellulare telefoon address adresse "
    "anschrift street strasse straße rue calle via indirizzo adres zip zipcode postcode plz ip "
    "ipaddr ipaddress latitude longitude locationlatitude locationlongitude linkedin birthday "
    "birthdate dob geburtsdatum geburtstag iban ssn "
    "recipientemail recipientlastname recipientfirstname",
}
# What stands beside such words where a head asks for no more than them.
_BESIDE_WORDS = (
    "a an answer ask best bitte by can contact current custom customer client de des du e enter "
    "first full geben give her his home ihr ihre ihren is job kunde last le ma mi middle mon my "
    "number nummer of or our own please primary private recipient respondent sie su the tu user "
    "votre we what work write you your"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())
_KIND: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_HUMPS = re.compile(r"(?<=[a-zäöüé])(?=[A-ZÄÖÜ])")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_DIALLED = re.compile(
    r"(?!\d{1,4}([./-])\d{1,2}\1\d{2,4}$)"  # a day, however it is written
    r"(?=(?:\D*\d){7})(?:\+|00?|\()[\d\s()/.\-]{6,}\d"
)
_SAMPLE = 200


def kind_of_head(head: str) -> Kind:
    """Say what a column may tell of somebody, by the words of its head in several languages.

    Examples
    --------
    >>> [kind_of_head(head) for head in ("Full name", "E-Mail", "RecipientEmail", "Firma")]
    ['name', 'other', 'other', 'firm']
    >>> [kind_of_head(head) for head in ("What is your e-mail address?", "PhoneService", "Q7_1")]
    ['other', '', '']
    """
    return _kind_of(_DIGITS.sub("0", head))


@lru_cache(maxsize=4096)
def _kind_of(head: str) -> Kind:
    """Look at one head for all that differ by numbers alone, such as those of a grid."""
    words = [word.casefold() for word in _PARTS.findall(_HUMPS.sub(" ", head))]
    whole = _KIND.get("".join(words), "")
    if whole or not all(word in _KIND or word in _BESIDE for word in words):
        return whole
    kinds = [_KIND[word] for word in words if word in _KIND]
    return next((kind for kind in kinds if kind != "name"), kinds[0] if kinds else "")


def cells_look_personal(values: Sequence[str]) -> bool:
    """Whether most cells are e-mail addresses or telephone numbers.

    Parameters
    ----------
    values : distinct texts of a column.

    Examples
    --------
    >>> cells_look_personal(["ann@x.example", "bo@y.example"]), cells_look_personal(["7", "12"])
    (True, False)
    >>> cells_look_personal(["040 123456", "+49 40 123456"]), cells_look_personal(["03/02/2026"])
    (True, False)
    """
    sample = values[:_SAMPLE]
    hits = sum(bool(_ADDRESS.search(cell) or _DIALLED.fullmatch(cell)) for cell in sample)
    return 2 * hits > len(sample)


class Persons:
    """The personal columns of a file, to be taken out of everything else.

    Parameters
    ----------
    columns : the personal columns, by name.
    near : column that tells who are colleagues, where none of them names firms.
    """

    def __init__(self, columns: Mapping[str, Given], near: Given | None = None) -> None:
        self._columns = columns
        self._kinds = {name: kind_of_head(name) for name in columns}
        firms = [name for name, kind in self._kinds.items() if kind == "firm"]
        self._near = columns[firms[0]] if firms else near
        self._known: set[str] | None = None

    def known(self) -> set[str]:
        """Cells of the personal columns and their words, in small letters."""
        if self._known is None:
            self._known = {
                part.casefold()
                for given in self._columns.values()
                for cell in given.coded.values
                for part in (cell, *cell.split())
                if len(part) > 1
            }
        return self._known

    def masked(self, given: Given) -> pd.Series[str]:
        """Give the texts of a column without what tells who anybody is.

        Parameters
        ----------
        given : what respondents wrote.
        """
        known = self._names
        if known:
            return mask_known(texts(given), known)
        # Without names of its own a text is masked by itself: each distinct one once.
        codes, values = given.coded
        held = np.unique(codes[codes >= 0])
        words = pd.Series(np.array(values, dtype=object)[held], dtype="str")
        plain = np.array([""] * (len(values) + 1), dtype=object)
        plain[held] = mask_known(words, known).to_numpy()
        return pd.Series(plain[codes], dtype="str")

    @cached_property
    def _names(self) -> Known:
        """The names and firms of all rows, taken in once for all columns of texts."""
        telling = {name: kind for name, kind in self._kinds.items() if kind != "title"}
        frame = pd.DataFrame({name: texts(self._columns[name]) for name in telling})
        near = "near\0"
        if self._near is not None:
            frame[near] = texts(self._near)
        kinds: dict[str, MaskKind] = {
            name: "firm" if kind == "firm" else "name" if kind == "name" else "other"
            for name, kind in telling.items()
        }
        return Known(frame, list(telling), near, kinds)


def texts(given: Given) -> pd.Series[str]:
    """Give cells as texts, empty where blank, by number of the row that counts."""
    codes, values = given.coded
    return pd.Series(np.array([*values, ""], dtype=object)[codes], dtype="str")
