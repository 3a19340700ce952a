"""How fast reports become events (places, dates, claims and the frame included), beside bare name matching in the same run.

    python tests/benchmark/bench_events.py [REPORTS.jsonl]

Reads a table of reports (`text`, `published`); without one the folder that the environment variable CONFLICTMAP_MATERIAL names
(default: `../shared` beside the project), and where that is missing the project's own corpus, repeated. Prints seconds of one
core after start-up (best of three), MB/s, and the same for flashgeotext, which only matches the names of larger cities.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reading import best_of, reports

from conflictmap.gazetteer.places import load_gazetteer
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.pipeline import extract_events
from conflictmap.reading.toponyms import read_toponyms


def main() -> None:
    """Print the table."""
    texts = reports(Path(sys.argv[1]) if len(sys.argv) > 1 else None, "traps_en.jsonl")
    size = sum(len(r.text.encode()) for r in texts) / 1e6
    gazetteer = load_gazetteer()
    extract_events("Izium fell.", published="2022-09-10", gazetteer=gazetteer)
    toponyms = [read_toponyms(r, gazetteer) for r in texts]
    rows = {
        "places": best_of(lambda: [read_toponyms(r, gazetteer) for r in texts], 3),
        "claims": best_of(lambda: [read_claims(r, t) for r, t in zip(texts, toponyms, strict=True)], 3),
        "events, whole": best_of(lambda: extract_events(texts, gazetteer=gazetteer, progress=False), 3),
    }
    try:
        from flashgeotext.geotext import GeoText

        flash = GeoText()
        rows["flashgeotext"] = best_of(lambda: [flash.extract(r.text) for r in texts], 3)
    except ImportError:
        print("flashgeotext is not installed")
    print(f"{len(texts)} reports, {size:.1f} MB")
    for name, seconds in rows.items():
        print(f"{name:<14} {seconds:6.2f} s  {size / seconds:6.2f} MB/s")


if __name__ == "__main__":
    main()
