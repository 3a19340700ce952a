"""What the benchmarks of reading share: the reports that are read, and the clock."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from conflictmap.model import Report

ROOT = Path(__file__).parent.parent.parent


def reports(path: Path | None, corpus: str) -> list[Report]:
    """English reports of a few megabytes: of a table, else of the material, else a file of the project's corpus, repeated."""
    material = Path(os.environ.get("CONFLICTMAP_MATERIAL", ROOT.parent / "shared")) / "reports" / "isw-dev.jsonl"
    if path is None and material.exists():
        path = material
    if path is not None:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        lines = (ROOT / "tests" / "corpus" / corpus).read_text(encoding="utf-8").splitlines()
        rows = [{"text": "\n\n".join(json.loads(line)["text"] for line in lines), "published": "2022-09-12"}] * 400
    return [Report(str(i), r["text"], datetime.fromisoformat(r["published"]).replace(tzinfo=UTC)) for i, r in enumerate(rows)]


def best_of(run: Callable[[], object], times: int) -> float:
    """Least processor time of several runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best
