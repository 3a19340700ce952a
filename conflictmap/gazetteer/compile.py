"""The compiled gazetteer: one read-only SQLite file of places and of every key under which a text may name them."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

from conflictmap.errors import GazetteerError
from conflictmap.gazetteer.forms import adjective_stems, case_forms
from conflictmap.gazetteer.layout import ADJECTIVE, FORMS, PLACE_COLUMNS, PLACE_TABLES, SCHEMA, SKELETON, pack, unpack
from conflictmap.gazetteer.names import fold, is_latin, romanise, skeleton
from conflictmap.gazetteer.russian import russian_name, ukrainian_spellings
from conflictmap.model import Place

__all__ = [
    "BORDER_REGIONS",
    "THEATRE",
    "UA_OBLASTS",
    "Entry",
    "Name",
    "Route",
    "fill_gazetteer",
    "geonames_entry",
    "read_geonames",
    "write_gazetteer",
]

_SHORTEST_SKELETON = 3
_ABROAD_NAMED = 10_000  # people of a town of whose foreign names (Lwow, Lemberg) any is kept
_RESPELT = 0.75  # likeness from which on a foreign name is another spelling of the name itself
_KNOWN = 5_000  # people of a place that texts name without a word of what it is
_SURNAME = re.compile("^[^ -]+(?:[оеё]в|ин)$")
UA_OBLASTS = {
    "01": "Cherkasy Oblast", "02": "Chernihiv Oblast", "03": "Chernivtsi Oblast", "04": "Dnipropetrovsk Oblast",
    "05": "Donetsk Oblast", "06": "Ivano-Frankivsk Oblast", "07": "Kharkiv Oblast", "08": "Kherson Oblast",
    "09": "Khmelnytskyi Oblast", "10": "Kirovohrad Oblast", "11": "Autonomous Republic of Crimea", "12": "Kyiv",
    "13": "Kyiv Oblast", "14": "Luhansk Oblast", "15": "Lviv Oblast", "16": "Mykolaiv Oblast", "17": "Odesa Oblast",
    "18": "Poltava Oblast", "19": "Rivne Oblast", "20": "Sevastopol", "21": "Sumy Oblast", "22": "Ternopil Oblast",
    "23": "Vinnytsia Oblast", "24": "Volyn Oblast", "25": "Zakarpattia Oblast", "26": "Zaporizhzhia Oblast",
    "27": "Zhytomyr Oblast",
}  # fmt: skip
# GeoNames' codes of the regions by the border of Ukraine
BORDER_REGIONS = {
    ("RU", "09"): "Belgorod Oblast", ("RU", "10"): "Bryansk Oblast", ("RU", "41"): "Kursk Oblast", ("RU", "61"): "Rostov Oblast",
    ("RU", "86"): "Voronezh Oblast", ("RU", "38"): "Krasnodar Krai", ("BY", "02"): "Gomel Region", ("BY", "01"): "Brest Region",
}  # fmt: skip
# oblasts of which the built-in gazetteer holds every settlement of the state's register
THEATRE = {
    "Kharkiv Oblast", "Luhansk Oblast", "Donetsk Oblast", "Zaporizhzhia Oblast", "Kherson Oblast", "Mykolaiv Oblast",
    "Dnipropetrovsk Oblast", "Sumy Oblast", "Chernihiv Oblast", "Kyiv Oblast", "Autonomous Republic of Crimea",
}  # fmt: skip
_FEATURES = {"PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLX": "suburb"}
_POPULATED = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLL", "PPLX", "PPLS", "PPLG"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place in the nominative. `lang` is "en", "uk", "ru" or "" (foreign Latin letters); `form` one of `FORMS`."""

    text: str
    lang: str
    form: str = "name"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with its names, ready to be compiled."""

    place: Place
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A road or railway: its place, its numbers joined by a blank, and the ids of the settlements that it passes, in order."""

    place_id: str
    name: str
    numbers: str
    mode: str  # road or rail
    waypoints: str


def surface_keys(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield every key of a place as (key, form, lang)."""
    for name in entry.names:
        key = fold(name.text)
        if not key:
            continue
        yield key, name.form, name.lang
        if "-" in key:
            yield key.replace("-", " "), name.form, name.lang
        if is_latin(key):
            yield from _skeletons(key)
            continue
        if name.lang not in ("uk", "ru"):
            continue
        form = "case" if name.form == "name" else name.form
        for declined in case_forms(name.text, name.lang):
            yield fold(declined), form, name.lang
        if entry.place.kind == "settlement" and name.form != "variant":
            for stem in adjective_stems(name.text, name.lang):
                yield ADJECTIVE + fold(stem), "adjective", name.lang
        if name.lang == "uk" and name.form == "name":
            yield fold(romanise(name.text, name.lang)), "name", "en"
        known = entry.place.population >= _KNOWN
        if name.lang == "uk" or known or not _SURNAME.search(key):  # Lavrov and Peskov are people, not Lavriv and Piskiv
            yield from _romanised_keys(name, known=known)
    yield from _mixed(entry)


def _romanised_keys(name: Name, *, known: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of a Cyrillic name in Latin letters, however they are written; `known`: of a town known by many."""
    latin = fold(romanise(name.text, name.lang))
    yield from _skeletons(latin)
    if known and latin.endswith(("iv", "ov", "ev")):
        for ending in ("iv", "ov", "ev"):
            yield from _skeletons(latin[:-2] + ending)
    if "ё" in name.text:
        yield from _skeletons(fold(romanise(name.text.replace("ё", "е"), name.lang)))
    if "sh" in latin or "zh" in latin or "ch" in latin:
        # scholarly romanisation that lost its hačeks, and English j
        yield from _skeletons(latin.replace("shch", "sc").replace("sh", "s").replace("zh", "z").replace("ch", "c"))
        if "dzh" in latin:
            yield from _skeletons(latin.replace("dzh", "j"))


def _mixed(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Keys of compounds that are half Ukrainian, half Russian: Bilhorod-Dnestrovsky."""
    uk, ru = (
        re.split("[ -]", next((fold(romanise(n.text, lang)) for n in entry.names if n.lang == lang and n.form == "name"), ""))
        for lang in ("uk", "ru")
    )
    if 1 < len(uk) == len(ru) <= 3:
        for parts in product(*zip(uk, ru, strict=True)):
            yield SKELETON + skeleton(" ".join(parts)), "variant", "en"
            if "-" in entry.place.name:
                yield SKELETON + skeleton("-".join(parts)), "variant", "en"


def _skeletons(key: str) -> Iterator[tuple[str, str, str]]:
    bones = skeleton(key)
    if len(bones) >= _SHORTEST_SKELETON:
        yield SKELETON + bones, "variant", "en"
        if "-" in bones:
            yield SKELETON + bones.replace("-", " "), "variant", "en"


def write_gazetteer(
    path: Path, entries: Iterable[Entry], *, about: dict[str, str], routes: Iterable[Route] = (), base: Path | None = None
) -> int:
    """Compile places into one SQLite file; the old file stays until the new one is whole.

    Parameters
    ----------
    path : Path
        Where the file goes.
    entries : iterable of Entry
        The places. One whose `place_id` the base already holds is left out: the base is the better checked one.
    about : dict of str to str
        What `gazetteer info` tells: date, sources, licence.
    routes : iterable of Route, optional
        The waypoints of the entries that are roads and railways.
    base : Path, optional
        A compiled gazetteer to add to.

    Returns
    -------
    int
        Number of places in the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as db:
            n = fill_gazetteer(db, entries, about=about, routes=routes, base=base)
            db.execute("VACUUM")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return n


def fill_gazetteer(
    db: sqlite3.Connection,
    entries: Iterable[Entry],
    *,
    about: dict[str, str],
    routes: Iterable[Route] = (),
    base: Path | None = None,
) -> int:
    """Fill an empty database with places and their keys; the parameters are those of `write_gazetteer`."""
    surfaces: dict[str, dict[int, tuple[str, str]]] = {}
    places: list[tuple[object, ...]] = []
    ways = [(r.place_id, r.name, r.numbers, r.mode, r.waypoints) for r in routes]
    if base is not None:
        with _reading(base) as old:
            places = old.execute(f"SELECT {PLACE_COLUMNS} FROM {PLACE_TABLES} ORDER BY place.id").fetchall()
            ways = old.execute("SELECT * FROM route").fetchall() + ways
            for key, hits in old.execute("SELECT key, hits FROM surface"):
                surfaces[key] = {row: (form, lang) for row, form, lang in unpack(hits)}
    known = {str(p[0]) for p in places}
    for entry in entries:
        if entry.place.place_id in known:
            continue
        known.add(entry.place.place_id)
        places.append(tuple(getattr(entry.place, f.name) for f in fields(Place)))
        row = len(places)
        for key, form, lang in surface_keys(entry):
            hits_of = surfaces.setdefault(key, {})
            before = hits_of.get(row)
            if before is None or FORMS.index(form) < FORMS.index(before[0]):
                hits_of[row] = form, lang
            elif form == before[0] and lang != before[1]:
                hits_of[row] = form, ""  # the form serves several languages
    words = {w: i for i, w in enumerate(sorted({str(w) for p in places for w in p[2:7] if w is not None}), 1)}
    db.executescript(
        f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {SCHEMA};"
        "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL,"
        " feature INTEGER NOT NULL, admin1 INTEGER, admin2 INTEGER, country INTEGER NOT NULL, lon REAL NOT NULL,"
        " lat REAL NOT NULL, population INTEGER NOT NULL, name_uk TEXT, name_ru TEXT, wkb BLOB);"
        "CREATE TABLE route (place_id TEXT PRIMARY KEY, name TEXT NOT NULL, numbers TEXT NOT NULL, mode TEXT NOT NULL,"
        " waypoints TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE surface (key TEXT PRIMARY KEY, hits BLOB NOT NULL) WITHOUT ROWID;"
    )
    with db:
        db.executemany("INSERT INTO word VALUES (?, ?)", ((i, w) for w, i in words.items()))
        db.executemany(
            f"INSERT INTO place VALUES (NULL, {', '.join('?' * 13)})",
            ((*p[:2], *(None if w is None else words[str(w)] for w in p[2:7]), *p[7:]) for p in places),
        )
        db.execute("CREATE UNIQUE INDEX place_by_id ON place (place_id)")
        db.executemany(
            "INSERT INTO surface VALUES (?, ?)",
            ((key, pack((row, *hit) for row, hit in sorted(hits.items()))) for key, hits in sorted(surfaces.items())),
        )
        db.executemany("INSERT INTO route VALUES (?, ?, ?, ?, ?)", sorted(ways))
        db.executemany("INSERT INTO about VALUES (?, ?)", sorted((about | {"places": str(len(places))}).items()))
    return len(places)


def _reading(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True))


_ENGLISH = {"human", "police", "german"}  # foreign names of towns that are words of English
# letters and endings that only Russian names have
_RUSSIAN = re.compile("[ыэёъ]|(?:ца|[сц]к|[ао]я|ое|цы)$")
_LATIN_NAME = re.compile(r"^[A-Z][A-Za-z]*(?:[ '’-][A-Za-z]+)*$")
_CYRILLIC_NAME = re.compile(r"^[А-ЯЄІЇҐЁ][а-яєіїґёА-ЯЄІЇҐЁ́'’ʼ -]*$")


def read_geonames(path: Path, *, base: Path | None = None) -> Iterator[Entry]:
    """Read the populated places out of a country's dump of GeoNames; of Russia and Belarus only the regions by the border.

    Parameters
    ----------
    path : Path
        The zip as the server of GeoNames gives it.
    base : Path, optional
        A compiled gazetteer that knows the raions by their codes; what it holds is passed over.

    Yields
    ------
    Entry
        One for each populated place that still stands and that the base lacks.

    Raises
    ------
    GazetteerError
        The file is no such zip or a line in it has another shape.
    """
    raions: dict[str, str] = {}
    known: set[str] = set()
    if base is not None:
        with _reading(base) as db:
            raions = dict(db.execute("SELECT substr(place_id, 7), name FROM place WHERE place_id LIKE 'raion-%'"))
            known = {row[0] for row in db.execute("SELECT place_id FROM place")}
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [n for n in archive.namelist() if re.fullmatch(r"[A-Z]{2}\.txt", n)]
            if not tables:
                raise GazetteerError(f"{path}: the archive holds no table such as UA.txt; give the country's dump of GeoNames")
            with archive.open(tables[0]) as raw:
                for number, line in enumerate(io.TextIOWrapper(raw, encoding="utf-8", newline="\n"), 1):
                    row = line.rstrip("\r\n").split("\t")
                    if len(row) != 19:
                        raise GazetteerError(f"{path}: line {number} has {len(row)} columns, not 19; download it again")
                    stands = row[6] == "P" and row[7] in _POPULATED and f"gn-{row[0]}" not in known
                    if stands and (row[8] == "UA" or (row[8], row[10]) in BORDER_REGIONS):
                        yield geonames_entry(row, region=BORDER_REGIONS.get((row[8], row[10])), raion=raions.get(row[11]))
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, EOFError) as error:
        raise GazetteerError(f"{path}: no readable dump of GeoNames ({error}); download it again") from error


def geonames_entry(row: list[str], *, region: str | None = None, raion: str | None = None, world: bool = False) -> Entry:
    """Make an entry of one line of a dump; `world`: a far city, of which only the plain names are kept."""
    primary = row[1].replace("’", "").replace("'", "")
    alternates = [a for a in dict.fromkeys(row[3].split(",")) if a]
    cyrillic = [a.replace("\u0301", "") for a in alternates if _CYRILLIC_NAME.match(a)]
    uk = [c for c in cyrillic if not _RUSSIAN.search(c.lower())]
    ru = [c for c in cyrillic if not re.search("[іїєґ'’ʼ]", c.lower())]
    ukraine = row[8] == "UA"
    # a Russian name without a Russian letter may have the same skeleton: Львов, Львів
    uk.sort(key=lambda c: (fold(romanise(c, "uk")) != fold(primary), not re.search("[іїєґ]", c.lower())))
    name_uk = _named_so(uk, "uk", primary)
    if name_uk is None and not ukraine:
        name_uk = next((c for c in uk if re.search("[іїєґ]", c.lower())), None)
    formed = russian_name(name_uk) if ukraine and name_uk else ""
    if name_uk and formed:
        # the Ukrainian name without a Ukrainian letter is no Russian one, unless they are the same
        others = [c for c in ru if fold(c) == fold(formed) or fold(c) != fold(name_uk)]
        name_ru = max(others, key=lambda c: SequenceMatcher(None, fold(c), fold(formed)).ratio(), default=formed)
    else:
        name_ru = _named_so(ru, "ru", primary) or (ru[0] if ru else "")
    english = romanise(name_uk, "uk") if name_uk and ukraine else primary
    names = [Name(english, "en"), Name(row[1], "en", "name" if not ukraine or fold(row[1]) == fold(english) else "variant")]
    names += [Name(name_uk, "uk")] if name_uk else []
    names += [Name(name_ru, "ru")] if name_ru else []
    names += [Name(formed, "ru", "variant")] if formed else []
    if world:
        names = [n for n in names if len(n.text) > 3 or n.lang == "en"]  # ОВА is no city of Nigeria
    else:
        names += [Name(c, "uk", "variant") for c in uk if c != name_uk]
        names += [Name(c, "ru", "variant") for c in ru if c != name_ru]
        if name_ru and not ukraine:
            names += [Name(spelt, "uk", "variant") for spelt in ukrainian_spellings(name_ru) if spelt != name_uk]
        names += _latin_variants(alternates, names, english, big=int(row[14] or 0) >= _ABROAD_NAMED)
    feature, population = _feature(row)
    if _unregistered(row):
        names = [replace(n, form="variant") for n in names]
    if ukraine:
        region = UA_OBLASTS.get(row[10])
    elif row[8] == "MD":
        region = region or "Moldova"
    place = Place(
        f"gn-{row[0]}",
        english,
        "settlement",
        feature,
        region,
        raion if ukraine else None,
        row[8],
        float(row[5]),
        float(row[4]),
        population,
        name_uk,
        name_ru or None,
    )
    return Entry(place, tuple(dict.fromkeys(names)))


def _named_so(names: list[str], lang: str, primary: str) -> str | None:
    """Return the first Cyrillic name that is the primary one in other letters."""
    bones = skeleton(fold(primary))
    return next((c for c in names if skeleton(fold(romanise(c, lang))) == bones), None)


def _latin_variants(alternates: list[str], names: list[Name], english: str, *, big: bool) -> list[Name]:
    """Return the alternate names in Latin letters that are other spellings of a name; all names of what is `big`."""
    known = {skeleton(fold(n.text if n.text.isascii() else romanise(n.text, n.lang))) for n in names}
    found = []
    for latin in alternates:
        key = fold(latin)
        if not _LATIN_NAME.match(latin) or len(latin) <= 3 or key in _ENGLISH or skeleton(key) in known:
            continue
        if big or SequenceMatcher(None, key, fold(english)).ratio() >= _RESPELT:
            known.add(skeleton(key))
            found.append(Name(latin, "", "variant"))
    return found


def _unregistered(row: list[str]) -> bool:
    """Say whether the register doesn't know it: a hamlet that is gone, or a quarter, which must not stand before a village."""
    return row[8] == "UA" and row[7] not in _FEATURES and UA_OBLASTS.get(row[10]) in THEATRE


def _feature(row: list[str]) -> tuple[str, int]:
    """Return what kind of settlement a line of a dump tells of, and how many live there."""
    feature = _FEATURES.get(row[7], "village")
    if _unregistered(row):
        feature = "locality"
    # the people of a quarter are counted with its town
    population = int(row[14] or 0) if feature not in ("suburb", "locality") else 0
    if row[7] == "PPLA3":
        feature = "settlement"  # the seat of a hromada
    if feature in ("village", "settlement") and population >= 10_000:
        feature = "town" if population < 200_000 else "city"
    return feature, population
