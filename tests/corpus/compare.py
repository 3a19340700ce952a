"""What another revision of the project read differently: the check before a change of grammar is kept.

    python tests/corpus/compare.py main              events read here and by `main`, of the corpus and the sample reports
    python tests/corpus/compare.py HEAD~3 REPORTS    of reports of your own, the more the better

A score tells what a change does to the texts that it was made for; this tells what it does to all the others. Prints every event
that is lost, new, or has another side or certainty, with its quote, and how many there are of each. `REPORTS` are files or
folders that `conflictmap events` takes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEY = ["report_id", "event_type", "place_id", "name", "start", "end"]


def events(package: Path, reports: list[Path], out: Path) -> pd.DataFrame:
    """Read the events of reports with the package that stands in a folder: one row an event and place, by `KEY`."""
    command = [sys.executable, "-m", "conflictmap", "events", *map(str, reports), "-o", str(out)]
    subprocess.run(command, check=True, cwd=out.parent, env={**os.environ, "PYTHONPATH": str(package)})
    frame = pd.read_csv(out, dtype=str, keep_default_na=False)
    return frame.drop_duplicates(KEY).set_index(KEY).sort_index()


def differences(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, list[str]]:
    """List what is lost, what is new, and what has another side or certainty, each as a line."""

    def line(row: pd.Series, what: str) -> str:
        report, kind, _, name, *_ = row.name
        return f"{report}: {what or row.side or '-'} {kind} {name} ({row.certainty}): {' '.join(row.quote.split())[:300]}"

    both = old.index.intersection(new.index)
    found = {
        "lost": [line(old.loc[key], "") for key in old.index.difference(new.index)],
        "new": [line(new.loc[key], "") for key in new.index.difference(old.index)],
    }
    for column in ("side", "certainty"):
        changed = both[old.loc[both, column].to_numpy() != new.loc[both, column].to_numpy()]
        found[f"another {column}"] = [
            line(new.loc[k], f"{old.loc[k, column] or '-'} -> {new.loc[k, column] or '-'}") for k in changed
        ]
    return found


def main() -> int:
    """Compare this tree with another revision."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision")
    parser.add_argument("reports", nargs="*", type=Path)
    args = parser.parse_args()
    texts = [p.resolve() for p in args.reports] or [ROOT / "data" / "reports", *sorted(HERE.glob("[etpu]*_*.jsonl"))]
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "other"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(other), args.revision], check=True, cwd=ROOT)
        try:
            old = events(other, texts, Path(folder) / "old.csv")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(other)], check=True, cwd=ROOT)
        new = events(ROOT, texts, Path(folder) / "new.csv")
    found = differences(old, new)
    for what, lines in found.items():
        print(f"\n# {what}: {len(lines)}", *lines, sep="\n")
    print(f"\n{len(old)} events by {args.revision}, {len(new)} here;", ", ".join(f"{len(v)} {k}" for k, v in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
