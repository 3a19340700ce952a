"""Drawing in points on a matplotlib axes: marks that map and legend share, and text that stays text in SVG and PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import matplotlib
import numpy as np
import shapely
import shapely.ops
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from conflictmap.maps import style
from conflictmap.maps.snapshot.labels import Font, measure
from conflictmap.maps.snapshot.marks import Arrow, glyph, symbol, taper
from conflictmap.maps.style import Palette

__all__ = ["Canvas", "Look", "Snapshot", "blend", "grey", "paths_of"]

Points = NDArray[np.float64]
NOTEBOOK_DPI = 110.0


def blend(colour: str, ground: str, part: float) -> str:
    """Return a colour laid over a ground with an opacity of `part`."""
    mixed = [round(c * part + g * (1 - part)) for c, g in zip(_rgb(colour), _rgb(ground), strict=True)]
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def grey(colour: str) -> str:
    """Return the grey of the same luminance (Rec. 709, linear light), as a printer in black sees a colour."""
    linear = [(v / 255 / 12.92) if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in _rgb(colour)]
    light = float(np.dot(linear, [0.2126, 0.7152, 0.0722]))
    value = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{value:02X}{value:02X}{value:02X}"


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks: colours, language, size of one "px" of `style` in points, fonts."""

    colours: Palette
    lang: str
    k: float
    sans: str = "DejaVu Sans"
    serif: str = "DejaVu Serif"
    ages: bool = True  # whether old evidence fades; in greys that would take the sides' tones from them

    def side(self, side: str | None) -> str:
        """Colour of a side's marks."""
        return self.colours.ua if side == "UA" else self.colours.ru if side == "RU" else self.colours.muted

    def side_text(self, side: str | None) -> str:
        """Colour of a side's words and small signs."""
        return self.colours.ua_text if side == "UA" else self.colours.ru_text if side == "RU" else self.colours.second

    def font(self, px: float, weight: int = 400, *, italic: bool = False) -> Font:
        """The sans font at a size of `style`; the fonts that matplotlib carries have two weights."""
        return Font(self.sans, round(px * self.k, 2), 700 if weight >= 600 else 400, italic)

    def text(self, key: str, **values: object) -> str:
        """A text of the legend."""
        return style.text(key, self.lang, **values)


class Snapshot(Figure):
    """A matplotlib figure that knows what it shows.

    Attributes
    ----------
    alt : str
        Description in words, for readers who don't see the figure.
    facts : dict of str
        Title, date, sources and other metadata that are written into the file.
    crs : pyproj.CRS
        Projection of the maps' axes, whose unit is the metre; `figure.maps` holds them.
    maps : list of matplotlib.axes.Axes
        The axes of the maps, in the order of their days.
    """

    def __init__(self, width_mm: float, height_mm: float, dpi: float, ground: str) -> None:
        super().__init__(figsize=(width_mm / 25.4, height_mm / 25.4), dpi=dpi, facecolor=ground)
        self.alt = ""
        self.facts: dict[str, str] = {}
        self.crs: Any = None
        self.maps: list[Axes] = []
        self.halos: list[PathPatch] = []  # white under the names; SVG draws them as strokes of the text itself
        self.halo_of: dict[str, tuple[str, float]] = {}
        self._ids: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """Return an id that no other mark of the figure has, made of lower-case letters, digits and hyphens."""
        slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-_") or "mark"
        count = self._ids[slug] = self._ids.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}-{count}"

    def draw(self, renderer: Any) -> None:
        """Draw the figure; letters keep the widths that they were measured with, at any resolution."""
        with matplotlib.rc_context({"text.hinting": "none", "path.simplify": False}):
            super().draw(renderer)

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        """The figure as a picture, which every notebook and every print of one shows, with its description."""
        raw = io.BytesIO()
        self.savefig(raw, format="png", dpi=NOTEBOOK_DPI)
        return raw.getvalue(), {"alt": self.alt}


def paths_of(shape: BaseGeometry) -> Path | None:
    """Return polygons as one path with holes; None where nothing is left."""
    rings = [
        np.asarray(ring.coords)
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon" and not part.is_empty
        for ring in (part.exterior, *part.interiors)
    ]
    if not rings:
        return None
    codes = np.concatenate([[Path.MOVETO, *[Path.LINETO] * (len(r) - 2), Path.CLOSEPOLY] for r in rings])
    return Path(np.concatenate(rings), codes.astype(Path.code_type))


class Canvas:
    """An axes drawn on in points.

    Parameters
    ----------
    figure : Snapshot
        The figure.
    box : tuple of float
        Left, bottom, width, height on the figure, in points.
    look : Look
        How it looks.
    unit : float
        Length of one point in the axes' own unit (metres on a map).
    origin : tuple of float
        The axes' coordinates of its lower left corner.
    """

    def __init__(
        self,
        figure: Snapshot,
        box: tuple[float, float, float, float],
        look: Look,
        *,
        unit: float = 1.0,
        origin: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        width, height = figure.get_size_inches() * 72
        left, bottom, self.width, self.height = box
        self.figure, self.look, self.unit = figure, look, unit
        self.origin = np.asarray(origin, dtype=float)
        self.ax = figure.add_axes((left / width, bottom / height, self.width / width, self.height / height))
        self.ax.set_xlim(origin[0], origin[0] + self.width * unit)
        self.ax.set_ylim(origin[1], origin[1] + self.height * unit)
        self.ax.set_xticks([])
        self.ax.set_yticks([])
        self.ax.set_frame_on(False)

    def own(self, points: ArrayLike) -> Points:
        """Turn points of the canvas into the axes' own coordinates."""
        moved: Points = np.asarray(points, dtype=float) * self.unit + self.origin
        return moved

    def path(
        self,
        path: Path | ArrayLike,
        *,
        at: tuple[float, float] = (0.0, 0.0),
        face: str = "none",
        edge: str = "none",
        width: float = 0.0,
        dash: Sequence[float] | None = None,
        z: float = 1.0,
        name: str | None = None,
        alpha: float | None = None,
        cap: str = "round",
    ) -> PathPatch:
        """Draw a path or a closed ring of points; `dash` in points."""
        shape = path if isinstance(path, Path) else Path(np.asarray(path, dtype=float))
        moved = Path(self.own(shape.vertices + np.asarray(at)), shape.codes)
        line: Any = "solid" if dash is None else (0, [d / max(width, 1e-6) for d in dash])
        patch = PathPatch(
            moved,
            facecolor=face,
            edgecolor=edge,
            linewidth=width,
            linestyle=line,
            zorder=z,
            alpha=alpha,
            capstyle=cap,
            joinstyle="round",
        )
        if name is not None:
            patch.set_gid(self.figure.unique(name))
        self.ax.add_artist(patch)
        return patch

    def lines(
        self,
        lines: Iterable[ArrayLike],
        *,
        colour: str,
        width: float,
        dash: Sequence[float] | None = None,
        z: float = 1.0,
        name: str | None = None,
        alpha: float | None = None,
        cap: str = "round",
    ) -> None:
        """Draw lines as one mark."""
        rows = [self.own(line) for line in lines]
        if not rows:
            return
        style_: Any = "solid" if dash is None else (0, [d / max(width, 1e-6) for d in dash])
        collection = LineCollection(
            rows, colors=colour, linewidths=width, linestyles=[style_], zorder=z, alpha=alpha, capstyle=cap, joinstyle="round"
        )
        if name is not None:
            collection.set_gid(self.figure.unique(name))
        self.ax.add_collection(collection, autolim=False)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        font: Font,
        colour: str,
        *,
        halo: str | None = None,
        halo_width: float = 1.3,
        align: str = "left",
        turn: float = 0.0,
        z: float = 10.0,
        name: str = "text",
    ) -> None:
        """Set a text with its baseline at y; `halo` is the colour of the rim that parts it from what lies below."""
        width, rise, _ = measure(words, font)
        shift = {"left": 0.0, "center": -width / 2, "right": -width}[align]
        angle = np.radians(turn)
        # a turned text stands around its middle
        if turn:
            x += np.sin(angle) * rise / 2
            y -= np.cos(angle) * rise / 2
        start = np.array([x + np.cos(angle) * shift, y + np.sin(angle) * shift])
        where = self.own(start)
        label = self.figure.unique(name)
        artist = self.ax.text(
            where[0], where[1], words, fontproperties=font.properties, color=colour, rotation=turn, rotation_mode="anchor",
            ha="left", va="baseline", zorder=z, parse_math=False, clip_on=False,
        )  # fmt: skip
        artist.set_gid(label)
        if halo is not None:
            outline = TextPath((0, 0), words, size=font.size, prop=font.properties)
            turned = outline.vertices @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
            rim = PathPatch(
                Path(self.own(turned + start), outline.codes), facecolor=halo, edgecolor=halo, linewidth=halo_width * 2
            )
            rim.set(joinstyle="round", zorder=z - 0.5, gid=f"halo-{label}")
            self.ax.add_artist(rim)
            self.figure.halos.append(rim)
            self.figure.halo_of[label] = (halo, halo_width * 2)

    # marks

    def site(
        self, at: tuple[float, float], radius: float, status: str | None, look: str, *, alpha: float = 1.0, name: str
    ) -> None:
        """Draw the symbol of a settlement."""
        c, k = self.look.colours, self.look.k
        paper = c.paper
        if status is None:
            self.path(Path.circle((0, 0), radius * 0.62), at=at, face=paper, edge=c.second, width=1.5 * k, z=7, name=name)
            return
        field, shape = style.SHAPES[status]
        colour = getattr(c, field)
        hollow = look != "filled"
        outlines = symbol(shape, radius)
        if shape == "half":
            for outline, side in zip(outlines, (c.ua, c.ru), strict=True):
                self.path(outline, at=at, face=side, edge=c.ink, width=1.3 * k, z=7, name=name)
            tall = radius * 1.18
            self.lines([[(at[0], at[1] - tall), (at[0], at[1] + tall)]], colour=paper, width=1.6 * k, z=7.1)
            return
        if shape == "question":
            self.path(outlines[0], at=at, face=paper, edge=c.muted, width=2.0 * k, z=7, name=name)
            font = replace(self.look.font(1, 700), size=round(radius * 1.45, 2))
            _, rise, _ = measure("?", font)
            self.text(at[0], at[1] - rise / 2, "?", font, c.second, align="center", z=7.2, name=f"{name}-mark")
            return
        if hollow:
            dash = (1.2 * k, 2.6 * k) if look in ("dotted", "implied") else None
            # what nobody says has no firm outline
            self.path(outlines[0], at=at, face=paper, edge=paper if look == "implied" else c.ink, width=3.6 * k, z=7, name=name)
            self.path(outlines[0], at=at, face=paper, edge=colour, width=2.4 * k, dash=dash, z=7.1)
            if look == "slashed":
                self.lines(
                    [[(at[0] - radius, at[1] - radius), (at[0] + radius, at[1] + radius)]], colour=colour, width=1.8 * k, z=7.2
                )
            return
        self.path(outlines[0], at=at, face=blend(colour, paper, alpha), edge=c.ink, width=1.3 * k, z=7, name=name)

    def token(
        self, at: tuple[float, float], event_type: str, side: str | None, *, name: str, claimed: bool = False, scale: float = 1.0
    ) -> None:
        """Draw the sign of an event, its middle at `at`; with a dashed rim where it is only claimed; the rim alone for ""."""
        c, k = self.look.colours, self.look.k * scale
        half = 9 * k
        corner = half - 2.4 * k
        tile = np.asarray(shapely.box(-corner, -corner, corner, corner).buffer(2.4 * k, quad_segs=3).exterior.coords)
        colour = self.look.side_text(side)
        dash = (1.8 * k, 2.2 * k) if claimed else None
        self.path(tile, at=at, face=c.paper, edge=blend(colour, c.paper, 0.75), width=1.0 * k, dash=dash, z=8, name=name)
        for kind, part in glyph(event_type, half * 2 * 0.92) if event_type else ():
            if kind == "fill":
                self.path(part, at=at, face=colour, edge=colour, width=0.5 * k, z=8.1)
            else:
                self.path(part, at=at, edge=colour, width=1.7 * k, z=8.1)

    def arrow(
        self,
        course: Points,
        kind: str,
        side: str | None,
        *,
        fades: bool,
        name: str,
        hollow: bool = False,
        scale: float = 1.0,
    ) -> list[Points]:
        """Draw a movement along a course, `hollow` where it is only claimed; returns the outlines that names must keep off."""
        c, k = self.look.colours, self.look.k * scale
        colour = self.look.side(side)
        if kind == "evacuation":
            self.lines([course], colour=c.paper, width=4.4 * k, z=5)
            self.lines([course], colour=colour, width=2.1 * k, dash=(0.1, 4.4 * k), z=5.1, name=name)
            way = course[-1] - course[max(0, len(course) - 4)]
            way = way / max(float(np.hypot(*way)), 1e-9)
            side_way = np.array([-way[1], way[0]])
            tip, back = course[-1], course[-1] - way * 9 * k
            self.lines([[back + side_way * 4.6 * k, tip, back - side_way * 4.6 * k]], colour=colour, width=2.1 * k, z=5.1)
            return [course]
        arrow: Arrow = taper(course, 1.6 * k, (5.4 if fades else 7.6) * k)
        outline = arrow.outline
        self.path(outline, face=c.paper, edge=c.paper, width=3.2 * k, z=5, alpha=0.9)
        if kind == "withdrawal" or (hollow and not fades):
            self.path(outline, face=c.paper, edge=colour, width=1.6 * k, z=5.1, name=name)
        elif fades:
            for i, part in enumerate(arrow.slices):
                self.path(part, face=blend(colour, c.paper, 0.12 + 0.88 * (i / len(arrow.slices)) ** 1.2), z=5.1)
            face = c.paper if hollow else colour
            self.path(arrow.head, face=face, edge=colour, width=(1.4 if hollow else 0.0) * k, z=5.2, name=name)
        else:
            self.path(outline, face=colour, z=5.1, name=name)
        return [outline]

    def artery(self, line: Points, status: str, side: str | None, cut_by: str | None, *, name: str) -> None:
        """Draw a supply artery along a line: cased, and broken in its middle where it is cut."""
        c, k = self.look.colours, self.look.k
        parts = [line]
        if status == "cut":
            parts = _break(line, 22 * k)
        self.lines(parts, colour=c.ink, width=6.6 * k, z=4, name=name, cap="butt")
        self.lines(parts, colour=c.paper, width=4.4 * k, z=4.1, cap="butt")
        colour = self.look.side(side)
        if status == "open":
            self.lines(parts, colour=colour, width=2.2 * k, z=4.2, cap="butt")
        elif status == "interdicted":
            self.lines(parts, colour=colour, width=2.2 * k, dash=(9 * k, 7 * k), z=4.2, cap="butt")
        else:
            self.lines(parts, colour=c.muted, width=1.8 * k, dash=(0.1, 4.6 * k), z=4.2)
            middle, way = _half_way(line)
            across = np.array([-way[1], way[0]])
            for shift in (-2.6 * k, 2.6 * k):
                foot = middle + way * shift
                stroke = np.vstack([foot - across * 7.5 * k - way * 2.4 * k, foot + across * 7.5 * k + way * 2.4 * k])
                self.lines([stroke], colour=c.paper, width=5.6 * k, z=4.3)
                self.lines([stroke], colour=self.look.side(cut_by), width=3.2 * k, z=4.4)

    def shield(self, at: tuple[float, float], number: str) -> None:
        """Draw the number of a road in a small plate, its middle at `at`."""
        c, k = self.look.colours, self.look.k
        font = self.look.font(9.5)
        width, rise, _ = measure(number, font)
        w, h = width / 2 + 2.6 * k, rise / 2 + 2.4 * k
        plate = np.asarray(shapely.box(-w + k, -h + k, w - k, h - k).buffer(1.6 * k, quad_segs=3).exterior.coords)
        self.path(plate, at=at, face=c.paper, edge=c.second, width=1.1 * k, z=6.4, name=f"shield {number}")
        self.text(at[0], at[1] - rise / 2, number, font, c.ink, align="center", z=6.5, name=f"road {number}")


def _half_way(line: Points) -> tuple[Points, Points]:
    """The middle of a line and its direction there."""
    shape = shapely.LineString(line)
    a, m, b = (np.asarray(shape.interpolate(part, normalized=True).coords[0]) for part in (0.49, 0.5, 0.51))
    return m, (b - a) / max(float(np.hypot(*(b - a))), 1e-9)


def _break(line: Points, gap: float) -> list[Points]:
    """The two ends of a line, without `gap` in its middle."""
    shape = shapely.LineString(line)
    half = max((shape.length - gap) / 2, shape.length * 0.25)
    ends = (shapely.ops.substring(shape, 0, half), shapely.ops.substring(shape, shape.length - half, shape.length))
    return [np.asarray(end.coords) for end in ends]
