"""Units of time, as authors write them in the languages of their reports."""

from __future__ import annotations

__all__ = ["days_in"]

_WORDS = {
    1.0: "day days d tag tage jour jours día días dia dias giorno giorni dag dagen dagar dage",
    7.0: "week weeks wk woche wochen semaine semaines semana semanas settimana settimane weken uge",
    365.25 / 12: "month months mo monat monate mois mes meses mese mesi maand maanden måned månad",
    365.25: "year years yr yrs jahr jahre an ans année années año años anno anni ano anos jaar år",
}
_DAYS = {word: days for days, words in _WORDS.items() for word in words.split()}


def days_in(unit: str) -> float | None:
    """Give the days in a unit of time, a year as 365.25; None where the word is unknown.

    >>> days_in("years"), days_in("Jahre"), days_in("EUR")
    (365.25, 365.25, None)
    """
    return _DAYS.get(unit.strip().casefold())
