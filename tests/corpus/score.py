"""The project's own scoreboard of place names: precision, recall and F1 on the texts beside this file, with 95 % intervals.

    python tests/corpus/score.py             score, and fail if a figure is under its floor
    python tests/corpus/score.py -v          print every miss
    python tests/corpus/score.py --full      with the installed gazetteer, not the built-in one (no floors)
    python tests/corpus/score.py --peers     other programs on the same texts, as a table
    python tests/corpus/score.py --raise     lift the floors to what was reached
    python tests/corpus/score.py --lower WHY take lower floors, or new texts, and write down why

The floors stand in floors.json with the hash of the texts: where either the texts or a figure got worse, nothing passes until
somebody says why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from geopy.distance import great_circle

from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, load_gazetteer
from conflictmap.model import Report
from conflictmap.reading.toponyms import read_toponyms

HERE = Path(__file__).parent
LANGS = ("en", "uk", "ru")
# how far from the gold a place may lie and still be right, in kilometres
REACH = {"settlement": 5.0, "relief": 5.0, "raion": 40.0, "oblast": 150.0, "area": 60.0}
SLACK = 0.005  # a figure may fall short of its floor by this much: one part in two hundred

# (start, end, where): `where` is (lat, lon), None for a name seen and not resolved
Found = list[tuple[int, int, tuple[float, float] | None]]
Row = dict[str, object]
Counts = tuple[int, int, int, int, int]  # gold, found, resolved, predicted, predicted rightly


def corpus(lang: str) -> list[Row]:
    """Texts of one language."""
    return [json.loads(line) for line in (HERE / f"places_{lang}.jsonl").read_text(encoding="utf-8").splitlines()]


def corpus_hash() -> str:
    """Hash of all texts and their gold."""
    digest = hashlib.sha256()
    for lang in LANGS:
        digest.update((HERE / f"places_{lang}.jsonl").read_bytes())
    return digest.hexdigest()[:16]


def own_reader(gazetteer: Gazetteer) -> Callable[[Row], Found]:
    """Read with this project. Sectors and the homes of hromadas are no places to be counted."""

    def read(row: Row) -> Found:
        report = Report(str(row["id"]), str(row["text"]), datetime.fromisoformat(str(row["date"])).replace(tzinfo=UTC))
        out: Found = []
        for t in read_toponyms(report, gazetteer):
            if t.kind in ("country", "area") and t.adjective:
                continue
            out.append((t.start, t.end, (t.place.lat, t.place.lon) if t.place else None))
        return out

    return read


def right(gold: Row, where: tuple[float, float] | None) -> bool:
    """Whether a place lies where the gold says; a name that is on no map must have none."""
    if gold["kind"] == "settlement" and gold.get("lat") is None:
        return where is None
    if gold.get("lat") is None:
        return where is not None
    return where is not None and great_circle((gold["lat"], gold["lon"]), where).km <= REACH[str(gold["kind"])]


def count(row: Row, found: Found, verbose: bool = False) -> Counts:
    """Count one text."""
    mentions: list[Row] = row["mentions"]  # type: ignore[assignment]  # the shape of the file
    seen = resolved = 0
    for m in mentions:
        over = [f for f in found if f[0] < m["end"] and m["start"] < f[1]]  # type: ignore[operator]  # numbers, by the file
        seen += bool(over)
        good = any(right(m, where) for _, _, where in over)
        resolved += good
        if verbose and not good:
            print(f"  {row['id']}: {m['name']} is read as {[f[2] for f in over]}")
    hits = 0
    for start, end, where in found:
        good = any(start < m["end"] and m["start"] < end and right(m, where) for m in mentions)  # type: ignore[operator]
        hits += good
        if verbose and not any(start < m["end"] and m["start"] < end for m in mentions):  # type: ignore[operator]
            print(f"  {row['id']}: {str(row['text'])[start:end]} is no place")
    return len(mentions), seen, resolved, len(found), hits


def figures(counts: Iterable[Counts]) -> dict[str, float]:
    """Precision, recall and F1 of names put where they are, and the recall of spans."""
    gold, seen, resolved, predicted, hits = (sum(c) for c in zip(*counts, strict=True))
    precision, recall = hits / predicted if predicted else 0.0, resolved / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"found": seen / gold if gold else 0.0, "precision": precision, "recall": recall, "F1": f1}


def interval(counts: list[Counts], key: str, draws: int = 1000) -> tuple[float, float]:
    """95 % interval by drawing texts with replacement; the same for the same counts."""
    rng = random.Random(0)
    values = sorted(figures(rng.choices(counts, k=len(counts)))[key] for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def measure(read: Callable[[Row], Found], *, verbose: bool = False) -> dict[str, list[Counts]]:
    """Counts of every text, by language."""
    return {lang: [count(row, read(row), verbose) for row in corpus(lang)] for lang in LANGS}


def largest_namesake(gazetteer: Gazetteer) -> Callable[[Row], Found]:
    """The usual way: every capitalised word that is a name of the gazetteer, put at its largest bearer."""
    from conflictmap.gazetteer.names import fold

    word = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w'’ʼ-]+")

    def read(row: Row) -> Found:
        out: Found = []
        for m in word.finditer(str(row["text"])):
            named = [c.place for c in gazetteer.candidates(fold(m.group())) if c.form == "name" and c.place.kind == "settlement"]
            if named:
                best = max(named, key=lambda p: p.population)
                out.append((m.start(), m.end(), (best.lat, best.lon)))
        return out

    return read


def peers() -> dict[str, Callable[[Row], Found]]:
    """Programs that can be installed and find places; those that know no coordinates are measured by their spans alone."""
    out: dict[str, Callable[[Row], Found]] = {"largest namesake": largest_namesake(load_gazetteer(BUILT_IN))}
    try:
        from flashgeotext.geotext import GeoText

        flash = GeoText()

        def read_flash(row: Row) -> Found:
            spans = flash.extract(str(row["text"]))
            return [(a, b, None) for kind in ("cities",) for hit in spans[kind].values() for a, b in hit["span_info"]]

        out["flashgeotext"] = read_flash
    except ImportError:
        pass
    try:
        from geotext import GeoText as Cities

        def read_cities(row: Row) -> Found:
            text = str(row["text"])
            return [(m.start(), m.end(), None) for name in set(Cities(text).cities) for m in re.finditer(re.escape(name), text)]

        out["geotext"] = read_cities
    except ImportError:
        pass
    try:
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

        segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

        def read_natasha(row: Row) -> Found:
            doc = Doc(str(row["text"]))
            doc.segment(segmenter)
            doc.tag_ner(tagger)
            return [(s.start, s.stop, None) for s in doc.spans if s.type == "LOC"]

        out["natasha"] = read_natasha
    except ImportError:
        pass
    return out


def spans_only(read: Callable[[Row], Found]) -> Callable[[Row], tuple[int, int, int, int]]:
    """Count spans: gold, found, predicted, predicted where a place is."""

    def counted(row: Row) -> tuple[int, int, int, int]:
        mentions: list[Row] = row["mentions"]  # type: ignore[assignment]  # the shape of the file
        found = read(row)
        seen = sum(any(a < m["end"] and m["start"] < b for a, b, _ in found) for m in mentions)  # type: ignore[operator]
        hits = sum(any(a < m["end"] and m["start"] < b for m in mentions) for a, b, _ in found)  # type: ignore[operator]
        return len(mentions), seen, len(found), hits

    return counted


def print_peers(gazetteer: Gazetteer) -> None:
    """Print the table of peers: F1 of spans, and of places within 5 km where coordinates are given."""
    print("| program | names found, F1: en | uk | ru | put within 5 km, recall: en | uk | ru |")
    print("|---|---|---|---|---|---|---|")
    for name, read in {"conflictmap": own_reader(gazetteer), **peers()}.items():
        cells = []
        for lang in LANGS:
            gold, seen, predicted, hits = (sum(c) for c in zip(*map(spans_only(read), corpus(lang)), strict=True))
            p, r = hits / predicted if predicted else 0.0, seen / gold
            cells.append(f"{2 * p * r / (p + r) if p + r else 0.0:.2f}")
        placed = {lang: [count(row, read(row)) for row in corpus(lang)] for lang in LANGS}
        gives = any(where for lang in LANGS for row in corpus(lang) for _, _, where in read(row))
        cells += [f"{figures(placed[lang])['recall']:.2f}" if gives else "–" for lang in LANGS]
        print(f"| {name} | {' | '.join(cells)} |")


def main() -> int:
    """Run the scoreboard; 0 where every figure stands at its floor or above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", metavar="WHY")
    args = parser.parse_args()
    gazetteer = load_gazetteer() if args.full else load_gazetteer(BUILT_IN)
    if args.peers:
        print_peers(gazetteer)
        return 0
    measured = measure(own_reader(gazetteer), verbose=args.verbose)
    reached: dict[str, dict[str, float]] = {}
    for lang, counts in measured.items():
        reached[lang] = figures(counts)
        for key, value in reached[lang].items():
            low, high = interval(counts, key)
            print(f"{lang}  {key:<10} {value:.3f}  [{low:.3f}, {high:.3f}]")
    if args.full:
        return 0
    path = HERE / "floors.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"corpus": "", "floors": {}, "lowered": []}
    under = [
        f"{lang} {key}: {value:.3f} is under its floor of {stored['floors'][lang][key]:.3f}"
        for lang, row in reached.items()
        for key, value in row.items()
        if value < stored["floors"].get(lang, {}).get(key, 0.0) - SLACK
    ]
    changed = stored["corpus"] != corpus_hash()
    if args.lower:
        stored["lowered"].append({"day": datetime.now(UTC).date().isoformat(), "why": args.lower})
        stored["floors"] = reached
    elif changed or under:
        print(
            *under, *(["the texts are not those that the floors were measured on"] if changed else []), sep="\n", file=sys.stderr
        )
        print("mend the cause, or say why with --lower", file=sys.stderr)
        return 1
    elif args.lift:
        for lang, row in reached.items():
            stored["floors"][lang] = {k: max(v, stored["floors"].get(lang, {}).get(k, 0.0)) for k, v in row.items()}
    else:
        return 0
    stored["corpus"] = corpus_hash()
    stored["floors"] = {lang: {k: round(v, 3) for k, v in row.items()} for lang, row in stored["floors"].items()}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
