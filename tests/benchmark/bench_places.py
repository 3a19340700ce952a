"""How fast places are recognised and resolved in English reports, beside other ways in the same run.

    python tests/benchmark/bench_places.py [REPORTS.jsonl]

Reads a table of reports (`text`, `published`); without one the folder that the environment variable CONFLICTMAP_MATERIAL names
(default: `../shared` beside the project), and where that is missing the project's own corpus, repeated. Prints MB/s of one core
(best of five) and two ratios: to a bare `ahocorasick_rs` scan for the same names (the aim is 0.15 or more: the scan knows no
boundaries, no words beside a name and no coordinates), and to flashgeotext (the aim is 1.5 or more).
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path

from reading import best_of, reports

from conflictmap.gazetteer.places import load_gazetteer
from conflictmap.reading.toponyms import read_toponyms


def main() -> None:
    """Print the table."""
    texts = reports(Path(sys.argv[1]) if len(sys.argv) > 1 else None, "places_en.jsonl")
    size = sum(len(r.text.encode()) for r in texts) / 1e6
    gazetteer = load_gazetteer()
    start = time.process_time()
    found = sum(len(read_toponyms(r, gazetteer)) for r in texts)
    cold = time.process_time() - start
    ours = size / best_of(lambda: [read_toponyms(r, gazetteer) for r in texts], 5)
    print(f"{size:.1f} MB, {found} places, gazetteer of {gazetteer.about.get('kind', '?')} size")
    print(f"conflictmap          {ours:7.1f} MB/s   (first run, caches empty: {size / cold:.1f})")
    try:
        import ahocorasick_rs

        with sqlite3.connect(gazetteer.path) as db:
            keys = [k for (k,) in db.execute("SELECT key FROM surface") if k[0].isalnum()]
        scan = ahocorasick_rs.AhoCorasick(keys, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        lowered = [r.text.lower() for r in texts]
        bare = size / best_of(lambda: [scan.find_matches_as_indexes(t) for t in lowered], 5)
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
