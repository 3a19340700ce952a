"""Who speaks: the side of a source by its name, for "our forces", for reports that speak for themselves, for organs of a side."""

from __future__ import annotations

import re

from conflictmap.model import Side

__all__ = ["infer_english_speaker", "organ_side", "speaker_side"]

_UA = re.compile(
    r"ukrain|укра[їи]н|\bзсу\b|міноборони|operational command|оперативн\w+ командуван|військов\w+ адміністрац|генштаб"
    r"|генеральн\w+ штаб|general staff|suspilne|суспільне|\b(?:ова|ода|ova|oda)\b|зеленськ|zelensk|хайда|гайда|haida|hayda",
    re.I,
)
_RU = re.compile(
    r"russia|росси|росій|kremlin|кремл|минобороны|\bмо рф\b|рыбар|rybar|wargonzo|readovka"
    r"|\b(?:днр|лнр|dnr|lnr|тасс|tass|риа|ria)\b",
    re.I,
)

# what belongs to a warring side itself, not only to its country: staffs, ministries, governors, militias, bloggers of the front
_ORGAN = re.compile(
    r"general staff|генштаб|генеральн\w+ штаб|минобороны|міноборони|\bмо рф\b|minist\w+ of defen[cs]e|defen[cs]e minist\w+"
    r"|armed forces|збройн\w+ сил|вооруж[её]нн\w+ сил|\bзсу\b|\bafu\b|\bвсу\b|operational command|оперативн\w+ командуван"
    r"|military administration|військов\w+ адміністрац|военн\w+ администрац|\b(?:ова|ода|ova|oda)\b|president|президент"
    r"|zelensk|зеленськ|зеленск|haida|hayda|гайда|хайда|people['’]?s militia|народн\w+ милиц|\b(?:днр|лнр|dnr|lnr|dpr|lpr)\b"
    r"|kremlin|кремл|рыбар|rybar|wargonzo",
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


def organ_side(source: str | None) -> Side | None:
    """Return the side that a source is an organ of: what such a source reports of the war in its own voice is that side's claim.

    Examples
    --------
    >>> organ_side("Генштаб ЗСУ"), organ_side("Russian Ministry of Defence"), organ_side("Ukrainska Pravda"), organ_side(None)
    ('UA', 'RU', None, None)
    """
    return speaker_side(source) if source and _ORGAN.search(source) else None
