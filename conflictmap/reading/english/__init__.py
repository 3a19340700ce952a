"""English: a small grammar over the words of `lexicon/events_en.toml`.

A sentence becomes a row of items (`words`); phrases that act or speak are found in it (`actors`); every word that may make an
event is asked what governs it (`moods`) and which places are its own (`places`); so it becomes an event (`events`), and with
its claimant a claim (`claims`).
"""

from conflictmap.reading.english.claims import doubts, read_sentence

__all__ = ["doubts", "read_sentence"]
