"""Who speaks: the side of a source by its name, for "our forces" and for reports that speak for themselves."""

from __future__ import annotations

import re

from conflictmap.model import Side

__all__ = ["infer_english_speaker", "speaker_side"]

_UA = re.compile(
    r"ukrain|укр[аи][їи]нськ|украинск|\bзсу\b|генштаб|генеральн\w+ штаб|general staff"
    r"|suspilne|суспільне|\b(?:ова|одвa|ova)\b|зеленськ|zelensk|хайда|гайда|haida|hayda",
    re.I,
)
_RU = re.compile(
    r"russia|росси|росій|минобороны|\bмо рф\b|рыбар|rybar|wargonzo|readovka|\b(?:днр|лнр|dnr|lnr|тасс|tass|риа|ria)\b",
    re.I,
)

# English that speaks for one side: of an enemy, and by what it calls either army
_ENEMY = re.compile(
    r"\b(?:the|an?) (?:enemy|adversary|foe)\b|\benemy(?:'s|’s)?\b|\bour (?:troops|forces|defenders|guys|men|units)\b"
)
_SPEAKS_UA = re.compile(
    r"\b(?:occupiers?|occupants|invaders?|orcs|rashists|aggressor|defen[cs]e forces|our defenders|our soldiers|muscovites"
    r"|temporarily (?:occupied|captured)|glory to ukraine|army of (?:the )?russian federation)\b"
)
_SPEAKS_RU = re.compile(
    r"\b(?:afu|kiev regime|ukrofascists?|ukronazis?|nazis|banderites?|nationalists|allied forces|militants"
    r"|liberat\w+ territor\w+|special military operation|armed formations of ukraine|ukrainian formations)\b"
)


def infer_english_speaker(text: str) -> Side | None:
    """Tell from its words on whose side an English report speaks, where it speaks of an enemy or of "our" troops at all.

    Examples
    --------
    >>> infer_english_speaker("The enemy shelled Siversk; the occupiers withdrew with losses.")
    'UA'
    >>> infer_english_speaker("The AFU pushed our guys out of Drobysheve.")
    'RU'
    """
    low = text.lower()  # many times faster than to let the pattern ignore case
    if not any(word in low for word in ("enemy", "adversary", "foe", "our ")) or not _ENEMY.search(low):
        return None
    ukrainian, russian = len(_SPEAKS_UA.findall(low)), len(_SPEAKS_RU.findall(low))
    return None if ukrainian == russian else "UA" if ukrainian > russian else "RU"


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
