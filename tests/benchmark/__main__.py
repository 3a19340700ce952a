"""All benchmarks, one after the other, each in a process of its own: `python tests/benchmark/__main__.py [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run the benchmarks named (all by default); a benchmark that fails is told at the end."""
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(p.stem.removeprefix("bench_") for p in here.glob("bench_*.py"))
    failed = []
    for name in names:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, str(here / f"bench_{name}.py")], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
