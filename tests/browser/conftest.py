"""A headless Chromium for the page's tests; they are skipped where there is none, but never in CI."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync.sync_playwright() as player:
        path = found or player.chromium.executable_path
        if not Path(path).exists():
            missing = pytest.fail if os.environ.get("CI") else pytest.skip
            missing("no Chromium on this machine")
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a saved page from disk; what it asks for, what it shouts and what breaks are noted on it."""
    contexts = []

    def open_(path: Path, *, width: int = 1600, height: int = 1000, address: str = "", **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.faults, page.dialogs = [], [], []
        page.on("request", lambda r: page.requests.append(r.url) if r.url.startswith(("http", "ws", "ftp")) else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + address)
        if options.get("java_script_enabled", True):
            page.wait_for_function("document.documentElement.dataset.ready || document.documentElement.dataset.fault")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made situation as a page."""
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    page = draw_map(
        told,
        control=situation.control(told),
        glocs=situation.glocs(),
        advances=situation.advances(),
        frontline=situation.frontline(),
        day="2022-09-10",
    )
    return save_map(page, tmp_path_factory.mktemp("page") / "page.html")
