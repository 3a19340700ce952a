"""Who is generally known to have held a place on a day: what a report that names nobody leaves its readers to know."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from conflictmap.errors import LexiconError
from conflictmap.model import Place, Side

__all__ = ["known_holder", "last_holder"]

_Key = tuple[str, ...]  # level, name and, of raions and towns, the oblast
_Spell = tuple[date, date, Side | None]
_LATELY = timedelta(days=14)  # a change of hands is told of for so long
_TOWNS = frozenset(("city", "town", "settlement"))
_TOWNSFOLK = 5000  # abroad the gazetteer calls every place a village
_KEYS = frozenset("by since until countries oblasts oblast raions towns bridges".split())


def known_holder(place: Place, day: date | None) -> Side | None:
    """Tell who held a place on a day, as far as that is generally known.

    Parameters
    ----------
    place : Place
        A place of the gazetteer.
    day : datetime.date, optional
        The day meant; without it only what never changed hands is known.

    Returns
    -------
    {"UA", "RU"} or None
        None where the place was fought over or lies where nothing so general can be said.

    Notes
    -----
    Read from `lexicon/holders.toml`: a town before its raion, a raion before its oblast, an oblast before its country.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> melitopol = Place("x", "Melitopol", "settlement", "town", "Zaporizhzhia Oblast", "Melitopol Raion", "UA", 35.37, 46.85)
    >>> known_holder(melitopol, date(2023, 5, 1))
    'RU'
    """
    for key in _keys(place):
        spells = _spells().get(key, [])
        if day is None:
            sides = {side for _, _, side in spells}
            if len(sides) == 1 and spells[0][0] == date.min and spells[0][1] == date.max:
                return sides.pop()
        else:
            for since, until, side in reversed(spells):
                if since <= day <= until:
                    return side
    return None


def last_holder(place: Place, day: date | None) -> Side | None:
    """Tell who held a town before what a report of a day tells: he leaves it, the other one takes it.

    Parameters
    ----------
    place : Place
        A place of the gazetteer.
    day : datetime.date, optional
        The day of the report.

    Returns
    -------
    {"UA", "RU"} or None
        None of villages, and where nothing is known.
    """
    town = next((key for key in _keys(place) if key[0] == "towns"), None)
    if town is None or day is None:
        return None
    before = [spell for spell in _spells().get(town, []) if spell[2] and spell[0] < day - _LATELY]
    last = max(before, key=lambda spell: spell[1]) if before else None
    # who took it long ago holds it still: what is told is older
    if last is None or (last[0] != date.min and last[1] == date.max) or known_holder(place, day) not in (None, last[2]):
        return None
    return last[2]


def _keys(place: Place) -> Iterable[_Key]:
    """Name a place on every level that the file has, the narrowest first."""
    oblast = _short(place.admin1)
    if place.feature == "bridge":
        yield ("bridges", place.name)
    elif place.feature in _TOWNS or place.population >= _TOWNSFOLK:
        yield ("towns", place.name, oblast)
    raion = place.name if place.kind == "raion" else place.admin2
    if raion:
        yield ("raions", raion.removesuffix(" Raion"), oblast)
    if oblast:
        yield ("oblasts", oblast)
    yield ("countries", place.country)


def _short(admin1: str | None) -> str:
    return (admin1 or "").removesuffix(" Oblast")


@cache
def _spells() -> Mapping[_Key, list[_Spell]]:
    where = "lexicon/holders.toml"
    try:
        records = tomllib.loads((files("conflictmap.reading") / "lexicon" / "holders.toml").read_text(encoding="utf-8"))["held"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LexiconError(f"{where} is no TOML with [[held]] tables: {error}") from None
    found: dict[_Key, list[_Spell]] = {}
    for record in records:
        _check(record, where)
        side: Side | None = None if record["by"] == "none" else record["by"]
        spell = (record.get("since", date.min), record.get("until", date.max), side)
        for level in ("countries", "oblasts", "raions", "towns", "bridges"):
            for name in record.get(level, ()):
                key = (level, name, record["oblast"]) if level in ("raions", "towns") else (level, name)
                found.setdefault(key, []).append(spell)
    return found


def _check(record: dict[str, Any], where: str) -> None:
    if unknown := set(record) - _KEYS:
        raise LexiconError(f"{where}: [[held]] has no key {min(unknown)!r}; there are {', '.join(sorted(_KEYS))}")
    if record.get("by") not in ("UA", "RU", "none"):
        raise LexiconError(f"{where}: by = {record.get('by')!r} is not one of UA, RU, none")
    if ("raions" in record or "towns" in record) and "oblast" not in record:
        raise LexiconError(f"{where}: raions and towns need the oblast that they lie in")
