"""The words beside a name: what stands before and after a place name and tells what it is, from `lexicon/places_*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from conflictmap.errors import LexiconError
from conflictmap.gazetteer.names import fold

__all__ = ["Stems", "Vocabulary", "load_vocabulary", "region_base"]


_PUNCTUATION = (".", ",", ";", ":", ")", "!", "?", "”", "»", '"')


class Stems(dict[str, str]):
    """Words to their role; an unknown word is tried by its stems once and remembered."""

    def __init__(self, words: dict[str, list[str]], longest: int = 8) -> None:
        super().__init__()
        self._longest = longest  # letters that a star stands for
        self._stems: dict[str, str] = {}
        for role, entries in words.items():
            for entry in map(str.casefold, entries):
                if entry.endswith("*"):
                    self._stems.setdefault(entry[:-1], role)
                else:
                    self.setdefault(entry, role)

    def __missing__(self, word: str) -> str:
        key = word.casefold()
        role = dict.get(self, key, "")
        if not role:
            for n in range(len(key), max(1, len(key) - self._longest - 1), -1):
                role = self._stems.get(key[:n], "")
                if role:
                    break
        if not role and key[-1:] in _PUNCTUATION and len(key) > 1:
            role = self[key[:-1]]
        if len(self) < 1 << 16:
            self[word] = role
        return role


@dataclass(frozen=True, slots=True)
class Vocabulary:
    roles: Stems
    banks: Stems
    first: Stems
    at: Stems
    words: frozenset[str]
    never: frozenset[str]
    second: frozenset[str]
    function: Stems
    regions: dict[str, str]
    roots: dict[str, tuple[str, ...]]


@cache
def load_vocabulary(alphabet: str) -> Vocabulary:
    roles: dict[str, list[str]] = {}
    first: list[str] = []
    words: list[str] = []
    never: list[str] = []
    regions: dict[str, str] = {}
    alike: dict[str, tuple[str, ...]] = {}
    for lang in ("en",) if alphabet == "latin" else ("uk", "ru"):
        path = files("conflictmap.reading").joinpath("lexicon").joinpath(f"places_{lang}.toml")
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            for role, entries in data["roles"].items():
                roles.setdefault(role, []).extend(entries)
            first += data["names"]["first"]
            words += data["names"]["words"]
            never += data["names"]["never"]
            alike.update((root, tuple(others)) for root, others in data.get("roots", {}).items())
            for region, stems in data.get("regions", {}).items():
                regions.update(dict.fromkeys(stems, region))
                if lang == "en":
                    regions.setdefault(region_base(region), region)
        except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
            raise LexiconError(f"places_{lang}.toml: no lexicon of places ({error}); see the tables of the others") from error
    second = frozenset(roles.pop("second", []))
    at, banks, function = roles.pop("at"), roles.pop("bank", []), roles.pop("function", [])
    return Vocabulary(
        roles=Stems(roles),
        banks=Stems({"bank": banks}),
        first=Stems({"first": first}, longest=2),
        at=Stems({"at": at}),
        words=frozenset(map(fold, words)),
        never=frozenset(map(fold, never)),
        second=second,
        function=Stems({"function": function + at}),
        regions=regions,
        roots=alike,
    )


def region_base(region: str) -> str:
    return fold(region.removesuffix(" Oblast"))
