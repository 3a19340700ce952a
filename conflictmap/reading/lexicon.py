"""Lexicons: the words of a language as reviewed data, loaded, checked and compiled once.

A lexicon file holds three kinds of tables::

    [frame.gain]                      # what a trigger means
    type = "control_gained"           # an event type
    side = "subject"                  # who acted: subject, opposite, UA, RU, none
    role = "target"                   # role of a place that stands without a preposition
    verbs = ["capture", "take/took/taken"]
    nouns = ["liberation"]
    phrases = ["take control of"]     # the first word is a verb and is inflected like one
    words = ["взят*"]                 # as they stand; a star ends a stem
    perfective = ["звільн*"]          # Slavic verbs by their stems: their present form tells of the future
    imperfective = ["звільня*"]       # and that of these of the present
    fallback = "own"                  # whose doing it is where no one is named: the speaker's side, or its enemy
    prepositions = { from = "origin" }
    example = "Ukrainian forces captured Verbivka."

    [cue.negation]                    # words that change how an event is read
    words = ["not", "never"]

    [actor.russian]                   # who acts or speaks
    side = "RU"
    words = ["Russian", "Wagner Group"]

Every frame needs an example. Spaces join the words of a phrase, a lone star in it stands for up to three words; matching is
on case-folded tokens, longest phrase first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from conflictmap.errors import LexiconError
from conflictmap.model import EVENT_TYPES, ROLES, EventType, Role

__all__ = ["Entry", "Frame", "Lexicon", "load_lexicon", "read_lexicon"]

_SIDES = ("subject", "opposite", "UA", "RU", "none")
_GAP = 3  # words that a lone star stands for, at most
LIGHT = frozenset("now still already also again soon".split())  # adverbs that may stand anywhere in a phrase
_CLOSED = frozenset("to and or that not no but".split())  # words that a star doesn't stand for
_REACH = 14  # words within which an open phrase has to end
_ACTOR_SIDES = ("UA", "RU", "other", "speaker", "enemy", "")
_FALLBACKS = ("", "own", "enemy", "UA", "RU")
_FRAME_KEYS = {"type", "side", "role", "verbs", "nouns", "phrases", "words", "prepositions", "object", "example", "relation"} | {
    "perfective",
    "imperfective",
    "fallback",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a trigger means: the type of the event, whose doing it is, and the roles of its places."""

    name: str
    type: EventType
    side: str = "subject"
    role: Role = "target"
    prepositions: Mapping[str, str] = field(default_factory=dict)  # preposition -> role, or "skip"
    object: str = ""  # "place": the direct object has to be a place, or a thing that is one ("positions")
    fallback: str = ""  # whose doing it is where no one is named: own (of the speaker), enemy


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a word or phrase: `kind` is verb, noun, word, cue or actor; `name` that of its table."""

    kind: str
    name: str
    form: str = ""  # of a verb: base, s, past, part, ing
    side: str = ""  # of an actor
    frame: Frame | None = None
    lemma: str = ""


_Rest = tuple[tuple[str, ...], tuple[Entry, ...]]  # the words of a phrase behind the first, and its meanings


@dataclass(slots=True)
class Lexicon:
    """A compiled lexicon: one dictionary of first words, one of stems."""

    frames: dict[str, Frame]
    cues: dict[str, frozenset[str]]
    known: frozenset[str]  # whole words that mean something or begin a phrase
    _words: dict[str, tuple[Entry, ...]]
    _seconds: dict[str, tuple[dict[str, list[_Rest]], list[_Rest]]]  # first word -> phrases by second word, and those open there
    _stems: dict[str, tuple[Entry, ...]]
    _memo: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    _heads: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def word(self, token: str) -> tuple[Entry, ...]:
        """Return all meanings of one case-folded token; of each table the whole word, or else the longest stem."""
        found = self._memo.get(token)
        if found is None:
            found = self._words.get(token, ())
            if self._stems:
                tables = {(e.kind == "cue", e.name) for e in found}
                for n in range(len(token), 1, -1):
                    stem = [e for e in self._stems.get(token[:n], ()) if (e.kind == "cue", e.name) not in tables]
                    if stem:
                        found = found + tuple(stem)
                        tables |= {(e.kind == "cue", e.name) for e in stem}
            self._memo[token] = found
        return found

    def seconds(self, token: str) -> frozenset[str] | None:
        """Return the words that stand second in the phrases that begin with a token; None where it may be any word."""
        groups = [self._seconds[key] for key in self._keys(token)]
        return None if any(loose for _, loose in groups) else frozenset(word for fixed, _ in groups for word in fixed)

    def match(self, tokens: Sequence[str], at: int) -> tuple[int, tuple[Entry, ...]]:
        """Return how many tokens the longest phrase at `at` has, and its meanings; (0, ()) where none begins there."""
        token = tokens[at]
        length, size, found = 0, 0, ()  # type: tuple[int, int, tuple[Entry, ...]]
        keys = self._heads.get(token)
        if keys is None:
            keys = self._keys(token)
        if keys and at + 1 < len(tokens):
            second = tokens[at + 1]
            third = tokens[at + 2] if (second.endswith("ly") or second in LIGHT) and at + 2 < len(tokens) else ""
            for key in keys:
                fixed, loose = self._seconds[key]
                candidates: Sequence[_Rest] = fixed.get(second, ())
                if third:
                    candidates = [*candidates, *fixed.get(third, ())]
                for rest, entries in candidates:
                    if len(rest) > length and (end := _follow(tokens, at + 1, rest)):
                        length, size, found = len(rest), end - at, entries
                if loose:
                    ahead = tokens[at + 1 : at + _REACH]
                    for rest, entries in loose:
                        if (
                            len(rest) > length
                            and (rest[-1][-1] == "*" or rest[-1] in ahead)
                            and (end := _follow(tokens, at + 1, rest))
                        ):
                            length, size, found = len(rest), end - at, entries
        if size:
            return size, found
        single = self._memo.get(token)
        if single is None:
            single = self.word(token)
        return (1, single) if single else (0, ())

    def _keys(self, token: str) -> tuple[str, ...]:
        keys = self._heads.get(token)
        if keys is None:
            stems = (token[:n] + "*" for n in range(len(token), 1, -1))
            keys = self._heads[token] = tuple(k for k in (token, *stems) if k in self._seconds)
        return keys


def _follow(tokens: Sequence[str], at: int, pattern: tuple[str, ...]) -> int:
    """Return where `pattern` ends in the tokens from `at` on, or 0 where it doesn't stand there."""
    for k, want in enumerate(pattern):
        if want == "*":
            for gap in range(_GAP + 1):
                inside = tokens[at + gap - 1] if gap and at + gap <= len(tokens) else "a"
                if at + gap > len(tokens) or (inside and not inside[0].isalnum()) or inside in _CLOSED:
                    return 0
                end = _follow(tokens, at + gap, pattern[k + 1 :])
                if end:
                    return end
            return 0
        if at < len(tokens) and tokens[at] != want and (tokens[at].endswith("ly") or tokens[at] in LIGHT):
            at += 1  # an English adverb may stand anywhere in a phrase
        if at >= len(tokens) or not (tokens[at].startswith(want[:-1]) if want.endswith("*") else tokens[at] == want):
            return 0
        at += 1
    return at


@cache
def load_lexicon(name: str, conjugate: Callable[[str], dict[str, str]] | None = None) -> Lexicon:
    """Return a packaged lexicon, for example "events_en", compiled once."""
    return read_lexicon(Path(__file__).parent / "lexicon" / f"{name}.toml", conjugate)


def read_lexicon(path: Path, conjugate: Callable[[str], dict[str, str]] | None = None) -> Lexicon:
    """Read, check and compile a lexicon file.

    Parameters
    ----------
    path : pathlib.Path
        A TOML file as the module's docstring describes it.
    conjugate : callable, optional
        Gives the forms of a verb by name (base, s, past, part, ing); needed where the file has `verbs` or `phrases`.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        The file can't be read, isn't TOML, or has a table, key or value that means nothing.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"can't be read as a lexicon: {error}", path=path) from error
    builder = _Builder(path, conjugate)
    for kind, tables in data.items():
        if kind not in ("frame", "cue", "actor"):
            raise LexiconError(f"has a table [{kind}]; use [frame.NAME], [cue.NAME] or [actor.NAME]", path=path)
        for name, table in tables.items():
            getattr(builder, kind)(name, table)
    return builder.lexicon()


class _Builder:
    """Collects the entries of one file."""

    def __init__(self, path: Path, conjugate: Callable[[str], dict[str, str]] | None) -> None:
        self.path, self.conjugate = path, conjugate
        self.frames: dict[str, Frame] = {}
        self.cues: dict[str, frozenset[str]] = {}
        self.words: dict[str, list[Entry]] = {}
        self.phrases: dict[tuple[str, ...], list[Entry]] = {}
        self.stems: dict[str, list[Entry]] = {}

    def fail(self, where: str, what: str) -> LexiconError:
        return LexiconError(f"[{where}] {what}", path=self.path)

    def add(self, words: str, entry: Entry) -> None:
        tokens = tuple(words.casefold().split())
        if not tokens:
            raise self.fail(f"{entry.kind}.{entry.name}", "has an empty word")
        if len(tokens) > 1:
            self.phrases.setdefault(tokens, []).append(entry)
        elif tokens[0].endswith("*"):
            self.stems.setdefault(tokens[0][:-1], []).append(entry)
        else:
            self.words.setdefault(tokens[0], []).append(entry)

    def texts(self, where: str, table: Mapping[str, Any], key: str) -> list[str]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.fail(where, f"{key} has to be a list of strings")
        return value

    def frame(self, name: str, table: Mapping[str, Any]) -> None:
        where = f"frame.{name}"
        unknown = set(table) - _FRAME_KEYS
        if unknown:
            raise self.fail(where, f"has no key {sorted(unknown)[0]!r}; there are {', '.join(sorted(_FRAME_KEYS))}")
        if table.get("type") not in EVENT_TYPES:
            raise self.fail(where, f"type {table.get('type')!r} is no event type; use one of {', '.join(EVENT_TYPES)}")
        if table.get("side", "subject") not in _SIDES:
            raise self.fail(where, f"side {table['side']!r} is not one of {', '.join(_SIDES)}")
        if table.get("role", "target") not in ROLES:
            raise self.fail(where, f"role {table['role']!r} is not one of {', '.join(ROLES)}")
        if not table.get("example"):
            raise self.fail(where, "has no example")
        if table.get("fallback", "") not in _FALLBACKS:
            raise self.fail(where, f"fallback {table['fallback']!r} is not one of own, enemy, UA, RU")
        prepositions = table.get("prepositions", {})
        if not isinstance(prepositions, dict) or not set(prepositions.values()) <= {*ROLES, "skip"}:
            raise self.fail(where, f"prepositions have to map to {', '.join(ROLES)} or skip")
        frame = Frame(
            name,
            table["type"],
            table.get("side", "subject"),
            table.get("role", "target"),
            prepositions,
            table.get("object", ""),
            table.get("fallback", ""),
        )
        self.frames[name] = frame
        for noun in self.texts(where, table, "nouns"):
            self.add(noun, Entry("noun", name, frame=frame, lemma=noun))
        for word in self.texts(where, table, "words"):
            self.add(word, Entry("word", name, frame=frame, lemma=word))
        for aspect in ("perfective", "imperfective"):
            for stem in self.texts(where, table, aspect):
                self.add(stem, Entry("verb", name, form=aspect, frame=frame, lemma=stem))
        for verb in [*self.texts(where, table, "verbs"), *self.texts(where, table, "phrases")]:
            head, *rest = verb.split()
            for form, text in self.forms(where, head).items():
                self.add(" ".join([text, *rest]), Entry("verb", name, form=form, frame=frame, lemma=verb))

    def forms(self, where: str, verb: str) -> dict[str, str]:
        if self.conjugate is None:
            raise self.fail(where, "has verbs, but this language gives its forms as words")
        return self.conjugate(verb)

    def cue(self, name: str, table: Mapping[str, Any]) -> None:
        where = f"cue.{name}"
        words = self.texts(where, table, "words")
        for word in words:
            self.add(word, Entry("cue", name, lemma=word))
        for verb in self.texts(where, table, "verbs"):
            head, *rest = verb.split()
            for form, text in self.forms(where, head).items():
                self.add(" ".join([text, *rest]), Entry("cue", name, form=form, lemma=verb))
        self.cues[name] = frozenset(w.casefold() for w in words)

    def actor(self, name: str, table: Mapping[str, Any]) -> None:
        where = f"actor.{name}"
        side = table.get("side", "")
        if side not in _ACTOR_SIDES:
            raise self.fail(where, f"side {side!r} is not one of {', '.join(_ACTOR_SIDES)}")
        for word in self.texts(where, table, "words"):
            self.add(word, Entry("actor", name, side=side, lemma=word))

    def lexicon(self) -> Lexicon:
        seconds: dict[str, tuple[dict[str, list[_Rest]], list[_Rest]]] = {}
        for tokens, entries in sorted(self.phrases.items(), key=lambda item: -len(item[0])):
            fixed, loose = seconds.setdefault(tokens[0], ({}, []))
            group = loose if tokens[1].endswith("*") else fixed.setdefault(tokens[1], [])
            group.append((tokens[1:], tuple(entries)))
        return Lexicon(
            self.frames,
            self.cues,
            frozenset([*self.words, *seconds]),
            {k: tuple(v) for k, v in self.words.items()},
            seconds,
            {k: tuple(v) for k, v in self.stems.items()},
        )
