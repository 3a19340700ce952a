"""From a report to its toponyms: what is read, recognised, resolved, and written down."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from conflictmap.gazetteer.places import Gazetteer
from conflictmap.model import Lang, Report, Toponym
from conflictmap.reading.cues import Cues
from conflictmap.reading.language import detect_language, has_cyrillic, is_mixed
from conflictmap.reading.mentions import Mention
from conflictmap.reading.phrases import Recogniser
from conflictmap.reading.resolution import resolve
from conflictmap.reading.sentences import split_sentences

__all__ = ["read_toponyms"]

_recognisers: WeakKeyDictionary[Gazetteer, Recogniser] = WeakKeyDictionary()


def read_toponyms(report: Report, gazetteer: Gazetteer) -> list[Toponym]:
    """Find the place names of one report and resolve them.

    Parameters
    ----------
    report : Report
        The title (where the text holds it) and the body are read; bylines and datelines between them are not.
    gazetteer : Gazetteer
        Where to look names up.

    Returns
    -------
    list of Toponym
        In the order of the text, not overlapping; `text[start:end] == surface`. A name that resolves to nothing has no place.
    """
    recogniser = _recognisers.get(gazetteer)
    if recogniser is None:
        recogniser = _recognisers[gazetteer] = Recogniser(gazetteer)
    text = report.text
    cyrillic, cues = has_cyrillic(text), Cues(text)
    mentions: list[Mention] = []
    if report.title_in_text and report.title:
        mentions = recogniser.recognise(text, 0, min(len(report.title), len(text)), cues, cyrillic=cyrillic)
    body = max(report.body, mentions[-1].end if mentions else 0)
    mentions += recogniser.recognise(text, body, len(text), cues, cyrillic=cyrillic)
    lang: Lang = detect_language(text) if cyrillic else "en"
    if cyrillic and is_mixed(text):
        _tell_languages(text, mentions, lang)
    return resolve(text, mentions, report.published, lang, cues, recogniser)


def _tell_languages(text: str, mentions: list[Mention], lang: Lang) -> None:
    """Give each mention of a report in several languages the language of its sentence."""
    sentences = iter(split_sentences(text))
    end, spoken = 0, lang
    for m in mentions:
        while m.start >= end:
            start, end = next(sentences, (0, len(text) + 1))
            spoken = detect_language(text[start:end], default=lang)
        m.lang = spoken
