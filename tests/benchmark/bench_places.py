"""How fast places are recognised and resolved in English reports, beside other ways in the same run.

    python tests/benchmark/bench_places.py [REPORTS.jsonl]

Reads a table of reports (`text`, `published`); without one the folder that the environment variable CONFLICTMAP_MATERIAL names
(default: `../shared` beside the project), and where that is missing the project's own corpus, repeated. Prints MB/s of one core
(best of five) and two ratios: to a bare `ahocorasick_rs` scan for the same names (the aim is 0.15 or more: the scan knows no
boundaries, no words beside a name and no coordinates), and to flashgeotext (the aim is 1.5 or more).
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from conflictmap.gazetteer.places import load_gazetteer
from conflictmap.model import Report
from conflictmap.reading.toponyms import read_toponyms

ROOT = Path(__file__).parent.parent.parent


def reports(path: Path | None) -> list[Report]:
    """English reports of a few megabytes."""
    material = Path(os.environ.get("CONFLICTMAP_MATERIAL", ROOT.parent / "shared")) / "reports" / "isw-dev.jsonl"
    if path is None and material.exists():
        path = material
    if path is not None:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        rows = [json.loads(line) for line in (ROOT / "tests/corpus/places_en.jsonl").read_text(encoding="utf-8").splitlines()]
        rows = [{"text": "\n\n".join(r["text"] for r in rows), "published": "2022-09-10"}] * 400
    return [Report(str(i), r["text"], datetime.fromisoformat(r["published"]).replace(tzinfo=UTC)) for i, r in enumerate(rows)]


def best_of(run: Callable[[], object], times: int = 5) -> float:
    """Least processor time of several runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the table."""
    texts = reports(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    size = sum(len(r.text.encode()) for r in texts) / 1e6
    gazetteer = load_gazetteer()
    start = time.process_time()
    found = sum(len(read_toponyms(r, gazetteer)) for r in texts)
    cold = time.process_time() - start
    ours = size / best_of(lambda: [read_toponyms(r, gazetteer) for r in texts])
    print(f"{size:.1f} MB, {found} places, gazetteer of {gazetteer.about.get('kind', '?')} size")
    print(f"conflictmap          {ours:7.1f} MB/s   (first run, caches empty: {size / cold:.1f})")
    try:
        import ahocorasick_rs

        with sqlite3.connect(gazetteer.path) as db:
            keys = [k for (k,) in db.execute("SELECT key FROM surface") if k[0].isalnum()]
        scan = ahocorasick_rs.AhoCorasick(keys, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        lowered = [r.text.lower() for r in texts]
        bare = size / best_of(lambda: [scan.find_matches_as_indexes(t) for t in lowered])
        print(f"bare ahocorasick_rs  {bare:7.1f} MB/s   {len(keys)} names   ratio {ours / bare:.2f} (aim 0.15)")
    except ImportError:
        print("ahocorasick_rs is not installed")
    try:
        from flashgeotext.geotext import GeoText

        flash = GeoText()
        few = texts[: max(1, len(texts) // 10)]
        part = sum(len(r.text.encode()) for r in few) / 1e6
        speed = part / best_of(lambda: [flash.extract(r.text) for r in few], times=2)
        print(f"flashgeotext         {speed:7.1f} MB/s   ratio {ours / speed:.1f} (aim 1.5)")
    except ImportError:
        print("flashgeotext is not installed")


if __name__ == "__main__":
    main()
