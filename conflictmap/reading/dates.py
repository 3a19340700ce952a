"""When a text says that something happened: explicit days, months, weekdays and phrases relative to the publication."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from conflictmap.errors import LexiconError
from conflictmap.model import DatePrecision, Lang

__all__ = ["DateMention", "find_dates"]

# a day this far after the publication is meant as a plan; further away it is the same day of the year before
_AHEAD = timedelta(days=92)
# days this long gone are told as background
_GONE = timedelta(days=3)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ALIKE = {"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "\u00a0": " ", "–": "-", "—": "-", "‑": "-"}
_FOLD = str.maketrans(_ALIKE)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text gives it. `start`, `end` are half-open code points into the text.

    `date` is the first day that is meant, `end_date` the last one of a range. `past` holds where the words tell of a time
    before the days that the report is about ("in June", "a few days ago"). A date after the publication is a plan's.
    """

    start: int
    end: int
    date: dt.date
    precision: DatePrecision
    end_date: dt.date | None = None
    past: bool = False

    @property
    def when(self) -> dt.date:
        """The day to put an event on: the last one of a range, by which it had happened."""
        return self.end_date or self.date


def find_dates(text: str, lang: Lang, published: dt.date | None) -> list[DateMention]:
    """Find the dates that a text gives, in their order.

    Parameters
    ----------
    text : str
        A sentence or a whole report.
    lang : {"en", "uk", "ru"}
        Language of the text.
    published : datetime.date, optional
        Day of publication, from which years and relative dates are counted; without it only dates with a year are found.

    Returns
    -------
    list of DateMention
        Mentions that don't overlap. A date without a year is the last such day up to the publication, or one at most
        three months after it.

    Examples
    --------
    >>> from datetime import date
    >>> [m.date.isoformat() for m in find_dates("Both fell on September 10.", "en", date(2022, 9, 12))]
    ['2022-09-10']
    """
    reader = _reader(lang)
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow in lower case, and offsets must hold
        folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for letter, plain in _ALIKE.items():  # translate() looks every letter of a text up
        folded = folded.replace(letter, plain)
    found: list[tuple[DateMention, bool]] = []
    for match in reader.pattern.finditer(folded):
        group = match.lastgroup
        if group is None or (reader.capitals and group in ("month", "weekday") and not _capital(text, match, group)):
            continue
        mention = reader.readers[group](match, published)
        if mention is not None:
            found.append((mention, match["weak"] is not None))
    firm = [m for m, weak in found if not weak]
    return [m for m, weak in found if not weak or not any(m.start - 8 <= f.end and f.start <= m.end + 8 for f in firm)]


def _capital(text: str, match: re.Match[str], group: str) -> bool:
    """Tell whether an English month or weekday has its capital ("March", not "march")."""
    return text[match.start("month_name" if group == "month" else "weekday_name")].isupper()


def _words(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, with any white space between the parts of a phrase."""
    return "|".join(
        r"\s+".join(map(re.escape, w.split())) for w in sorted({w.translate(_FOLD) for w in words}, key=lambda w: (-len(w), w))
    )


def _add_months(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, published: dt.date) -> dt.date | None:
    """Give a day without a year the year that the publication suggests."""
    this = _day(published.year, month, day)
    if this is not None and this <= published + _AHEAD:
        if this < published - timedelta(days=366) + _AHEAD:
            return _day(published.year + 1, month, day)
        return this
    before = _day(published.year - 1, month, day)
    return before if before is not None or this is None else this


class _Reader:
    """The patterns of one language and what each makes of its match."""

    def __init__(self, lang: str, words: dict[str, Any]) -> None:
        full = self._number(words["months"])
        self.months = full | self._number(words["months_short"])
        self.weekdays = self._number(words["weekdays"])
        self.numbers = {key.translate(_FOLD): value for key, value in words["numbers"].items()}
        self.units = {form: unit for unit, forms in words["units"].items() for form in forms}
        self.capitals = lang == "en"  # the other two write months and weekdays small
        self.relative: dict[str, dict[str, Any]] = {}
        for entry in words["relative"]:
            for phrase in entry["words"]:
                self.relative[phrase.translate(_FOLD)] = entry
        self.seasons = {phrase: int(month) for month, phrases in words["seasons"].items() for phrase in phrases}
        self.last, self.next = ({p.translate(_FOLD) for p in words[key]} for key in ("weekday_last", "weekday_next"))

        month, anymonth = _words(full), _words(self.months)
        between = rf"(?:\s*-\s*|\s+(?:{_words(words['range_words'])})\s+)"
        after = rf"(?:{_words(words['after_year'])})" if words["after_year"] else ""
        year = (
            rf"(?:,?\s*(?P<{{0}}_year>(?:19|20)\d\d)(?!\d)(?:\s*{after})?)?"
            if after
            else r"(?:,?\s+(?P<{0}_year>(?:19|20)\d\d)(?!\d))?"
        )
        ordinal = r"(?:st|nd|rd|th)" if lang == "en" else r"(?:-?(?:го|е|й))"
        need_cue = "" if lang == "en" else rf"(?:{_words([*words.get('weekday_cues', ()), *self.last, *self.next])})\s+"
        cue = rf"(?:(?P<weekday_cue>{_words([*self.last, *self.next])})\s+)?" if lang == "en" else rf"(?P<weekday_cue>{need_cue})"
        parts = [
            r"(?P<iso>(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d))",
            rf"(?P<daymonth>(?P<daymonth_day>[0-3]?\d){ordinal}?(?:{between}(?P<daymonth_last>[0-3]?\d){ordinal}?)?\s+(?:of\s+)?"
            rf"(?P<daymonth_name>{anymonth})(?![^\W_])\.?{year.format('daymonth')})",
        ]
        if lang == "en":
            parts.append(
                rf"(?P<monthday>(?P<monthday_name>{anymonth})\.?\s+(?P<monthday_day>[0-3]?\d)(?!\d|:\d){ordinal}?"
                rf"(?:{between}(?:(?<!and )(?P<monthday_month2>{anymonth})\.?\s+)?"
                rf"(?P<monthday_last>[0-3]?\d)(?!\d|:\d|\s*(?:km|mi|%)){ordinal}?)?"
                rf"{year.format('monthday')})"
            )
        else:
            parts.append(
                r"(?P<dotted>(?P<dotted_day>[0-3]?\d)\.(?P<dotted_month>0[1-9]|1[0-2])(?:\.(?P<dotted_year>(?:19|20)?\d\d))?(?![\d:%]|\.\d)"
                r"(?!\s*(?:км|мм|см|тис|тыс|млн|млрд|мільйон|миллион|відсот|процент|год|час|х\b)))"
            )
        parts += [
            rf"(?P<month>(?:{_words(words['month_cues'])})[\s-]+(?P<month_name>{month})(?![^\W_])(?!\s+[0-3]?\d(?!\d)){year.format('month')})",
            rf"(?P<monthyear>(?P<monthyear_name>{month})\s+(?P<monthyear_year>(?:19|20)\d\d)(?!\d)(?:\s*{after})?)",
            rf"(?P<weekday>{cue}(?P<weekday_name>{_words(self.weekdays)})(?![^\W_]))",
            rf"(?P<ago>(?:(?P<ago_number>\d{{1,3}}|{_words(self.numbers)})\s+)(?P<ago_unit>{_words(self.units)})\s+(?:{_words(words['ago'])})(?![^\W_]))",
            rf"(?P<season>(?P<season_name>{_words(self.seasons)})(?![^\W_]){year.format('season')})",
        ]
        firm = [phrase for phrase, entry in self.relative.items() if not entry.get("weak")]
        weak = [phrase for phrase, entry in self.relative.items() if entry.get("weak")]
        parts.append(rf"(?P<phrase>(?:{_words(firm)}|(?P<weak>{_words(weak)}))(?![^\W_]))")
        before_year = rf"(?:{_words(words['before_year'])})\s+(?P<year_number>(?:19|20)\d\d)(?![\d.,:-]\d|\d)"
        parts.append(rf"(?P<year>{before_year}{f'(?:{chr(92)}s*{after})' if after else ''}(?![^\W_]))")
        whole = "|".join(parts)
        # most words of a text begin no date: their first letters say so before any alternative is tried
        opening: dict[str, set[str]] = {}
        for phrase in (
            *self.relative,
            *self.seasons,
            *self.numbers,
            *self.months,
            *self.weekdays,
            *self.last,
            *self.next,
            *(cue for key in ("month_cues", "before_year", "weekday_cues") for cue in words.get(key, ())),
        ):
            word, space, _ = phrase[:4].partition(" ")
            opening.setdefault(word[0], set()).add(re.escape(word[1:]) + (r"\s" if space or len(word) == 1 else ""))
        heads = "|".join(f"{first}(?:{'|'.join(sorted(rest))})" for first, rest in sorted(opening.items()))
        self.pattern = re.compile(rf"(?<![^\W_])(?<!\d[.,:])(?=\d|{heads})(?:{whole})")
        self.readers: dict[str, Callable[[re.Match[str], dt.date | None], DateMention | None]] = {
            "iso": lambda m, p: self._explicit(m, p, int(m["iso_month"]), m["iso_day"], None, m["iso_year"]),
            "daymonth": lambda m, p: self._explicit(
                m, p, self.months[m["daymonth_name"]], m["daymonth_day"], m["daymonth_last"], m["daymonth_year"]
            ),
            "monthday": self._monthday,
            "dotted": lambda m, p: self._explicit(m, p, int(m["dotted_month"]), m["dotted_day"], None, m["dotted_year"]),
            "month": lambda m, p: self._month(m, p, self.months[m["month_name"]], m["month_year"]),
            "monthyear": lambda m, p: self._month(m, p, self.months[m["monthyear_name"]], m["monthyear_year"]),
            "season": lambda m, p: self._month(m, p, self.seasons[" ".join(m["season_name"].split())], m["season_year"]),
            "weekday": self._weekday,
            "ago": self._ago,
            "phrase": self._phrase,
            "year": lambda m, p: self._month(m, p, 1, m["year_number"]),
        }

    @staticmethod
    def _number(lists: list[list[str]]) -> dict[str, int]:
        return {form.translate(_FOLD): number for number, forms in enumerate(lists, 1) for form in forms}

    def _explicit(
        self,
        match: re.Match[str],
        published: dt.date | None,
        month: int,
        day: str,
        last: str | None,
        year: str | None,
        month2: int | None = None,
    ) -> DateMention | None:
        end_day = int(last) if last else int(day)
        if year:
            number = int(year) if len(year) == 4 else 2000 + int(year)
            end = _day(number, month2 or month, end_day)
        elif published is not None:
            end = _nearest(month2 or month, end_day, published)
        else:
            return None
        if end is None or not _FIRST_YEAR <= end.year <= _LAST_YEAR:
            return None
        start = _day(end.year - (month > end.month), month, int(day)) if last else end
        if start is None or start > end:
            start = _day(*((end.year - 1, 12) if end.month == 1 else (end.year, end.month - 1)), int(day)) or end
        past = published is not None and end < published - _GONE
        return DateMention(match.start(), match.end(), start, "day", end if end != start else None, past)

    def _monthday(self, match: re.Match[str], published: dt.date | None) -> DateMention | None:
        second = match["monthday_month2"]
        return self._explicit(
            match,
            published,
            self.months[match["monthday_name"]],
            match["monthday_day"],
            match["monthday_last"],
            match["monthday_year"],
            self.months[second] if second else None,
        )

    @staticmethod
    def _month(match: re.Match[str], published: dt.date | None, month: int, year: str | None) -> DateMention | None:
        if year:
            first = dt.date(int(year), month, 1)
        elif published is None:
            return None
        else:
            first = dt.date(published.year - (month > published.month), month, 1)
        past = published is not None and first < published.replace(day=1)
        return DateMention(match.start(), match.end(), first, "month", None, past)

    def _weekday(self, match: re.Match[str], published: dt.date | None) -> DateMention | None:
        if published is None:
            return None
        cue = " ".join((match["weekday_cue"] or "").split())
        back = (published.weekday() + 1 - self.weekdays[match["weekday_name"]]) % 7
        if cue in self.next:
            back -= 7
        elif cue in self.last and back == 0:
            back = 7
        return DateMention(match.start(), match.end(), published - timedelta(days=back), "day")

    def _ago(self, match: re.Match[str], published: dt.date | None) -> DateMention | None:
        if published is None:
            return None
        word = match["ago_number"]
        number = int(word) if word.isdigit() else self.numbers[word]
        unit = self.units[match["ago_unit"]]
        if unit in ("day", "week"):
            back = timedelta(days=number * (7 if unit == "week" else 1))
            return DateMention(
                match.start(), match.end(), published - back, "day" if unit == "day" else "week", None, back > _GONE
            )
        if number > 100:
            return None
        first = _add_months(published, -number * (12 if unit == "year" else 1))
        return DateMention(match.start(), match.end(), first, "month", None, True)

    def _phrase(self, match: re.Match[str], published: dt.date | None) -> DateMention | None:
        if published is None:
            return None
        entry = self.relative[" ".join(match["phrase"].split())]
        day = _add_months(published, entry["months"]) if "months" in entry else published + timedelta(days=entry["days"])
        precision: DatePrecision = entry.get("precision", "day")
        return DateMention(match.start(), match.end(), day, precision, None, entry.get("past", False))


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    try:
        return tomllib.loads((files("conflictmap.reading") / "lexicon" / "dates.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon/dates.toml is no TOML: {error}") from None


@lru_cache(maxsize=3)
def _reader(lang: Lang) -> _Reader:
    return _Reader(lang, _lexicon()[lang])
