"""Words of Ukrainian and Russian: tokens with their meanings, forms of verbs, cases of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.model import Toponym
from conflictmap.reading.lexicon import Entry, Lexicon, load_lexicon

__all__ = [
    "DASHES",
    "FINITE",
    "INSTRUMENTAL",
    "QUOTES",
    "Token",
    "case_of",
    "fold",
    "form_of",
    "is_accusative",
    "lexicon_of",
    "tokenize",
    "verb_form",
    "words_of",
]

_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "‑": "-"})
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ‘`‑-][^\W\d_]+)*|\d+(?:[.,:]\d+)*(?:[-‑][^\W\d_]{1,3}\b)?|[^\w\s]")
DASHES = frozenset("–—-")
QUOTES = frozenset("«»“”„\"'’()")

# endings of verb forms: the first that fits tells the form
_VERB_ENDINGS = {
    "uk": re.compile(
        r"(?P<inf>ти(?:ся|сь)?)$|(?P<fut>(?:тиме|тимуть|тимемо|тиму)(?:ться|ся)?)$|(?P<ger>(?:вши|ючи|учи|ячи|ачи)(?:сь|ся)?)$"
        r"|(?P<past>(?:[аеиіоуюяїє]в|ш(?:ов|ла|ло|ли)|л[аои]|[кгсзр])(?:ся|сь)?)$|(?P<short>[нт]о)$"
        r"|(?P<part>(?:[еаяі]н|[аяиоу]т)(?:ий|а|е|і|ого|ої|ому|ій|их|им|ими|ою|у))$"
        r"|(?P<pres>(?:є|ю|ує|ємо|єте|ють|уть|ить|ять|ать|имо|емо|у|е)(?:ться|ся|мось)?)$"
    ),
    "ru": re.compile(
        r"(?P<inf>(?:ть|ти|чь)(?:ся|сь)?)$|(?P<ger>(?:вши|ши|[аяиеу]в|[ая])(?:сь)?)$|(?P<past>(?:[аеиоуыяюё]л|шел|л[аои]|[кгпсзб])(?:ся|сь)?)$"
        r"|(?P<short>(?:[аяе]н|нут|взят|занят|снят|бит|ыт|жат)[аоы]?)$"
        r"|(?P<part>(?:нн|[тщш])(?:ый|ая|ое|ее|ые|ого|его|ой|ей|ых|их|ому|ему|ом|ем|ую|ими|ыми|ым|им|ие|ий|яя|юю)(?:ся)?)$"
        r"|(?P<pres>(?:ет|ют|ут|ит|ят|ат|ем|им|у|ю|ете)(?:ся|сь)?)$"
    ),
}
# verbs outside the lexicon: enough of their endings to see that a clause has one
FINITE = {
    "uk": re.compile(
        r"(?:[еаяу][нт]о|ється|иться|ються|аються|уються|ають|яють|ують|ить|ять|уть|ає|яє|ує|али|или|ила|ало|ала|илась|лися|лась|[бвгджзкмнпрстхчш]ли)$"
    ),
    "ru": re.compile(
        r"(?:ется|ится|ются|ятся|[аяуоеь]ют|[аяуоеь]ет|ались|илось|али|или|ила|ало|ала|илась|лись|лась|ят|ут|[бвгджзкмнпрстхчш]ли)$"
    ),
}
_CASES = {
    "uk": re.compile(
        r"(?P<gen>^(?:бригад|військ|сил|груп|рот)$|ів|їв|ей|ян|их|їх|ого|ої|ії|аїни|ника|рога|нта|ора|(?<!піх)ота|нас)$"
        r"|(?P<ins>ами|ями|ом|ем|єм|ою|ею|єю|ими|їми)$|(?P<dat>ам|ям|(?<!ськ)ові|еві|ськім|[ую])$"
    ),
    "ru": re.compile(
        r"(?P<gen>^(?:бригад|войск|сил|групп|рот|частей)$|ссии|аины|лений|нений|[оеё]в|ей|ян|(?<!ск)(?<!н)ий|[иы]х|ого|его|ника|рага|еля|нас)$"
        r"|(?P<ins>ами|ями|[оеё]м|ими|ыми|ой|ею|ией)$|(?P<dat>ам|ям|[иы]м|[ую])$"
    ),
}
# places whose names stand for a government or a command
_SPOKEN_OF = 10_000  # a town of this size is hardly a surname
_SPEAKERS = frozenset(("київ", "киев", "москва", "хортиця", "хортица", "таврія", "таврия"))
_UNITS = ("област", "район", "громад", "общин", "округ")
_ORDERS = re.compile("(?:[аую]є|[аеую]ет|ить|ит|в|л|ла)$")
_MOVES_OF = frozenset(("reinforce", "withdraw", "attack", "leave"))
INSTRUMENTAL = re.compile(r"(?:ами|ями|ом|ем|єм|ою|ею|єю|ой|ей|ими|ыми)$")


@dataclass(slots=True)
class Token:
    """A word, number, mark or place name. `entries` are its meanings; `covered` where a phrase before has eaten it."""

    start: int
    end: int
    text: str  # folded
    raw: str
    toponym: Toponym | None = None
    entries: tuple[Entry, ...] = ()
    cues: frozenset[str] = frozenset()
    covered: bool = False

    @property
    def word(self) -> bool:
        return self.raw[0].isalnum()


def lexicon_of(lang: str) -> Lexicon:
    return load_lexicon("events_uk" if lang == "uk" else "events_ru")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    return text.casefold().translate(_FOLD)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [fold(token) for token in _TOKEN.findall(text)]


@lru_cache(maxsize=1 << 14)
def verb_form(word: str, lang: str) -> str:
    """Tell the form of a verb by its ending; "" where the ending is no verb's."""
    match = _VERB_ENDINGS[lang].search(word)
    return (match.lastgroup or "") if match else ""


def tokenize(text: str, offset: int, toponyms: Iterable[Toponym], lexicon: Lexicon) -> list[Token]:
    """Cut a sentence into tokens, a place name being one, and look each up."""
    # "Бериславского района" is a place although an adjective, "ізюмський напрямок" is none
    spans = [
        (t.start - offset, t.end - offset, t)
        for t in toponyms
        if t.kind != "country"
        and (not t.adjective or t.kind == "raion" or _is_hromada(t))
        and not _speaks(t, text[: t.start - offset], text[t.end - offset :], lexicon)
    ]
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end and start < spans[at][1]:
            a, b, toponym = spans[at]
            if not tokens or tokens[-1].toponym is not toponym:
                tokens.append(Token(a + offset, b + offset, fold(text[a:b]), text[a:b], toponym))
            continue
        raw = match.group()
        tokens.append(Token(start + offset, end + offset, fold(raw), raw))
    words = [t.text if t.toponym is None else "" for t in tokens]
    i = 0
    while i < len(tokens):
        if words[i] and tokens[i].word:
            n, entries = lexicon.match(words, i)
            if n < 2 and words[i] in ("під", "под"):
                # "під шквальним вогнем", "под нашим огневым контролем": adjectives stand inside the phrase
                for skip in (1, 2):
                    wide, found = lexicon.match([words[i], *words[i + 1 + skip : i + 4 + skip]], 0)
                    if wide > 1:
                        n, entries = 1, found
                        for k in range(i + 1 + skip, i + skip + wide):
                            tokens[k].covered, words[k] = True, ""
                        break
            if n:
                tokens[i].entries = entries
                tokens[i].cues = frozenset(e.name for e in entries if e.kind == "cue")
                for t in tokens[i + 1 : i + n]:
                    t.covered = True
                i += n
                continue
            if "-" in words[i]:  # "зеків-вагнерівців", "ракета-носій": who or what it is, its parts tell
                known = [e for part in words[i].split("-") if part for e in lexicon.word(part) if e.kind == "actor"]
                tokens[i].entries = tuple(known)
        i += 1
    return tokens


def _is_hromada(toponym: Toponym) -> bool:
    """Tell a hromada from an adjective of a town abroad, where there are none."""
    return toponym.kind == "hromada" and (toponym.place is None or toponym.place.country == "UA")


def _speaks(toponym: Toponym, lead: str, rest: str, lexicon: Lexicon) -> bool:
    """Tell whether a name stands for those who speak there, or is a surname: "Київ це заперечує", "заявив Пасічник"."""
    before = words_of(lead[-24:])[-1:]
    end = rest.lstrip()[:1]
    if before and end in ("", ".", ",", ";", ":") and not toponym.adjective and toponym.kind == "settlement":
        small = toponym.place is None or toponym.place.population < _SPOKEN_OF
        if small and any(e.name == "speech" for e in lexicon.match(before, 0)[1]):
            return True
    folded = fold(toponym.surface)
    if any(e.kind == "actor" and e.name.startswith("claimant") for e in lexicon.word(folded)) and toponym.kind == "settlement":
        small = toponym.place is None or toponym.place.population < _SPOKEN_OF
        words = words_of(rest[:60])[:1]
        if small and words and (end == ":" or any(e.name == "speech" for e in lexicon.word(words[0]))):
            return True  # "Гайдай каже", "Залужний: …"
    if before and before[0].startswith(("подконтрольн", "підконтрольн")) and toponym.kind == "settlement":
        return True  # "с подконтрольной Киеву территории"
    if lead.endswith("«") and end == "»" and folded in ("днепр", "дніпро"):
        return True  # the group of forces
    if folded.endswith(("ой", "ая", "ую")) and fold(rest).lstrip().startswith("группировк"):
        return True  # "Южной группировки"
    if folded not in _SPEAKERS:
        return False
    words = words_of(rest[:60])[:2]
    if words and _ORDERS.search(words[0]) and any(e.frame and e.frame.name in _MOVES_OF for e in lexicon.match(words, 0)[1]):
        return True  # "Киев перебрасывает бригады"
    return any(e.name in ("speech", "deny", "intends") for i in range(len(words)) for e in lexicon.match(words, i)[1])


def form_of(word: str, entry: Entry, lang: str) -> str:
    """Tell the form of a verb by its ending; "" where the ending is no verb's."""
    stem = entry.lemma.rstrip("*").split()[0]
    form = verb_form(word, lang)
    if not form:
        return "past" if word == stem else ""
    return "fut" if form == "pres" and entry.form == "perfective" else form


def is_accusative(surface: str, lang: str) -> bool | None:
    """Tell whether a name after "в" or "на" stands in the accusative (into), not the locative (in); None where it may be both."""
    parts = fold(surface).split()
    last = (parts[0] if parts[-1].startswith(_UNITS) else parts[-1]).split("-")[-1]
    if lang == "uk":
        if re.search(r"(?:ому|єму|ім|їм|ах|ях|ій|і|ї|[сцз]ьку|[ая]ку)$", last):
            return False
        if last in ("яру", "криму", "рогу", "лугу", "гаю", "ставку", "броду"):
            return False
        if last.endswith("ику"):
            return None  # "у Гірнику"
        return None if re.search(r"[^уюаиеоь]у$", last) and not re.search(r"[квгнлшжцчтсдрзпбм]у$", last) else True
    if last == "джанкой":
        return True
    if re.search(r"(?:[ое]м|ах|ях|[оеё]й)$", last) or last in ("крыму", "яру", "рогу", "броду", "лимане"):
        return False
    if re.search(r"(?:ое|ее|ье|ые|ие)$", last):
        return True
    if last.endswith("це"):
        return None  # "в Тростянце", "в Озерце"
    if last.endswith("е"):
        return False
    if re.search(r"(?:ово|ево|ино|ыно|ии)$", last):
        return None
    return True


@lru_cache(maxsize=1 << 12)
def case_of(word: str, lang: str) -> str:
    """Tell the case of an actor's word as far as its ending shows it: nom, gen, ins, dat; any where it is not declined."""
    if len(word) <= 3 and word not in ("нас", "нам", "орк"):
        return "any"
    if word == "киев":
        return "nom"
    match = _CASES[lang].search(word)
    return (match.lastgroup or "nom") if match else "nom"
