"""Write figures: PNG, SVG, PDF, animations; always whole, and byte for byte the same for the same figure."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

import matplotlib
from PIL import Image

from conflictmap.errors import SnapshotError
from conflictmap.frames.files import replacing
from conflictmap.maps.snapshot.canvas import Snapshot

__all__ = ["ANIMATIONS", "FORMATS", "check_figure_ending", "save_animation", "save_snapshot"]

FORMATS = (".png", ".svg", ".pdf")
ANIMATIONS = (".gif", ".webp")
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
# what the figure's ids begin with, and the group that they are gathered in
_GROUPS = {
    "ground": "ground",
    "estimated": "estimated",
    "around": "estimated",
    "region": "regions",
    "badge": "regions",
    "artery": "arteries",
    "plate": "arteries",
    "advance": "movements",
    "withdrawal": "movements",
    "evacuation": "movements",
    "symbol": "symbols",
    "changed": "symbols",
    "near": "symbols",
    "side-of": "symbols",
    "event": "events",
    "town": "towns",
    "name": "names",
    "sources-of": "names",
    "leader": "names",
    "area": "names",
    "water": "names",
    "shield": "roads",
    "road": "roads",
    "scale": "scale",
    "north": "scale",
    "legend": "legend",
    "title": "head",
    "subtitle": "head",
    "day": "head",
    "foot": "sources",
    "locator": "locator",
}


def save_snapshot(figure: Snapshot, path: str | os.PathLike[str], *, alt_text: str | os.PathLike[str] | None = None) -> Path:
    """Save a figure as PNG, SVG or PDF.

    Parameters
    ----------
    figure : Snapshot
        As `draw_snapshot`, `draw_series` or `draw_comparison` returns it.
    path : path-like
        Where to; the ending chooses the format: .png, .svg (text stays text, named groups) or .pdf (fonts embedded). Title, day,
        sources and description are written into the file.
    alt_text : path-like, optional
        A text file for the figure's description.

    Returns
    -------
    pathlib.Path
        The file; an older one is replaced only when the new one stands whole beside it.

    Raises
    ------
    SnapshotError
        The ending is of no known format, or the file can't be written.
    """
    target = Path(path)
    check_figure_ending(target)
    write = {".png": _png, ".svg": _svg, ".pdf": _pdf}[target.suffix.lower()]
    with replacing(target, SnapshotError) as beside, beside.open("wb") as file:
        write(figure, file)
    if alt_text is not None:
        with replacing(Path(alt_text), SnapshotError) as beside:
            beside.write_text(figure.alt + "\n", encoding="utf-8", newline="\n")
    return target


def check_figure_ending(path: Path) -> None:
    """Refuse a file that no figure is written to."""
    if path.suffix.lower() not in FORMATS:
        raise SnapshotError(
            f"{path}: no figure is written as {path.suffix or 'a file without an ending'}; use {', '.join(FORMATS)}"
        )


def _software() -> str:
    return f"conflictmap {version('conflictmap')}"


def _png(figure: Snapshot, file: IO[bytes]) -> None:
    facts = figure.facts
    words = {
        "Title": facts.get("title", ""),
        "Description": figure.alt,
        "Creation Time": facts.get("date", ""),
        "Source": facts.get("sources", ""),
        "Software": _software(),
    }
    told = {key: value for key, value in words.items() if value}
    figure.savefig(file, format="png", dpi=figure.dpi, metadata=told, pil_kwargs={"compress_level": 5})


def _pdf(figure: Snapshot, file: IO[bytes]) -> None:
    facts = figure.facts
    words: dict[str, Any] = {
        "Title": facts.get("title", ""),
        "Subject": figure.alt,
        "Keywords": facts.get("sources", ""),
        "Creator": _software(),
        "Producer": _software(),
        "CreationDate": None,
    }
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        figure.savefig(file, format="pdf", metadata=words)


def _svg(figure: Snapshot, file: IO[bytes]) -> None:
    raw = io.BytesIO()
    for rim in figure.halos:
        rim.set_visible(False)
    try:
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "conflictmap"}):
            figure.savefig(raw, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    finally:
        for rim in figure.halos:
            rim.set_visible(True)
    file.write(_clean(raw.getvalue(), figure))


def _clean(raw: bytes, figure: Snapshot) -> bytes:
    """Give the SVG a title, a description, rims of its texts and named groups of its marks, and drop ids that say nothing."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(raw)
    tag = f"{{{_SVG}}}"
    for dead in root.findall(f"{tag}metadata"):
        root.remove(dead)
    for group in root.iter(f"{tag}g"):
        name = group.get("id", "")
        if name in figure.halo_of:
            colour, width = figure.halo_of[name]
            for text in group.iter(f"{tag}text"):
                rim = f"paint-order: stroke; stroke: {colour.lower()}; stroke-width: {width:.2f}px; stroke-linejoin: round"
                text.set("style", f"{text.get('style', '').rstrip('; ')}; {rim}")
        elif re.fullmatch(r"(?:patch|text|line2d|LineCollection|PathCollection|axes|figure)_\d+|matplotlib\.axis_\d+", name):
            del group.attrib["id"]
    for text in root.iter(f"{tag}text"):
        style = re.sub(r"font: (.*?)'DejaVu (Sans|Serif)'[^;]*", _fallback, text.get("style", ""))
        text.set("style", style)
        lang = figure.facts.get("lang", "en")
        text.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    for group in list(root.iter(f"{tag}g")):
        _gather(group)
    _unique(root)
    title, description = (
        ElementTree.Element(f"{tag}title", {"id": "figure-title"}),
        ElementTree.Element(f"{tag}desc", {"id": "figure-text"}),
    )
    title.text, description.text = figure.facts.get("title", ""), figure.alt
    root.insert(0, title)
    root.insert(1, description)
    root.set("role", "img")
    root.set("aria-labelledby", "figure-title figure-text")
    return (ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n").encode()


def _fallback(match: re.Match[str]) -> str:
    # Verdana has the widths of DejaVu Sans, so that names stay where they were measured
    generic = "Verdana, sans-serif" if match[2] == "Sans" else "Georgia, serif"
    return f"font: {match[1]}'DejaVu {match[2]}', {generic}"


def _gather(parent: ElementTree.Element) -> None:
    """Put neighbouring marks of one kind into a group with its name."""
    tag = f"{{{_SVG}}}"
    rows = list(parent)
    kinds = [_kind(child.get("id", "")) if child.tag == f"{tag}g" else "" for child in rows]
    if not any(kinds):
        return
    for child in rows:
        parent.remove(child)
    open_kind, group = "", None
    for child, kind in zip(rows, kinds, strict=True):
        if not kind:
            # a nameless part belongs to the mark before it
            (group if group is not None and child.tag == f"{tag}g" else parent).append(child)
            if child.tag != f"{tag}g":
                open_kind, group = "", None
            continue
        if kind != open_kind or group is None:
            open_kind, group = kind, ElementTree.SubElement(parent, f"{tag}g", {"id": f"layer-{kind}"})
        group.append(child)


def _kind(name: str) -> str:
    return next((group for start, group in _GROUPS.items() if name == start or name.startswith(f"{start}-")), "")


def _unique(root: ElementTree.Element) -> None:
    seen: dict[str, int] = {}
    for element in root.iter():
        name = element.get("id")
        if name is not None:
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                element.set("id", f"{name}-{seen[name]}")


def as_image(figure: Snapshot) -> Image.Image:
    """Draw a figure as pixels."""
    raw = io.BytesIO()
    _png(figure, raw)
    raw.seek(0)
    return Image.open(raw).convert("RGB")


def save_animation(figures: Iterable[Snapshot], path: str | os.PathLike[str], *, seconds: float = 0.8) -> Path:
    """Save figures of one size as an animated GIF or WebP; the last one stays longer.

    Parameters
    ----------
    figures : iterable of Snapshot
        In their order; each is let go when it is drawn.
    path : path-like
        Where to; .gif or .webp.
    seconds : float
        How long each is shown, in seconds.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    SnapshotError
        There is no figure, the ending is of no known format, or the file can't be written.
    """
    target = Path(path)
    if target.suffix.lower() not in ANIMATIONS:
        raise SnapshotError(f"{target}: no animation is written as {target.suffix!r}; use {' or '.join(ANIMATIONS)}")
    frames = [as_image(figure) for figure in figures]
    if not frames:
        raise SnapshotError(f"{target}: there is no figure to show")
    times = [round(seconds * 1000)] * (len(frames) - 1) + [round(seconds * 3000)]
    if target.suffix.lower() == ".gif":
        # one palette for all frames, so that nothing flickers
        common = frames[-1].quantize(255, dither=Image.Dither.NONE)
        frames = [frame.quantize(palette=common, dither=Image.Dither.NONE) for frame in frames]
    options: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": times, "loop": 0}
    if target.suffix.lower() == ".webp":
        options |= {"lossless": True, "method": 2}
    with replacing(target, SnapshotError) as beside:
        frames[0].save(beside, format=target.suffix[1:].upper(), **options)
    return target
