"""When a report was published: dates in headings and bodies, time stamps, and where the body begins after them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from importlib.resources import files

from conflictmap.errors import ReportError

__all__ = [
    "Stamp",
    "body_start",
    "byline_outlet",
    "heading_day",
    "infer_published",
    "is_byline",
    "parse_published",
    "read_stamp",
    "undated",
]

FIRST_DAY = date(2014, 2, 20)  # nothing of this war was reported before
_READ_FOR_DATES = 200_000  # characters at either end; a text that doesn't tell its day there is a book
_EARLY = 2000  # characters from either end in which a day that is named once can be that of publication
FULL_SCALE = date(2022, 2, 24)  # a year left out is rather one of these

_WORDS = tomllib.loads((files("conflictmap.reading") / "lexicon" / "dates.toml").read_text(encoding="utf-8"))


def _numbered(*keys: str) -> dict[str, int]:
    lists = [words[key] for words in _WORDS.values() for key in keys]
    return {form: number for forms in lists for number, group in enumerate(forms) for form in group}


_MONTH_OF = {word: number + 1 for word, number in _numbered("months", "months_short").items()}
# headings have weekdays in the nominative and shortened, sentences have not
_HEADING_WEEKDAYS = ("mon", "tue", "wed середа среда", "thu", "fri п'ятниця пятница", "sat субота суббота", "sun неділя")
_WEEKDAY_OF = _numbered("weekdays") | {word: n for n, words in enumerate(_HEADING_WEEKDAYS) for word in words.split()}


def _spellings(words: dict[str, int]) -> str:
    # English names begin with a capital ("may" is a verb); Cyrillic ones needn't
    latin, cyrillic = (sorted((w for w in words if w.isascii() == ascii_), key=len, reverse=True) for ascii_ in (True, False))
    apostrophes = "|".join(cyrillic).replace("'", "['’ʼ]")
    return f"{'|'.join(f for w in latin for f in (w.capitalize(), w.upper()))}|(?i:{apostrophes})"


_MONTH, _WEEKDAY = _spellings(_MONTH_OF), _spellings(_WEEKDAY_OF)
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\.?,?\s{{1,3}})?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|-?е)?(?:\sof)?\s(?P<month>{_MONTH})\b\.?,?(?:\s(?P<year>20[1-9]\d)\b)?"
    rf"|\b(?P<month2>{_MONTH})\b\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year2>20[1-9]\d)\b)?)"
    r"|(?<![\d.,-])(?P<isoyear>20[1-9]\d)[-./](?P<isomonth>\d\d)[-./](?P<isoday>\d\d)(?!\d)"
    r"|(?<![\d.,-])(?P<dotday>\d{1,2})\.(?P<dotmonth>\d{1,2})\.(?P<dotyear>20[1-9]\d|[12]\d)(?![\d.])"
)
_YEAR_MARK = re.compile(r"\d\s?(?:р|рік|року|г|год|года)\.$")
_LONE_WEEKDAY = re.compile(rf"\b(?:{_WEEKDAY})\b")
_CLOCK = r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])\s*(?P<half>[ap]\.?\s?m\b\.?)?"
# the clock of a stamp that names none
AS_PRINTED = timezone(timedelta(0), "as printed")
# abbreviations that live blogs print after the clock, in hours from UTC
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "TRT": 3,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_NAMED_ZONES = {
    "ET": "America/New_York",
    "PT": "America/Los_Angeles",
    "KYIV": "Europe/Kyiv",
    "КИЇВ": "Europe/Kyiv",
    "КИЕВ": "Europe/Kyiv",
}
_ZONE = re.compile(rf"\b(?P<zone>{'|'.join(sorted([*_ZONES, *_NAMED_ZONES], key=len, reverse=True))})\b")
_DIGIT = re.compile(r"\d")
_EXACT = re.compile(r"T\d\d:\d\d|\d\d:\d\d:\d\d\s?(?:Z|[+-]\d\d:?\d\d)$")
_RELATIVE = re.compile(r"\b(?:TODAY|СЬОГОДНІ|СЕГОДНЯ|(?P<yesterday>YESTERDAY|ВЧОРА|УЧОРА|ВЧЕРА))\b")
_AGO = re.compile(
    r"(?P<n>\d{1,3}|an?)\s?(?P<unit>days?|d|hours?|hrs?|h|minutes?|mins?|min|m|дн[іяей]{1,2}|д(?:ень|ня|ней)|годин[уи]?|год|часов|часа?|ч|"
    r"хвилин[уи]?|хв|минут[уы]?|мин)\.?(?=\s|\d|$)",
    re.I,
)
_AGO_LINE = re.compile(
    rf"(?:(?:updated|posted|published|оновлено|обновлено)\s)?(?:{_AGO.pattern.replace('?P<n>', '').replace('?P<unit>', '')}\s?)"
    r"{1,3}\s?(?:ago|тому|назад)",
    re.I,
)
_FILLER = re.compile(
    r"(?:updated|published|posted|last|first|on|at|о|об|в|от|від|за|оновлено|обновлено|опубліковано|опубликовано|року|рік|года|год|р|г|time|"
    r"local|за києвом|edited|am|pm|date|dated|дата|as of|станом)\b|\b(?:" + _WEEKDAY + r")\b|[\s.,:;|()\[\]·•*#_–—-]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    weekday: int | None
    day: int
    month: int
    year: int | None

    def on(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def days(self, last: date) -> list[date]:
        """Days of this war that it can mean, those of the full-scale war first where no year is given."""
        found = [d for y in ([self.year] if self.year else range(FIRST_DAY.year, last.year + 1)) if (d := self.on(y))]
        found = [d for d in found if FIRST_DAY <= d <= last and (self.weekday is None or d.weekday() == self.weekday)]
        return [d for d in found if d >= FULL_SCALE] or found


def _mentions(text: str) -> list[_Mention]:
    found = []
    for m in _DATE.finditer(text):
        weekday = _WEEKDAY_OF.get((m["weekday"] or "").lower().replace("’", "'").replace("ʼ", "'"))
        month = m["month"] or m["month2"]
        if month:
            number = _MONTH_OF[month.lower()]
            year = m["year"] or m["year2"]
            found.append(_Mention(m.start(), weekday, int(m["day"] or m["day2"]), number, int(year) if year else None))
        elif m["isoyear"]:
            found.append(_Mention(m.start(), None, int(m["isoday"]), int(m["isomonth"]), int(m["isoyear"])))
        else:
            found.append(_Mention(m.start(), None, int(m["dotday"]), int(m["dotmonth"]), 2000 + int(m["dotyear"]) % 100))
    return [m for m in found if m.on(2020)]


def _last_day(as_of: datetime | None) -> date:
    return (as_of or datetime.now(UTC) + timedelta(days=1)).date()


def parse_published(word: str) -> tuple[datetime, str]:
    """Read a date that stands alone: ISO 8601, the form of mail and feeds (RFC 2822), or a day in words with its year.

    Returns
    -------
    (datetime, str)
        On the clock that it names, `AS_PRINTED` where it names none; with its precision: "time", "day" or "month".

    Raises
    ------
    ReportError
        It is no such date.

    Examples
    --------
    >>> parse_published("2022-09-10")[1], parse_published("12 січня 2023 р.")[0].date().isoformat()
    ('day', '2023-01-12')
    """
    word = word.strip()
    if re.fullmatch(r"\d{4}-\d\d", word):
        return datetime.fromisoformat(word + "-01").replace(tzinfo=UTC), "month"
    try:
        when = datetime.fromisoformat(word)
    except ValueError:
        try:
            when = parsedate_to_datetime(word)
        except ValueError:
            days = [d for m in _mentions(word) if m.year and (d := m.on(m.year))]
            if len(set(days)) != 1:
                raise ReportError(f"{word[:60]!r} is no date; write it as 2022-09-10 or 2022-09-10T18:30+03:00") from None
            return _midnight(days[0]), "day"
    day_only = len(word) <= 10 or (len(word) <= 19 and (when.hour, when.minute, when.second) == (0, 0, 0) and when.tzinfo is None)
    return (when.replace(tzinfo=AS_PRINTED) if when.tzinfo is None else when), "day" if day_only else "time"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def infer_published(text: str, *, as_of: datetime | None = None, name: str = "") -> tuple[datetime, str] | None:
    """Tell from a report's own words when it was published.

    A date in a heading decides; a year that it leaves out is taken from its weekday, from the nearest full date of the text,
    or from the file's name. Without one the commonest day counts whose weekday or year is told, of equals the latest; a day
    that is named once in the middle of a long text says nothing of its publication. In this war most dates with a
    weekday can be of one year only.

    Parameters
    ----------
    text : str
        The whole text.
    as_of : datetime, optional
        When the text was saved; nothing later is believed, and a year left out is the last that fits. Today by default.
    name : str
        Name of the file.

    Returns
    -------
    (datetime, str) or None
        Midnight UTC of the day and the precision "day"; None where the text leaves it open.

    Examples
    --------
    >>> infer_published("He spoke on Saturday, September 10, in Kyiv.")[0].date().isoformat()
    '2022-09-10'
    """
    last = _last_day(as_of)
    if len(text) > 2 * _READ_FOR_DATES:
        text = text[:_READ_FOR_DATES] + "\n" + text[-_READ_FOR_DATES:]
    mentions = _mentions(text)
    sure = [(m, days[0]) for m in mentions if (m.year or m.weekday is not None) and len(days := m.days(last)) == 1]
    named = [d for m in _mentions(_spaced(name)) if m.year for d in m.days(last)]
    spans = _heading_spans(text)
    heads = [m for m in mentions if any(a <= m.start < b for a, b in spans) and m.days(last)]
    day = next((d for m, d in sure if m in heads), None)
    for head in heads if day is None else ():
        day = day or _nearest(head.days(last), named, 3) or _nearest(head.days(last), [d for _, d in sure], 183)
    if day is None:
        told = Counter((m.month, m.day) for m in mentions)
        likely = [(m, d) for m, d in sure if told[m.month, m.day] > 1 or m.start < _EARLY or m.start > len(text) - _EARLY]
        for rank in (
            [d for m, d in likely if m.weekday is not None and not heads],
            named,
            _by_lone_weekdays(text, heads or mentions, last),
            [d for _, d in likely if not heads],
            [] if as_of is None else [m.days(last)[-1] for m in heads or mentions if m.days(last)],
        ):
            if rank:
                votes = Counter(rank)
                day = max(votes, key=lambda d: (votes[d], told[d.month, d.day], d))
                break
    return None if day is None else (_midnight(day), "day")


def undated(text: str, *, as_of: datetime | None = None) -> str:
    """Say why a text has no day of publication, and what to do: the end of a sentence that begins with its name."""
    last = _last_day(as_of)
    later = [day for m in _mentions(text[:_READ_FOR_DATES]) if m.year and (day := m.on(m.year)) and day > last]
    aside = f" ({min(later)} is still to come)" if later else ""
    return f"doesn't tell when it was published{aside}; give --published YYYY-MM-DD"


def _nearest(days: list[date], sure: list[date], within: int) -> date | None:
    """Of days that a heading can mean, the one nearest to a date whose year is told."""
    gap, day = min(((abs(d - s), d) for d in days for s in sure), default=(timedelta.max, None))
    return day if gap <= timedelta(days=within) else None


def _spaced(name: str) -> str:
    """A file's name as words: "sitrep_20220910-v2" has a day in it."""
    name = re.sub(r"(?<!\d)(20[1-9]\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)", r" \1-\2-\3 ", name)
    return re.sub(r"[_-](?!\d)|(?<!\d)[_-]", " ", name)


def _heading_spans(text: str) -> list[tuple[int, int]]:
    """The first few lines that are short and no sentences."""
    spans, start = [], 0
    for line in text[:3000].split("\n")[:12]:
        bare = line.strip()
        if bare and len(bare) <= 160 and (bare[-1] not in ".!?" or _YEAR_MARK.search(bare)):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans[:6]


def _by_lone_weekdays(text: str, mentions: list[_Mention], last: date) -> list[date]:
    """Days without a year whose weekday, of one year only, is the one that the text speaks of."""
    spoken = Counter(_WEEKDAY_OF[m.group().lower().replace("’", "'").replace("ʼ", "'")] for m in _LONE_WEEKDAY.finditer(text))
    common, times = spoken.most_common(1)[0] if spoken else (-1, 0)
    if times < 2 or 2 * times < spoken.total():
        return []  # one weekday fits a day of some year by chance
    return [fit[0] for m in mentions if m.year is None and len(fit := [d for d in m.days(last) if d.weekday() == common]) == 1]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp as a live blog prints it; what it leaves open is None."""

    ago: timedelta | None = None
    days: tuple[date, ...] = ()  # all that it can mean
    clock: tuple[int, int] | None = None
    zone: str | None = None
    shift: int | None = None  # "today", "yesterday": days from the saving
    moment: tuple[datetime, str] | None = None  # where nothing is left open

    def on(self, day: date | None, as_of: datetime | None) -> date | None:
        """Return the stamp's own day, given the blog's day and when it was saved; None where it names none."""
        near = day or (as_of.date() if as_of else None)
        if self.shift is not None:
            saved = as_of.date() if as_of else day
            return None if saved is None else saved + timedelta(days=self.shift)
        if len(self.days) > 1 and near is not None:
            return min(self.days, key=lambda d: abs(d - near))
        return self.days[0] if len(self.days) == 1 else None

    def at(self, day: date | None, as_of: datetime | None) -> tuple[datetime, str] | None:
        """Return the moment with its precision, given the blog's day and when it was saved; None where they don't do."""
        if self.moment is not None:
            return self.moment
        if self.ago is not None:
            return None if as_of is None else (as_of - self.ago, "time" if self.ago < timedelta(days=1) else "day")
        day = self.on(day, as_of) or day
        if day is None:
            return None
        if self.clock is None:
            return _midnight(day), "day"
        local = datetime(day.year, day.month, day.day, *self.clock)
        if self.zone in _NAMED_ZONES:
            from zoneinfo import ZoneInfo

            return local.replace(tzinfo=ZoneInfo(_NAMED_ZONES[self.zone])), "time"
        return local.replace(tzinfo=timezone(timedelta(hours=_ZONES[self.zone])) if self.zone else AS_PRINTED), "time"


def read_stamp(line: str) -> Stamp | None:
    """Read a line that is a time stamp and nothing else ("6 hr 57 min ago", "10:32 p.m. ET, September 10, 2022"); else None.

    Examples
    --------
    >>> read_stamp("10:32 p.m. ET, September 10, 2022").at(None, None)[0].isoformat()
    '2022-09-10T22:32:00-04:00'
    """
    line = line.strip()
    if not line or len(line) > 90 or line.count(" ") > 12 or not (_DIGIT.search(line) or "ago" in line):
        return None
    if _AGO_LINE.fullmatch(line.rstrip(".")):
        return Stamp(ago=_ago(line))
    if _EXACT.search(line):
        try:
            return Stamp(moment=parse_published(line))
        except ReportError:
            return None
    dates = _mentions(line)
    rest = _DATE.sub(" ", line)
    clock = re.search(_CLOCK, rest, re.I)
    if clock is None and not dates:
        return None
    rest = re.sub(_CLOCK, " ", rest, flags=re.I).upper()
    relative = _RELATIVE.search(rest)
    zone = _ZONE.search(rest)
    if _FILLER.sub("", _RELATIVE.sub(" ", _ZONE.sub(" ", rest))):
        return None
    days = dates[0].days(_last_day(None)) if dates else []
    if dates and not days:
        return None
    hour = int(clock["hour"]) if clock else 0
    if clock and clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0].lower() == "p" else 0)
    return Stamp(
        days=tuple(days),
        clock=(hour, int(clock["minute"])) if clock else None,
        zone=zone["zone"] if zone else None,
        shift=None if relative is None else -1 if relative["yesterday"] else 0,
    )


def heading_day(line: str) -> date | None:
    """Return the day of a line that is a heading with one full date ("Сводка за 12 января 2023 г."), else None."""
    if len(line) > 120 or (line[-1:] in ".!?;:," and not _YEAR_MARK.search(line)):
        return None
    days = [d for m in _mentions(line) if m.year or m.weekday is not None for d in m.days(_last_day(None))]
    return days[0] if len(days) == 1 else None


def _ago(text: str) -> timedelta:
    total = timedelta()
    for m in _AGO.finditer(text):
        unit = m["unit"].lower()
        n = 1 if m["n"].lower() in ("a", "an") else int(m["n"])
        if unit[0] in "dд":
            total += timedelta(days=n)
        elif unit[0] in "hгч":
            total += timedelta(hours=n)
        else:
            total += timedelta(minutes=n)
    return total


_BY = re.compile(
    r"(?:From|By|(?:Posted|Written|Edited|Reported|Compiled|Reporting|Analysis|Story) by|Автори?|Текст|Джерело|Источник|"
    r"Автор текста)\s?:?\s(?P<who>.+)"
)
_OUTLET = re.compile(r"(?m)^(?:From|By)\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+){0,2})[’'`]s\s[A-Z]")
# what stands between the names, places and offices of a byline
_BY_WORDS = frozenset(
    "and in for of the at near with on staff team teams reporter reporters journalist journalists correspondent correspondents "
    "editor contributor van von der de la da al el та і й и в у для з с из кореспондент корреспондент".split()
)
_BY_TOKEN = re.compile(r"[^\s,;&/|]+")
_NAME = r"[A-ZА-ЯІЇЄҐ][\w’'.-]*"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{1,3}}"
_NAME_LIST = re.compile(rf"{_NAMES}(?:(?:,?\s(?:and|with|та|і|и)\s|,\s){_NAMES})+")
# a picture's caption ends with who took it
_CAPTION = re.compile(r".{0,400}\([^()]*(?:/|\b(?:Images?|Photo|Page|Handout|Video|Фото)\b)[^()]*\)")
_AGENCY = (
    r"(?:Reuters|AP|AFP|CNN|BBC|UPI|Bloomberg|dpa|Ukrinform|Interfax(?:-Ukraine)?|TASS|ТАСС|Укрінформ|УНІАН|Інтерфакс-Україна|"
    r"Интерфакс|РИА Новости)"
)
_CAPS = r"[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ’'-]{2,}(?:\s[A-ZА-ЯІЇЄҐ’'-]{2,}){0,3}"
_COUNTRY, _DAY = r",\s[A-Z][a-z][\w.]+", r",\s(?:\w+\.?\s)?\d{1,2}(?:\s\w+)?(?:,?\s20\d\d)?"
# without an agency a country or a day must tell it from a town that the news is about ("ІЗЮМ — бої тривають")
_DATELINE = re.compile(
    rf"(?:{_CAPS}|{_NAME})(?:{_COUNTRY}){{0,2}}(?:{_DAY})?\.?,?\s?[(/]{_AGENCY}[)/]\.?\s?(?:[-–—]{{1,2}}\s)?"
    rf"|{_CAPS}(?:(?:{_COUNTRY}){{1,2}}(?:{_DAY})?|{_DAY})\.?\s?[-–—]{{1,2}}\s"
    rf"|\({_AGENCY}\)\s?[-–—]{{1,2}}\s"
)


def is_byline(line: str) -> bool:
    """Tell whether a line is a byline ("From CNN's Jane Doe in Kyiv") and not what a report says."""
    match = _BY.fullmatch(line.strip()) if len(line) <= 200 else None
    if match is None or match["who"][-1] in "!?:":
        return False
    words = _BY_TOKEN.findall(match["who"].rstrip("."))
    names = [word for word in words if word.lower() not in _BY_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in names) and len(names) >= len(words) / 2


def byline_outlet(text: str) -> str | None:
    """Return who printed a text whose bylines name their outlet ("From CNN's Jane Doe"); None where they don't."""
    outlets = Counter(_OUTLET.findall(text[:_READ_FOR_DATES]))
    return outlets.most_common(1)[0][0] if outlets else None


def body_start(text: str, start: int) -> int:
    """Return where the reporting begins at or after `start`: past blank lines, bylines, time stamps and a dateline.

    Examples
    --------
    >>> text = "From CNN's Jane Doe in Atlanta\\nShells hit Nikopol."
    >>> text[body_start(text, 0):]
    'Shells hit Nikopol.'
    """
    at = start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        names = len(line) <= 200 and len(text) - end > 200 and _NAME_LIST.fullmatch(line.strip()) is not None
        caption = end < len(text) and _CAPTION.fullmatch(line.strip()) is not None
        if line.strip(" \t\r\ufeff") and not names and not caption and not is_byline(line) and read_stamp(line) is None:
            at += len(line) - len(line.lstrip())
            break
        at = end + 1
    else:
        return start
    dateline = _DATELINE.match(text, at, at + 160)
    return at if dateline is None else dateline.end()
