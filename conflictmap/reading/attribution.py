"""Who speaks: the side of a source by its name, for "our forces" and for reports that speak for themselves."""

from __future__ import annotations

import re

from conflictmap.model import Side

__all__ = ["speaker_side"]

_UA = re.compile(
    r"ukrain|укр[аи][їи]нськ|украинск|\bзсу\b|генштаб|генеральн\w+ штаб|general staff"
    r"|suspilne|суспільне|\b(?:ова|одвa|ova)\b|зеленськ|zelensk|хайда|гайда|haida|hayda",
    re.I,
)
_RU = re.compile(
    r"russia|росси|росій|минобороны|\bмо рф\b|рыбар|rybar|wargonzo|readovka|\b(?:днр|лнр|dnr|lnr|тасс|tass|риа|ria)\b",
    re.I,
)


def speaker_side(source: str | None) -> Side | None:
    """Return the side that a source's name belongs to, or None where it says nothing of one.

    Examples
    --------
    >>> speaker_side("General Staff of the Armed Forces of Ukraine"), speaker_side("Минобороны России"), speaker_side("CNN")
    ('UA', 'RU', None)
    """
    if not source:
        return None
    if _RU.search(source):
        return "RU"
    return "UA" if _UA.search(source) else None
