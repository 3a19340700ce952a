"""The project's own scoreboard of events: events_* and unseen_* (whole texts), traps_* and phrases_* (a case, a wording each).

    python tests/corpus/score_events.py       score, and fail if a figure is under its floor
    python tests/corpus/score_events.py -v    print every miss, but those of unseen_*, by which nobody mends
    python tests/corpus/score_events.py --pin lift the floors to what was reached

An event is found if a claim of its type, or of one that a careful reader may give instead, names its place; side and certainty
are asked of what is found. Planned and denied events count only where they come out as facts. Events that are arguable
(`core` false) are neither asked for nor wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, load_gazetteer
from conflictmap.model import Claim, Report
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.toponyms import read_toponyms

HERE = Path(__file__).parent
SETS = tuple(f"{kind}_{lang}" for kind in ("events", "traps", "phrases", "unseen") for lang in ("en", "uk", "ru"))
SLACK = 0.005
UNREAL = ("predicted", "denied")
# what two readers may call the same thing
AKIN = (
    {"control_gained", "flag_raised", "entered"},
    {"withdrew", "evacuation"},
    {"advance", "fighting", "repelled"},
)


def akin(a: str, b: str) -> bool:
    """Whether two types may stand for each other."""
    return a == b or any(a in group and b in group for group in AKIN)


def types(event: dict) -> list[str]:
    """The type of a gold event, and the other one that it may be given."""
    other = (event.get("alt") or {}).get("type")
    return [event["type"], *([other] if isinstance(other, str) else other or [])]


def touches(claim: Claim, place: dict) -> bool:
    """Whether a claim names a place of the text."""
    return any(p.toponym.start < place["end"] and place["start"] < p.toponym.end for p in claim.places)


def corpus(name: str) -> list[dict]:
    """Texts of one file."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def read(row: dict, gazetteer: Gazetteer) -> list[Claim]:
    """Read one text."""
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    report = Report(row["id"], row["text"], day, lang=row["lang"], source=row.get("source"))
    return read_claims(report, read_toponyms(report, gazetteer))


def measure(name: str, gazetteer: Gazetteer, *, verbose: bool = False) -> dict[str, float]:
    """Figures of one file."""
    asked = found = said = right = sides = side_right = sure = sure_right = plans = taken = 0
    for row in corpus(name):
        claims = read(row, gazetteer)
        facts = [c for c in claims if c.certainty not in UNREAL]
        for event in row["events"]:
            certainty = event.get("certainty")  # the phrases don't say
            planned = certainty in UNREAL
            for place in event["places"]:
                hits = [c for c in claims if any(akin(t, c.event_type) for t in types(event)) and touches(c, place)]
                if planned:
                    plans += 1
                    told = any(
                        e is not event and e.get("certainty") not in UNREAL and akin(e["type"], event["type"])
                        for e in row["events"]
                    )
                    taken += not told and any(c in facts for c in hits)
                    continue
                if not event.get("core", True):
                    continue
                asked += 1
                found += bool(hits)
                if not hits:
                    if verbose:
                        print(f"  {row['id']} misses {event['type']} {place['name']}: {row['text']}")
                    continue
                best = max(
                    hits,
                    key=lambda c: (c.event_type == event["type"], c.side == event["side"], c.certainty == certainty),
                )
                if event["side"]:
                    sides += 1
                    side_right += best.side == event["side"]
                if certainty is not None:
                    sure += 1
                    sure_right += best.certainty.replace("unverified", "claimed") == certainty.replace("unverified", "claimed")
        for claim in facts:
            if not claim.places:
                continue
            said += 1
            good = any(
                any(akin(t, claim.event_type) for t in types(e)) and any(touches(claim, p) for p in e["places"])
                for e in row["events"]
            )
            right += good
            if verbose and not good:
                names = ", ".join(p.toponym.surface for p in claim.places)
                print(f"  {row['id']} invents {claim.event_type} {claim.side} {names}: {row['text']}")
    precision, recall = right / said if said else 0.0, found / asked if asked else 0.0
    figures = {
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }
    for key, hit, many in (
        ("side", side_right, sides),
        ("certainty", sure_right, sure),
        ("no plan a fact", plans - taken, plans),
    ):
        if many:
            figures[key] = hit / many
    return figures


def floors() -> dict[str, dict[str, float]]:
    """What every figure has to reach."""
    stored: dict[str, dict[str, float]] = json.loads((HERE / "event_floors.json").read_text(encoding="utf-8"))
    return stored


def main() -> int:
    """Run the scoreboard; 0 where every figure stands at its floor or above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--pin", action="store_true")
    args = parser.parse_args()
    gazetteer = load_gazetteer(BUILT_IN)
    path = HERE / "event_floors.json"
    stored = floors() if path.exists() else {}
    under = 0
    for name in SETS:
        reached = measure(name, gazetteer, verbose=args.verbose and not name.startswith("unseen"))
        for key, value in reached.items():
            floor = stored.get(name, {}).get(key, 0.0)
            under += value < floor - SLACK
            print(f"{name:<10} {key:<15} {value:.3f}{'   under its floor' if value < floor - SLACK else ''}")
            stored.setdefault(name, {})[key] = round(max(value, floor), 3)
    if args.pin:
        path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return int(bool(under))


if __name__ == "__main__":
    sys.exit(main())
