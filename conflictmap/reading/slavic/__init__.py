"""Ukrainian and Russian: a small grammar over the stems of `lexicon/events_uk.toml` and `events_ru.toml`.

Word order is free in both languages, so a clause is read as a set. A sentence becomes a row of tokens (`words`), whose places
are listed under their prepositions (`groups`), and is cut into clauses with their triggers, words that name an event (`clauses`;
`parts` says what each consists of). Those who are named in a clause have a side and a case, which tells the doer from the one it
is done to (`actors`); even a clause without a trigger may tell of an event (`verbless`). Each module adds the answers to one
question: what else a clause shows (`signs`), what a trigger means beside others (`meanings`), what roads and bridges have to do
with it (`roads`), who moves (`movements`), what is struck (`strikes`) and taken (`takings`), and so what the triggers of a clause
say together (`events`), who is quoted (`quotes`), which places an event takes (`fits` divides those of its clause, `omissions`
seeks those that it leaves out, `places` asks both), whose doing it is (`deeds` gathers what is known of that, `agents` asks those
who are named, `doers` asks all in order), and how sure it is (`certainty`). With these the events of a sentence become claims
(`claims`).
"""

from conflictmap.reading.slavic.claims import doubts, infer_speaker, read_sentence

__all__ = ["doubts", "infer_speaker", "read_sentence"]
