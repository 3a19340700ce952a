"""How fast the gazetteer answers, as a ratio to the bare interpreter and to the bare database in the same run.

python tests/benchmark/gazetteer_speed.py
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, installed_path

FRESH = """
from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import load_gazetteer
assert load_gazetteer().candidates(fold("Ізюмом"))
"""


def best(run: Callable[[], object], times: int = 7) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def process(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def keys_of(path: Path, n: int) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return [row[0] for row in db.execute("SELECT key FROM surface WHERE key > 'а' ORDER BY key LIMIT ?", (n,))]


def main() -> None:
    bare, fresh = best(process("import sqlite3, re")), best(process(FRESH))
    print(f"one name in a fresh process: {fresh:.3f} s, {fresh / bare:.1f} times the bare interpreter")
    for path in (BUILT_IN, installed_path()):
        if not path.is_file():
            continue
        keys = keys_of(path, 20_000)
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

        def ask(keys: list[str] = keys, db: sqlite3.Connection = db) -> None:
            for key in keys:
                db.execute("SELECT hits FROM surface WHERE key = ?", (key,)).fetchone()

        def look(keys: list[str] = keys, path: Path = path) -> None:
            gazetteer = Gazetteer(path)
            for key in keys:
                gazetteer.candidates(key)

        floor, ours = best(ask, 3), best(look, 3)
        print(f"{path.name}: {ours / len(keys) * 1e6:.0f} µs a name, {ours / floor:.1f} times the bare query")


if __name__ == "__main__":
    main()
