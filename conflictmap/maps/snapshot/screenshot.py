"""A picture of the interactive page, taken by a browser: for those who want the page as it is, not a figure for print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from conflictmap.errors import ConfigError, SnapshotError
from conflictmap.frames.files import replacing
from conflictmap.maps.webmap import save_map

__all__ = ["save_page_picture"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WAIT_MS = 4000  # virtual time that a page has to draw itself
LONGEST_S = 90


def save_page_picture(page: Any, path: str | os.PathLike[str], *, size: str | None = None) -> Path:
    """Save a picture of the interactive page as PNG.

    Parameters
    ----------
    page : folium.Map
        As `draw_map` returns it.
    path : path-like
        Where to; .png.
    size : str, optional
        Width and height of the window in px, "1600x1000px" by default.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    SnapshotError
        No browser is installed, or it fails.
    ConfigError
        The size is not in px.
    """
    target = Path(path)
    if target.suffix.lower() != ".png":
        raise SnapshotError(
            f"{target}: a picture of the page is written as .png; leave out --page for {target.suffix or 'others'}"
        )
    match = re.fullmatch(r"\s*(\d{3,4})x(\d{3,4})(?:px)?\s*", size or "1600x1000px")
    if not match:
        raise ConfigError(f"{size!r} is no size of a window; write it in px: 1600x1000px", key="size")
    width, height = int(match[1]), int(match[2])
    with tempfile.TemporaryDirectory() as folder:
        html = save_map(page, Path(folder) / "page.html")
        picture = Path(folder) / "page.png"
        if not _by_playwright(html, picture, width, height):
            _by_browser(html, picture, width, height)
        pixels = picture.read_bytes()
    with replacing(target, SnapshotError) as beside:
        beside.write_bytes(pixels)
    return target


def _by_playwright(html: Path, picture: Path, width: int, height: int) -> bool:
    """Take the picture with Playwright; False where it, or its browser, is not installed."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return False
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch()
            tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
            tab.goto(html.as_uri())
            tab.wait_for_timeout(600)
            tab.screenshot(path=str(picture))
            browser.close()
    except Error:
        return False
    return True


def _by_browser(html: Path, picture: Path, width: int, height: int) -> None:
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if browser is None:
        raise SnapshotError(
            "a picture of the page needs a browser: install Chromium, or conflictmap[page] and `playwright install chromium`; "
            "or leave out --page for a figure that needs none"
        )
    call = [browser, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--force-device-scale-factor=2"]
    call += [f"--window-size={width},{height}", f"--virtual-time-budget={WAIT_MS}", f"--user-data-dir={html.parent / 'profile'}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        call.append("--no-sandbox")  # Chromium refuses its sandbox to root
    try:
        done = subprocess.run(
            [*call, f"--screenshot={picture}", html.as_uri()], capture_output=True, timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SnapshotError(
            f"{browser} could not take the picture ({type(error).__name__}); leave out --page for a figure"
        ) from None
    if done.returncode or not picture.is_file():
        raise SnapshotError(f"{browser} could not take the picture (exit {done.returncode}); leave out --page for a figure")
