"""English: a small grammar over the words of `lexicon/events_en.toml`.

A sentence becomes a row of items (`words`); each module adds the questions of one kind that can be asked of it, and stands on
those before: who acts (`actors`), who may speak (`claimants`) and who says what (`speech`), which words make an event
(`triggers`), what stands around them (`governors`) and how it is told (`moods`), how far a clause reaches (`clauses`), what "the
city" stands for (`antecedents`), which phrases only say where a place lies (`bearings`), which places are in a stretch of words
(`places`), whether a verb is said of a road (`supply`), who moves and where (`motion`), what else a verb or noun is said of
(`objects`) and so which event it tells (`senses`), which side a phrase names (`agents`), whose doing it is
(`doers`) or may be (`presumptions`), how far it is a fact (`certainty`) and which places stand beside it (`beside`). With their
answers one predicate becomes an event (`predicates`; `parts` says what it consists of); where no place stands beside it, one is
sought in other clauses (`roads` for lines of supply, `elsewhere`). The events of a sentence are then set beside one another
(`events`) and, with their claimants, become claims (`claims`).
"""

from conflictmap.reading.english.claims import doubts, read_sentence

__all__ = ["doubts", "read_sentence"]
