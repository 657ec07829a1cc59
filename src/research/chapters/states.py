"""The desired states that respondents ranked, from the texts of the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["theme_states"]


def theme_states(study: Study) -> dict[str, str]:
    """Give the state of each theme whose text tells one; none without texts on the themes.

    Parameters
    ----------
    study : the edition.
    """
    if study.config.texts.themes is None:
        return {}
    told = {theme.key: study.theme_part(theme.key, "state") for theme in study.themes}
    return {key: state for key, state in told.items() if state}
