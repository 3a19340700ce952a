"""Live blogs: where one post ends and the next begins, what repeats what, and when each post was printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

from conflictmap.reading.publication import Stamp, body_start, heading_day, is_byline, read_stamp

__all__ = ["Post", "is_headline", "split_posts", "whole_text"]


@dataclass(frozen=True, slots=True)
class Post:
    """A post as offsets into the whole text: headline (if any) at `start`, what the reporter says from `body` to `end`."""

    start: int
    end: int
    body: int
    title: str | None = None
    stamp: Stamp | None = None
    published: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    stamp: Stamp | None
    byline: bool


_INK = re.compile(r"[^\s\ufeff](?:.*[^\s\ufeff])?", re.S)
_MARKUP = re.compile(r"(?:#{1,6}|[*_]{2,3})\s*")
_BULLET = re.compile(r"[-•*·–—]\s")
# a clock at the beginning of a line, with the news on the same line
_CLOCK_AND_NEWS = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-3])[:.][0-5]\d[\])]?(?:\s(?:GMT|UTC|BST|ET|EET|EEST|МСК|MSK))?\s*[-–—:|.]?\s+(?=\S)"
)
# a stamp that lost the line break behind it
_GLUED = re.compile(
    r"(?:(?:\d{1,2}\s(?:d|days?|h|hr|hrs|hours?|m|min|mins|minutes?)\s){1,3}ago"
    r"|\d{1,2}:\d\d\s[ap]\.?m\.?\s[A-Z]{2,4},\s[A-Z][a-z]{2,8}\.?\s\d{1,2},\s20\d\d)(?=[^\W\d_]|[\"“‘'«])"
)
_GLUED_BYLINE = re.compile(r"\s?(?:From CNN|(?:From|By)\s(?=[A-Z]\w+\s[A-Z]))")
_GLUE = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ\"“«])")
_UPDATED = re.compile(r"(?:last )?(?:updated|edited|оновлено|обновлено)\b", re.I)
_INVITATION = re.compile(
    r"(?:follow|read|see|find|scroll|catch up|here(?:'|’)s what|this live|our live|welcome|good (?:morning|evening)|"
    r"читайте|слідкуйте|стежте|следите|подробиці|подробности)\b.*\b(?:here|below|latest|live|updates?|coverage|нижче|ниже|тут|здесь|"
    r"онлайн|наживо|хроніц|хроник)",
    re.I,
)
_JUNK = re.compile(
    r"(?:read more|related|see also|more on|share|share this|link copied.*|copy link|comments?(?: \(\d+\))?|\d+ comments?|"
    r"advertisement|sign up|subscribe|follow us|facebook|twitter|email|photo|video|image|watch|"
    r"читайте також|читайте также|дивіться також|смотрите также|поділитися|поделиться|фото|відео|видео|підписуйтесь|"
    r"подписывайтесь|реклама|коментарі|комментарии)(?:[:\s].{0,160}[^.!?»”\"])?"
    # what was mended in a text is no news
    r"|(?:corrections?|editor(?:'|’)s note|clarification|виправлення|уточнення|исправление|уточнение)\s?:.*"
    r"|(?:an earlier version of this|this (?:post|story|article|report) (?:has been|was) (?:updated|corrected))\b.*",
    re.I,
)
# how a chat's messages look when they are copied: who, and when
_CHAT = re.compile(r".{1,80},\s\[(?P<when>[^\]]{5,40})\]:?")
_LISTS = re.compile(
    r"(?:(?:show )?key events?(?: only)?|live feed|what we(?:'|’)re covering|what we covered here|latest posts?|summary|"
    r"головне|главное|ключові події|ключевые события)\W*",
    re.I,
)
_WORD = re.compile(r"\w+")

_LEAST_WORDS = 10  # that a text over the posts must have to be one itself
# a line this long, most of whose words stand elsewhere in lines of their own, is a copy that lost its line breaks
_COPY_LENGTH, _COPY_SHARE, _GRAM = 500, 0.6, 6


def is_headline(line: str) -> bool:
    """Tell whether a line can be a headline: short, several words, no full stop at its end."""
    line = line.strip()
    words = line.count(" ") + 1
    return (
        8 <= len(line) <= 220
        and 2 <= words <= 35
        and line[-1] not in ".;:,…"
        and not (_BULLET.match(line) or _LISTS.fullmatch(line))
    )


def split_posts(text: str, day: date | None = None, as_of: datetime | None = None) -> list[Post]:
    """Cut a live blog into its posts, each once.

    Posts are told by lines that are time stamps, by bylines, by dated headings, or by clocks at the beginning of lines; headlines
    may stand before or behind them, the newest post first or last. Copies without line breaks, lists of key events that
    repeat headlines, invitations to read on and links are left out.

    Parameters
    ----------
    text : str
        The whole text.
    day : datetime.date, optional
        Day of the blog, for stamps that give a clock only.
    as_of : datetime, optional
        When the text was saved, for stamps like "4 hr ago".

    Returns
    -------
    list of Post
        In the order of the text; empty where it is no live blog.

    Examples
    --------
    >>> blog = "14:05\\nTown hit\\nShells fell on Nikopol.\\n13:10\\nBridge closed\\nThe bridge at Beryslav was closed."
    >>> [blog[p.body:p.end] for p in split_posts(blog)]
    ['Shells fell on Nikopol.', 'The bridge at Beryslav was closed.']
    """
    lines = list(_lines(text))
    copies = _copies(lines)
    kept = [line for i, line in enumerate(lines) if i not in copies]
    headlines = _headlines([lines[i].text for i in copies], kept)
    for cut in (_by_stamps, partial(_by_bylines, headlines=headlines), _by_clocks, _by_dated_headings):
        posts = cut(text, kept)
        if len(posts) > 1:
            break
    else:
        posts = _by_glue(text)
    posts = _once(text, _without_lists(posts))
    if len(posts) < 2:
        return []
    posts = [*_preamble(text, kept, posts), *posts]
    return _dated([_restamp(post, [lines[i] for i in sorted(copies)]) for post in posts], day, as_of)


def whole_text(text: str) -> Post:
    """Return a text that is no live blog as one post, with its headline if its first line is one."""
    lines = [line for line in _lines(text) if line.stamp is None and not line.byline]
    if not lines:
        start = len(text) - len(text.lstrip())
        return Post(start, max(start, len(text.rstrip())), start)
    while len(lines) > 1 and _trails(lines[-1]):
        lines.pop()
    first, end = lines[0], lines[-1].end
    alone = re.match(r"[^\S\n]*\n[^\S\n]*\r?\n", text[first.end : first.end + 100]) is not None
    if len(lines) > 1 and is_headline(first.text) and (alone or len(text) - first.end > len(first.text)):
        return Post(first.start, end, min(end, body_start(text[:end], first.end)), first.text)
    start = next(_lines(text)).start
    return Post(start, end, min(end, body_start(text[:end], start)))


def _lines(text: str) -> Iterator[_Line]:
    next_start = 0
    for raw in text.split("\n"):
        start, next_start = next_start, next_start + len(raw) + 1
        ink = _INK.search(raw)
        # the marks of a Markdown heading are no part of the headline
        mark = _MARKUP.match(raw, ink.start()) if ink else None
        words = ink.group() if ink and not mark else raw[mark.end() :].rstrip("#*_ \r\t\ufeff") if mark else ""
        if words:
            at = start + (mark.end() if mark else ink.start() if ink else 0)
            chat = _CHAT.fullmatch(words)
            yield _Line(at, at + len(words), words, read_stamp(chat["when"] if chat else words), is_byline(words))


def _grams(text: str) -> list[int]:
    words = _WORD.findall(text.lower())
    return [hash(tuple(words[i : i + _GRAM])) for i in range(len(words) - _GRAM + 1)]


def _copies(lines: list[_Line]) -> set[int]:
    """Indices of lines that repeat several others without their line breaks."""
    long = [i for i, line in enumerate(lines) if len(line.text) >= _COPY_LENGTH]
    if not long or len(lines) < 3:
        return set()
    where: dict[int, set[int]] = {}
    for i, line in enumerate(lines):
        for gram in _grams(line.text):
            where.setdefault(gram, set()).add(i)
    found: set[int] = set()
    for i in sorted(long, key=lambda i: -len(lines[i].text)):
        grams = _grams(lines[i].text)
        repeated = [others for g in grams if (others := where[g] - {i} - found)]
        # a paragraph told twice repeats one line; a lost line break makes it repeat several
        if len(repeated) >= _COPY_SHARE * len(grams) and len(set().union(*repeated)) > 1:
            found.add(i)
    return found


def _headlines(copies: list[str], lines: list[_Line]) -> set[int]:
    """Lines that stand behind a stamp in a copy: they are headlines, also where no byline follows."""
    by_start: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if is_headline(line.text):
            by_start.setdefault(line.text[:8], []).append(n)
    found = set()
    for copy in copies:
        for mark in _GLUED.finditer(copy):
            words = copy[mark.end() : mark.end() + 220]
            fits = [n for n in by_start.get(words[:8], ()) if words.startswith(lines[n].text)]
            if fits:
                found.add(max(fits, key=lambda n: len(lines[n].text)))
    return found


def _by_stamps(text: str, lines: list[_Line]) -> list[Post]:
    stamps = [i for i, line in enumerate(lines) if line.stamp]
    if any(not _UPDATED.match(lines[i].text) for i in stamps):
        stamps = [i for i in stamps if not _UPDATED.match(lines[i].text)]
    if len(stamps) < 2:
        return []
    behind = {i: j for i in stamps if (j := _next(lines, i, 1)) is not None}
    before = {i: j for i in stamps if (j := _next(lines, i, -1)) is not None}
    titled_behind = sum(_titles(lines, j, i) for i, j in behind.items())
    titled_before = sum(_titles(lines, j, i) for i, j in before.items())
    headline_first = titled_before > titled_behind and 2 * titled_before >= len(stamps)
    heads: list[tuple[int, int | None, Stamp | None]] = []
    pending: tuple[date, ...] = ()
    for i in stamps:
        stamp = lines[i].stamp
        assert stamp is not None
        if stamp.clock is None and stamp.days and i + 1 < len(lines) and lines[i + 1].stamp and not headline_first:
            pending = stamp.days  # a line with the day only, over the posts of that day
            continue
        if pending and not stamp.days:
            stamp = replace(stamp, days=pending)
        title = (before if headline_first else behind).get(i)
        if title is not None and not _titles(lines, title, i):
            title = None
        heads.append((title if headline_first and title is not None else i, title, stamp))
    return _cut(lines, heads, text)


def _titles(lines: list[_Line], candidate: int, stamp: int) -> bool:
    """Whether a line is the headline of the post stamped at `stamp`: a headline, and the post says more than it."""
    if not is_headline(lines[candidate].text):
        return False
    after = max(candidate, stamp) + 1
    return after >= len(lines) or not (candidate < stamp and lines[after].stamp)


def _next(lines: list[_Line], i: int, step: int) -> int | None:
    j = i + step
    while 0 <= j < len(lines) and lines[j].byline:
        j += step
    return j if 0 <= j < len(lines) and lines[j].stamp is None else None


def _by_bylines(text: str, lines: list[_Line], headlines: set[int]) -> list[Post]:
    bylined = {i - 1 for i, line in enumerate(lines) if line.byline and i and not lines[i - 1].byline}
    heads: list[tuple[int, int | None, Stamp | None]] = [
        (i, i, None) for i in sorted(headlines | bylined) if is_headline(lines[i].text)
    ]
    return _cut(lines, heads, text)


def _by_clocks(text: str, lines: list[_Line]) -> list[Post]:
    marks = [(i, m) for i, line in enumerate(lines) if (m := _CLOCK_AND_NEWS.match(line.text))]
    if len(marks) < 3 or 4 * len(marks) < len(lines):
        return []
    posts = []
    for n, (i, m) in enumerate(marks):
        start = lines[i].start + m.end()
        last = marks[n + 1][0] - 1 if n + 1 < len(marks) else len(lines) - 1
        stamp = read_stamp(m.group().strip(" -–—:|.[]()"))
        title = lines[i].text[m.end() :] if last > i and is_headline(lines[i].text) else None
        posts.append(_post(lines, i, last, start, start + len(title) if title else start, title, stamp, text))
    return posts


def _by_dated_headings(text: str, lines: list[_Line]) -> list[Post]:
    """Briefings of several days in one file, each under a heading with its date."""
    found = [(i, day) for i, line in enumerate(lines) if (day := heading_day(line.text)) is not None]
    heads: list[tuple[int, int | None, Stamp | None]] = [(i, i, Stamp(days=(day,))) for i, day in found]
    if len({day for _, day in found}) < 2 or any(b == a + 1 for (a, _), (b, _) in pairwise(found)):
        return []
    return _cut(lines, heads, text)


def _by_glue(text: str) -> list[Post]:
    """Posts of a text whose line breaks are lost: stamps run into the headlines, bylines into the first words."""
    marks = list(_GLUED.finditer(text))
    posts = []
    for n, mark in enumerate(marks):
        start = mark.end()
        end = marks[n + 1].start() if n + 1 < len(marks) else len(text)
        byline = _GLUED_BYLINE.search(text, start, min(end, start + 250))
        title, body = None, start
        if byline is not None:
            title = text[start : byline.start()].rstrip()
            joint = _GLUE.search(text, byline.end() + 4, end)
            body = joint.start() if joint else byline.end()
        end = start + len(text[start:end].rstrip())
        posts.append(Post(start, end, body, title, read_stamp(mark.group())))
    return posts


def _cut(lines: list[_Line], heads: list[tuple[int, int | None, Stamp | None]], text: str) -> list[Post]:
    posts = []
    for n, (first, title, stamp) in enumerate(heads):
        last = heads[n + 1][0] - 1 if n + 1 < len(heads) else len(lines) - 1
        start = lines[first].start if title is None else lines[title].start
        if title is None and lines[first].stamp:
            news = next((line for line in lines[first + 1 : last + 1] if not _trails(line)), None)
            if news is None:
                continue
            start = news.start
        head = None if title is None else lines[title].text
        posts.append(_post(lines, first, last, start, start if title is None else lines[title].end, head, stamp, text))
    return posts


def _post(
    lines: list[_Line], first: int, last: int, start: int, body: int, title: str | None, stamp: Stamp | None, text: str
) -> Post:
    while last > first and lines[last].start > start and _trails(lines[last]):
        last -= 1
    end = max(lines[last].end, body)
    return Post(start, end, min(end, body_start(text[:end], body)), title, stamp)


def _trails(line: _Line) -> bool:
    return (
        line.stamp is not None or line.byline or _JUNK.fullmatch(line.text) is not None or _LISTS.fullmatch(line.text) is not None
    )


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _without_lists(posts: list[Post]) -> list[Post]:
    """Leave out bare headlines at the time of a post that has a body: a list of key events links to the posts so."""
    told = {p.stamp for p in posts if p.stamp and p.body < p.end}
    return [p for p in posts if p.body < p.end or p.stamp not in told]


def _once(text: str, posts: list[Post]) -> list[Post]:
    """Leave out posts that another one repeats: headlines in a list of key events, and a post printed twice."""
    kept: list[Post] = []
    by_key: dict[str, list[int]] = {}
    for post in posts:
        key = _key(post.title or text[post.start : post.end][:200])
        again = next((n for n in by_key.get(key, [])[-20:] if _repeats(text, post, kept[n])), None)
        if again is None:
            by_key.setdefault(key, []).append(len(kept))
            kept.append(post)
        elif post.end - post.body > kept[again].end - kept[again].body:
            kept[again] = post if post.stamp else replace(post, stamp=kept[again].stamp)
    return sorted(kept, key=lambda p: p.start)


def _repeats(text: str, a: Post, b: Post) -> bool:
    """Whether of two posts of one headline the shorter says nothing that the longer doesn't."""
    shorter, longer = sorted((_grams(text[p.body : p.end]) for p in (a, b)), key=len)
    return 2 * len(set(shorter) & set(longer)) >= len(shorter)


def _preamble(text: str, lines: list[_Line], posts: list[Post]) -> list[Post]:
    """What is said before the first post and not said again in one: each run of lines is a post without a headline."""
    titles = {_key(p.title) for p in posts if p.title}
    spoken = {g for p in posts for g in _grams(text[p.start : p.end])}
    runs: list[list[_Line]] = [[]]
    for line in lines:
        if line.end > posts[0].start:
            break
        bare = _BULLET.sub("", line.text, count=1)
        grams = _grams(bare)
        told = _key(bare) in titles or (grams and sum(g in spoken for g in grams) > len(grams) / 2)
        if told or line.stamp or line.byline or _INVITATION.match(bare) or _trails(line) or bare[-1] not in '.!?»”"':
            runs.append([])
        else:
            runs[-1].append(line)
    return [
        Post(r[0].start, r[-1].end, r[0].start)
        for r in runs
        if sum(len(_WORD.findall(line.text)) for line in r) >= _LEAST_WORDS and not _near_title(r, titles)
    ]


def _near_title(run: list[_Line], titles: set[str]) -> bool:
    """A page's own headline is often the first post's in slightly other words."""
    words = set(_key(" ".join(line.text for line in run)).split())
    return any(len(words & set(t.split())) > 0.8 * max(len(words), 1) for t in titles)


def _restamp(post: Post, copies: list[_Line]) -> Post:
    """Take the stamp of a post from a copy of it that kept one."""
    if post.stamp is not None or post.title is None:
        return post
    for copy in copies:
        at = copy.text.find(post.title)
        for mark in _GLUED.finditer(copy.text, max(0, at - 40), at + 1):
            if mark.end() == at:
                return replace(post, stamp=read_stamp(mark.group()))
    return post


def _dated(posts: list[Post], day: date | None, as_of: datetime | None) -> list[Post]:
    """Give each post its moment: by its stamp, the day passing at midnight, or the day of the post before it."""
    clocks = [60 * p.stamp.clock[0] + p.stamp.clock[1] for p in posts if p.stamp and p.stamp.clock]
    # the shorter way round the dial tells which way the posts run
    steps = Counter((b - a) % 1440 < 720 for a, b in pairwise(clocks) if a != b)
    oldest_first = steps[True] > steps[False]
    dated: list[Post] = []
    last: tuple[int, int] | None = None
    saved = day
    for post in posts:
        stamp = post.stamp
        own = stamp.on(day if stamp.shift is None else saved, as_of) if stamp else None
        if stamp and own:
            day, last = own, stamp.clock
        elif stamp and stamp.clock:
            if last and day and abs(stamp.clock[0] - last[0]) > 6 and (stamp.clock < last) == oldest_first:
                day += timedelta(days=1 if oldest_first else -1)
            last = stamp.clock
        moment = stamp.at(day if stamp.shift is None else saved, as_of) if stamp else None
        dated.append(replace(post, published=moment))
    return dated
