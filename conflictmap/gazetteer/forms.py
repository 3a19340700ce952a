"""Case forms and adjectives of Ukrainian and Russian place names, by tables of endings.

The tables cover the declensions that place names use; where a form depends on stress or usage both are made: a form too many
costs only room, a form too few hides a village.
"""

from __future__ import annotations

import re
from itertools import product

__all__ = ["adjective_stem", "adjective_stems", "case_forms"]

# the order of the cases: genitive, dative, accusative, instrumental, locative
_CASES = 5
_Paradigm = tuple[tuple[str, ...], ...]


def _p(*cases: str) -> _Paradigm:
    return tuple(tuple(c.split("/")) for c in cases)


# (ending of the nominative, letters cut off, endings of the five cases); first match wins inside a language, "_" is no ending
_UK_ADJECTIVES: tuple[tuple[str, int, _Paradigm], ...] = (
    (r"ий$", 2, _p("ого", "ому", "ий/ого", "им", "ому/ім")),
    (r"ій$", 2, _p("ього", "ьому", "ій/ього", "ім", "ьому/ім")),
    (r"їй$", 2, _p("його", "йому", "їй/його", "їм", "йому/їм")),
)
_UK_POSSESSIVE = _p("вого/ва", "вому/ву", "в", "вим", "вому/вім")
_UK_IN_IV = _p("ва", "ву", "в", "вом/вим", "ві")
_UK_FEMALE_ADJECTIVE = _p("ої", "ій", "у", "ою", "ій")
_UK_FEMALE_SOFT = _p("ьої", "ій", "ю", "ьою", "ій")
_UK_NEUTER_ADJECTIVE = _p("ого", "ому", "е", "им", "ому/ім/ім")
_UK_PLURAL_ADJECTIVE = _p("их", "им", "і/их", "ими", "их")
_RU_MALE_ADJECTIVE = _p("ого", "ому", "ый/ого", "ым", "ом")
_RU_MALE_SOFT = _p("его", "ему", "ий/его", "им", "ем")

_HISSING = "жчшщ"
_UK_SOFT_CONSONANT = {"г": "з", "к": "ц", "х": "с"}


def _uk_noun(word: str) -> list[_Paradigm]:
    """Paradigms of one Ukrainian noun in the nominative, lower or upper case, whole words."""
    stem, last = word[:-1], word[-1].lower()
    if last == "а":
        soft = stem[:-1] + _UK_SOFT_CONSONANT.get(stem[-1:], stem[-1:])
        ins = "ею" if stem[-1:] in _HISSING else "ою"
        gen = (stem + "и", stem + "і") if stem[-1:] in _HISSING else (stem + "и",)
        return [(gen, (soft + "і",), (stem + "у",), (stem + ins,), (soft + "і",))]
    if last == "я":
        return _uk_in_ya(stem)
    if last == "о":
        loc = stem[:-1] + _UK_SOFT_CONSONANT.get(stem[-1:], stem[-1:])
        return [((stem + "а",), (stem + "у",), (word,), (stem + "ом",), (loc + "і", stem + "у"))]
    if last == "е":
        if stem.endswith(("ов", "ев", "єв", "ин", "їн")):
            return [((stem + "а",), (stem + "у",), (word,), (stem + "им", stem + "ом"), (stem + "і", stem + "ому"))]
        a, u = ("а", "у") if stem[-1:] in _HISSING else ("я", "ю")
        return [((stem + a,), (stem + u,), (word,), (stem + "ем",), (stem + "і", stem + "ю"))]
    if last in "иії":
        return _uk_plural(word)
    if last == "ь":
        # masculine (Маріуполь) and feminine (Керч, Бар); the sources do not tell the gender
        out: list[_Paradigm] = []
        for base in _uk_stems(stem):
            out.append(((base + "я", base + "ю"), (base + "ю",), (word,), (base + "ем",), (base + "і", base + "ю")))
            out.append(((base + "і",), (base + "і",), (word,), (stem + "ю", stem + stem[-1:] + "ю", base + "ю"), (base + "і",)))
        return out
    if last == "й":
        gen = (stem + "ю", stem + "я") if stem[-1:].lower() in "аеоу" else (stem + "я", stem + "ю")
        return [(gen, (stem + "ю",), (word,), (stem + "єм",), (stem + "ї", stem + "ю"))]
    return _uk_in_consonant(word) if last.isalpha() and last not in "юує" else []


def _uk_in_ya(stem: str) -> list[_Paradigm]:
    """Paradigms of a noun in -я."""
    if re.search(r"[аеєиіїоуюя]$", stem):
        return [((stem + "ї",), (stem + "ї",), (stem + "ю",), (stem + "єю",), (stem + "ї",))]
    if re.search(r"(.)\1$", stem):  # Запоріжжя, Поділля
        return [_neuter_ya(stem)]
    out: list[_Paradigm] = [((stem + "і",), (stem + "і",), (stem + "ю",), (stem + "ею",), (stem + "і",))]
    if stem.endswith("т"):  # Щастя
        out.append(_neuter_ya(stem))
    if stem[-1:] in "'’ʼ":
        out.append(((stem + "ї",), (stem + "ї",), (stem + "ю",), (stem + "єю", stem + "ям"), (stem + "ї",)))
    return out


def _uk_plural(word: str) -> list[_Paradigm]:
    """Paradigms of a plural in -и, -і or -ї; whether a vowel comes into the genitive the sources do not tell."""
    stem, last = word[:-1], word[-1].lower()
    hard = last == "и"
    dat, ins, loc = ("ам", "ами", "ах") if hard or stem[-1:] in _HISSING + "ц" else ("ям", "ями", "ях")
    zero: tuple[str, ...] = (stem, stem + "ів") if last != "ї" else (stem + "їв", stem + "й")
    if re.search(r"[^аеєиіїоуюяьй'’ʼ]{2}$", stem):  # Лубни: Лубен, Дубки: Дубок
        zero += (stem[:-1] + "е" + stem[-1], stem[:-1] + "о" + stem[-1])
    if last == "і":
        zero += (stem + "ь",)
    if re.search(r"й.$", stem):
        zero += (stem[:-2] + "є" + stem[-1], stem[:-2] + "йо" + stem[-1])
    if re.search(r"ь[кн]$", stem):
        zero += (stem[:-2] + "ьо" + stem[-1], stem[:-2] + "о" + stem[-1])
    out: list[_Paradigm] = [(zero, (stem + dat,), (word,), (stem + ins,), (stem + loc,))]
    if not hard and stem[-1:] == "ц":
        out.append((zero, (stem + "ям",), (word,), (stem + "ями",), (stem + "ях",)))
    return out


def _uk_in_consonant(word: str) -> list[_Paradigm]:
    """Paradigms of a masculine noun, or after a hissing consonant of a feminine one too."""
    out: list[_Paradigm] = []
    for base in _uk_stems(word):
        soft = base[:-1] + _UK_SOFT_CONSONANT.get(base[-1:], base[-1:])
        if not re.search(r"[бвмпфрнлдтзсгкхц]$", base):
            out.append(((base + "а", base + "у"), (base + "у",), (word,), (base + "ем",), (base + "і", base + "у")))
            out.append(((base + "і",), (base + "і",), (word,), (base + "ю", base + base[-1:] + "ю"), (base + "і",)))
            continue
        ins = (base + "ом", base + "им") if re.search(r"[оеєиії][вн]$", base) else (base + "ом",)
        loc = (base + "у",) if base.endswith("ськ") else (soft + "і", base + "у")
        out.append(((base + "а", base + "у"), (base + "у",), (word,), ins, loc))
        if re.search(r"[аия]р$|ц$", base):  # Шахтар: Шахтаря, but Бар: Бара
            out.append(((base + "я",), (base + "ю",), (word,), (base + "ем",), (base + "і", base + "ю")))
    return out


def _neuter_ya(stem: str) -> _Paradigm:
    return ((stem + "я",), (stem + "ю",), (stem + "я",), (stem + "ям",), (stem + "і", stem + "ю"))


def _uk_stems(stem: str) -> list[str]:
    """Stems of the oblique cases: і opens to о or е, о and е of the last syllable may fall out."""
    out = [stem]
    closed = re.search(r"([іїоеє])([бвгґджзклмнпрстфхцчшщ]+)$", stem)
    if not closed:
        return out
    head, vowel, tail = stem[: closed.start()], closed[1], closed[2]
    if vowel == "і":
        out += [head + "о" + tail, head + "е" + tail]
    elif vowel == "ї":
        out += [head + "є" + tail]
    elif len(tail) == 1 and vowel in "ое" and head and tail in "кцнлрт":
        if head[-1].lower() == "л" and tail in "кц":
            out += [head + "ь" + tail]
        elif head[-1].lower() in "аеиоу":
            out += [head + "й" + tail]
        out += [head + tail]
        # Донець: Дінця
        inner = re.search(r"о([^аеєиіїоуюя]+)$", head)
        if inner:
            out += [head[: inner.start()] + "і" + inner[1] + tail]
    elif vowel == "є" and len(tail) == 1:
        out += [head + "й" + tail, head + tail]
    return out


def _uk_word(word: str, described: bool) -> list[_Paradigm]:
    """`described`: another word stands behind it, so that it may be a possessive."""
    low = word.lower()
    out: list[_Paradigm] = []
    if re.search(r"(?:[бвгґджзклмнпрстфхцчшщ]|['’ʼ])ий$", low):
        stem = word[:-2]
        return [_ends(stem, _UK_ADJECTIVES[0][2])]
    if re.search(r"[нт]ій$", low):
        return [_ends(word[:-2], _UK_ADJECTIVES[1][2])]
    if (
        re.search(r"(?:ськ|цьк|зьк|[^аеєиіїоуюяь]н|ов|ев|єв|ин|їн|ян|щан|льн|ньк|[тдлр]|ч|ж|ш)а$", low)
        or (described and low.endswith("а"))
        or low in ("велика", "друга", "мала")
    ):
        out.append(_ends(word[:-1], _UK_FEMALE_ADJECTIVE))
    if re.search(r"[нт]я$", low):
        out.append(_ends(word[:-1], _UK_FEMALE_SOFT))
    if low.endswith("нє"):
        out.append(_ends(word[:-1], _p("ього", "ьому", "є", "ім", "ьому/ім")))
    if low.endswith("е"):
        out.append(_ends(word[:-1], _UK_NEUTER_ADJECTIVE))
    if low.endswith("і"):
        out.append(_ends(word[:-1], _UK_PLURAL_ADJECTIVE))
    if re.search(r"..[ії]в$", low):  # Харків, Чугуїв, and with a noun behind it Волохів (Яр)
        head = word[:-2]
        endings = _UK_POSSESSIVE if described else _UK_IN_IV
        for vowel in ("о", "е") if low.endswith("ів") else ("є",):
            paradigm = _ends(head + vowel, endings)
            out.append((*paradigm[:2], (word,), *paradigm[3:]))
        return out
    if described and re.search(r"[иї]н$", low):  # Ганнин (Яр)
        out.append(_ends(word, _p("ого/а", "ому/у", "_/ого", "им/ом", "ому/і")))
    if re.search(r"(?:[сцз]ьк|[^аеєиіїоуюяв]н)е$", low):
        return out
    return out + _uk_noun(word)


def _ends(stem: str, paradigm: _Paradigm) -> _Paradigm:
    return tuple(tuple(stem + ("" if e == "_" else e) for e in case) for case in paradigm)


def _ru_stems(stem: str) -> list[str]:
    out = [stem]
    closed = re.search(r"([оеё])([кцнлртгм])$", stem)
    if closed:
        head, vowel, tail = stem[: closed.start()], closed[1], closed[2]
        if head[-1:].lower() == "л":
            out += [head + "ь" + tail]
        elif head[-1:].lower() in "аеиоуыюя" and vowel != "о":
            out += [head + "й" + tail]
        if head:
            out += [head + tail]
            if vowel in "её":
                out += [head + "ь" + tail]
    return out


def _ru_noun(word: str) -> list[_Paradigm]:
    """Paradigms of one Russian noun in the nominative."""
    stem, last = word[:-1], word[-1].lower()
    before = stem[-1:].lower()
    if last == "а":
        gen = stem + ("и" if before in "гкхжчшщ" else "ы")
        ins = ("ей", "ой") if before in "жчшщц" else ("ой",)
        return [((gen,), (stem + "е",), (stem + "у",), tuple(stem + i for i in ins), (stem + "е",))]
    if last == "я":
        dat = "и" if before == "и" else "е"
        return [((stem + "и",), (stem + dat,), (stem + "ю",), (stem + "ей",), (stem + dat,))]
    if last in "ое":
        return _ru_neuter(word)
    if last in "ыи":
        return [_ru_plural(word)]
    if last == "ь":
        out: list[_Paradigm] = []
        for base in _ru_stems(stem):
            out.append(((base + "я",), (base + "ю",), (word,), (base + "ем", base + "ём"), (base + "е",)))
        out.append(((stem + "и",), (stem + "и",), (word,), (stem + "ью",), (stem + "и",)))
        return out
    if last == "й":
        loc = "и" if before == "и" else "е"
        out = [((stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (stem + loc, stem + "ю"))]
        if before == "е":  # Соловей
            out.append(((stem[:-1] + "ья",), (stem[:-1] + "ью",), (word,), (stem[:-1] + "ьем",), (stem[:-1] + "ье",)))
        return out
    return _ru_in_consonant(word) if last.isalpha() and last not in "юуэё" else []


def _ru_neuter(word: str) -> list[_Paradigm]:
    """Paradigms of a noun in -о or -е."""
    stem, last = word[:-1], word[-1].lower()
    before = stem[-1:].lower()
    if last == "е" and before == "ь":
        return [((stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (word, stem + "и"))]
    if last == "е" and before not in _HISSING + "ц":
        return [((stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (word,))]
    ins = ("ом", "ым") if re.search(r"[оеё]в$|ин$", stem) else ("ом",) if last == "о" else ("ем",)
    return [((stem + "а",), (stem + "у",), (word,), tuple(stem + i for i in ins), (stem + "е",))]


def _ru_plural(word: str) -> _Paradigm:
    """Return the paradigm of a plural in -ы or -и; whether a vowel comes into the genitive the sources do not tell."""
    stem, last = word[:-1], word[-1].lower()
    before = stem[-1:].lower()
    hard = last == "ы" or before in "гкхжчшщ"
    dat, ins, loc = ("ам", "ами", "ах") if hard else ("ям", "ями", "ях")
    zero: tuple[str, ...] = (stem, stem + ("ов" if hard and before not in "жчшщц" else "ей"))
    if before == "ц":
        zero += (stem + "ев", stem + "ов")
    if not hard:
        zero += (stem + "ь", stem + "й")
    if re.search(r"[^аеёиоуыюяй]{2}$", stem):
        zero += (stem[:-1].removesuffix("ь") + "е" + stem[-1], stem[:-1].removesuffix("ь") + "о" + stem[-1])
    return (zero, (stem + dat,), (word,), (stem + ins,), (stem + loc,))


def _ru_in_consonant(word: str) -> list[_Paradigm]:
    """Paradigms of a masculine noun."""
    out: list[_Paradigm] = []
    for base in _ru_stems(word):
        ins = ("ем", "ом") if base[-1].lower() in "жчшщц" else ("ом", "ым") if re.search(r"[оеё]в$|ин$", base) else ("ом",)
        loc = (base + "е", base + "у") if len(base) < 5 else (base + "е",)
        out.append(((base + "а",), (base + "у",), (word,), tuple(base + i for i in ins), loc))
    return out


def _ru_word(word: str, described: bool) -> list[_Paradigm]:
    low = word.lower()
    if re.search(r"(?:ый|ой|[гкхжчшщ]ий)$", low):
        soft = low[-3:-2] in "жчшщ"
        p = _RU_MALE_SOFT if soft else _RU_MALE_ADJECTIVE
        ins = "им" if soft or low[-3:-2] in "гкх" else "ым"
        adjective = (p[0], p[1], (low[-2:], p[2][1]), (ins,), p[4])
        out = [_ends(word[:-2], adjective)]
        if low.endswith("ой") and not described:  # Джанкой
            out += _ru_noun(word)
        if low[-3:-2] in "жчш" and low.endswith("ой"):
            out.append(_ends(word[:-2], _RU_MALE_ADJECTIVE))
        if low.endswith(("овой", "евой")) or not re.search(r"[гкх]ий$", low):
            return out
        return out
    if re.search(r"ний$", low):
        return [_ends(word[:-2], _RU_MALE_SOFT)]
    out = []
    if low.endswith("ая"):
        soft = low[-3:-2] in "жчшщ"
        return [_ends(word[:-2], _p("ей", "ей", "ую", "ей", "ей") if soft else _p("ой", "ой", "ую", "ой", "ой"))]
    if low.endswith("яя"):
        return [_ends(word[:-2], _p("ей", "ей", "юю", "ей", "ей"))]
    if low.endswith("ое"):
        ins = "им" if low[-3:-2] in "гкхжчшщ" else "ым"
        return [_ends(word[:-2], _p("ого", "ому", "ое", ins, "ом"))]
    if low.endswith("ее"):
        return [_ends(word[:-2], _p("его", "ему", "ее", "им", "ем"))]
    if low.endswith(("ые", "ие")):
        v = low[-2:-1]
        out = [_ends(word[:-2], _p(v + "х", v + "м", v + "е/" + v + "х", v + "ми", v + "х"))]
        if low.endswith("ие") and not described:  # Спокойствие
            out.append(_ends(word[:-1], _p("я", "ю", "е", "ем", "и")))
        return out
    if described and re.search(r"(?:ов|ев|ёв|ин)$", low):  # Волохов Яр, Волоховом Яру
        out.append(_ends(word, _p("а/ого", "у/ому", "_/ого", "ым", "ом/е")))
    if re.search(r"(?:ов|ев|ин|ын)а$", low):
        out.append(_ends(word[:-1], _p("ой/ы", "ой/е", "у", "ой", "ой/е")))
    return out + _ru_noun(word)


_WORDS = {"uk": _uk_word, "ru": _ru_word}
_STILL = {"обл", "р-н", "імені", "имени", "ім.", "им.", "на", "над", "під", "при", "за", "у", "в", "і", "и", "на-дону"}


def _part(word: str, lang: str, described: bool = False) -> list[_Paradigm]:
    """Paradigms of a word that may hold hyphens: the last part is declined, an earlier one where it is a word of its own."""
    if word.lower() in _STILL or not word[-1:].isalpha() or len(word) < 2 or word.isupper():
        return []
    if "-" not in word:
        return _WORDS[lang](word, described)
    parts = word.split("-")
    if len(parts) == 3 and parts[1].lower() in ("на", "над", "під"):  # Ростов-на-Дону
        tail = "-".join(["", *parts[1:]])
        return [tuple(tuple(f + tail for f in case) for case in p) for p in _part(parts[0], lang)]
    head, last = "-".join(parts[:-1]), parts[-1]
    tails = _part(last, lang)
    out = [tuple(tuple(f"{head}-{f}" for f in case) for case in p) for p in tails]
    if "-" not in head and head[-1:].lower() not in "ое":
        out += _agree([_part(head, lang), tails], "-")
    return out


def _agree(words: list[list[_Paradigm]], join: str) -> list[_Paradigm]:
    """Paradigms of several words that stand in the same case."""
    out = []
    for choice in product(*words):
        out.append(tuple(tuple(join.join(f) for f in product(*(p[case] for p in choice))) for case in range(_CASES)))
    return out


def case_forms(name: str, lang: str) -> frozenset[str]:
    """Return the forms that a place name takes in the oblique cases.

    Parameters
    ----------
    name : str
        The name in the nominative, of one or several words.
    lang : {"uk", "ru"}
        Its language.

    Returns
    -------
    frozenset of str
        The forms without the nominative itself; empty where the name is not declined.

    Examples
    --------
    >>> sorted(case_forms("Ізюм", "uk"))
    ['Ізюма', 'Ізюмом', 'Ізюму', 'Ізюмі']
    >>> "Великої Новосілки" in case_forms("Велика Новосілка", "uk"), "Волоховому Яру" in case_forms("Волохів Яр", "uk")
    (True, True)
    """
    words = name.split(" ")
    if len(words) == 1:
        paradigms = _part(name, lang)
    else:
        if len(words) > 3:
            return frozenset()
        parts = []
        still = False
        for word in words:
            still = still or word.lower() in _STILL
            declined = [] if still else _part(word, lang, word is not words[-1])
            parts.append(declined or [((word,),) * _CASES])
        paradigms = _agree(parts, " ")
    return frozenset(form for p in paradigms for case in p for form in case if form != name)


_ADJECTIVE = {
    "uk": re.compile(r"(?<=[сзц]ьк)(?:ий|ого|ому|им|ім|ій|а|ої|у|ою|е|і|их|ими)$"),
    "ru": re.compile(r"(?<=[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)$"),
}


def adjective_stem(key: str) -> str | None:
    """Return the stem of a folded Ukrainian or Russian adjective in -ськ-, -цьк-, -зьк-, -ск-, -цк-, or None.

    Examples
    --------
    >>> adjective_stem("ізюмського"), adjective_stem("харьковском"), adjective_stem("ізюм")
    ('ізюмськ', 'харьковск', None)
    """
    for pattern in _ADJECTIVE.values():
        match = pattern.search(key)
        if match:
            return key[: match.start()]
    return None


def adjective_stems(name: str, lang: str) -> frozenset[str]:
    """Return stems of the adjective of a place name, as `adjective_stem` finds them in its forms.

    Parameters
    ----------
    name : str
        The name in the nominative.
    lang : {"uk", "ru"}
        Its language.

    Returns
    -------
    frozenset of str
        Lower-case stems; several where usage is not told by the form.

    Examples
    --------
    >>> sorted(adjective_stems("Сватове", "uk")), "великобурлуцьк" in adjective_stems("Великий Бурлук", "uk")
    (['сватівськ'], True)
    """
    words = name.lower().replace("-", " ").split(" ")
    if len(words) > 2 or (not words[-1].isalpha() and "'" not in words[-1] and "’" not in words[-1]):
        return frozenset()
    make = _uk_adjectives if lang == "uk" else _ru_adjectives
    heads = ("",)
    if len(words) == 2 and "-" in name:
        heads = (words[0] + "-",)
    elif len(words) == 2:
        heads = (re.sub(r"(?:ий|ій|а|я|е|і|ый|ой|ая|ое|ые|ие|их)$", "", words[0]) + "о",)
    out = {head + stem for head in heads for stem in make(words[-1])}
    if len(words) == 2 and "-" not in name:  # Часів Яр: also of one word alone (Новосанжарський, but Лиманський of Красний Лиман)
        out |= {h + s for h in (words[0] + "о",) for s in make(words[-1]) if words[0].endswith(("в", "н"))}
    return frozenset(out)


def _uk_adjectives(word: str) -> set[str]:
    if re.search(r"[сзц]ьк(?:ий|а|е|і)?$", word):
        return {re.sub(r"(?:ий|а|е|і)$", "", word)}
    stems = set()
    base = re.sub(r"(?:ий|ій|[аяоеєіиїьй])$", "", word)
    if re.search(r"[аеєиіїоуюя][вк]?к$", base) and word[-1:] in "аи":
        base = base[:-1]  # Авдіївка: авдіївськ
    elif re.search(r"[^аеєиіїоуюяь]к$", base) and word.endswith("ка"):
        base = base[:-1]
    for stem in {base, re.sub(r"ов$|ев$", "ів", base), re.sub(r"єв$", "їв", base)}:
        stems.add(_uk_join(stem))
    if word.endswith(("ов", "ове", "еве", "єве")):
        stems.discard(_uk_join(base))
        stems.add(_uk_join(re.sub(r"[ое]в$", "ів", base)))
    if word.endswith("ів"):
        stems.add(_uk_join(word))
    if re.search(r"[аеєиіїоуюя]я$|ій$", word):  # Балаклія
        stems.add(re.sub(r"я$", "", word) + "йськ" if word.endswith("я") else word + "ськ")
    if re.search(r"[аеєиіїоуюяь]?н(?:а|е|я|ий|і)$", word):  # Кремінна, Рубіжне, Попасна
        short = re.sub(r"(.)\1$", r"\1", base)
        stems |= {_uk_join(short), short + "янськ", short + "анськ"}
    if word.endswith("поле"):
        stems.add(base[:-2] + "ільськ")
    if word.endswith("стя"):
        stems.add(base + "инськ")
    if word.endswith(("ль", "нь")):
        stems.add(word + "ськ")
        stems.add(base + "ськ")
    return {s for s in stems if s}


def _uk_join(stem: str) -> str:
    if stem.endswith(("к", "ч", "ц")):
        return stem[:-1] + "цьк"
    if stem.endswith(("г", "ж", "з")):
        return re.sub(r"(.)\1$", r"\1", stem)[:-1] + "зьк"
    if stem.endswith(("х", "ш", "с")):
        return stem[:-1] + "ськ"
    return stem + "ськ" if stem else ""


def _ru_adjectives(word: str) -> set[str]:
    if re.search(r"[сц]к(?:ий|ая|ое|ие|ой)?$", word):
        return {re.sub(r"(?:ий|ая|ое|ие|ой)$", "", word)}
    base = re.sub(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ье|[аяоеиыьй])$", "", word)
    if re.search(r"к$", base) and word[-1:] in "аи" and len(base) > 3:
        base = base[:-1]
    stems = {_ru_join(base)}
    if re.search(r"[аеёиоуыюя][яй]$", word):
        stems.add(base + "йск")
    if re.search(r"н(?:ая|ое|ый)$", word):
        short = re.sub(r"(.)\1$", r"\1", base)
        stems |= {short + "ск", short + "янск", short + "анск"}
    if word.endswith(("ль", "поле")):
        stems.add(re.sub(r"[ье]$", "", word) + "ьск")
    if word.endswith("тье"):
        stems.add(base + "ьинск")
    return {s for s in stems if s}


def _ru_join(stem: str) -> str:
    if stem.endswith(("к", "ч", "ц")):
        return stem[:-1] + "цк"
    if stem.endswith(("х", "ш", "с")):
        return stem[:-1] + "ск"
    return stem + "ск" if stem else ""
