"""What all tests share: the browser, the material, and no network."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# what a user has installed must not decide a test: an empty data folder means the built-in gazetteer
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="conflictmap-")

# no test is timed, and a run finds the same examples as the last
settings.register_profile("conflictmap", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("conflictmap")


@pytest.fixture(scope="session")
def material() -> Path:
    """Folder of real reports and gold that users don't have; tests that need it are skipped without it."""
    folder = Path(os.environ.get("CONFLICTMAP_MATERIAL", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no folder of reports and gold; set CONFLICTMAP_MATERIAL")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; where CI is set it must be there."""
    found = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("CI must have Chromium: run .ci/system")
    if found is None:
        pytest.skip("no Chromium on this machine; .ci/system installs it")
    return found


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anywhere but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in ("local", "127.0.0.1", "::1", "localhost"):
            raise OSError(f"tests don't reach the network ({host})")
        connect(self, address)  # type: ignore[arg-type]  # the family decides the shape of an address

    monkeypatch.setattr(socket.socket, "connect", guarded)
