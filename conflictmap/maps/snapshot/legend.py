"""The legend of a figure: what is drawn and nothing else, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from matplotlib.path import Path

from conflictmap import model
from conflictmap.maps import style
from conflictmap.maps.snapshot.canvas import Canvas, Look, blend
from conflictmap.maps.snapshot.labels import Font, measure
from conflictmap.maps.snapshot.marks import curve, hatch, sector

__all__ = ["Legend", "legend_of"]

Draw = Callable[[Canvas, float, float], None]
_LOOKS = {"filled": "reported", "hollow": "claimed", "dotted": "unverified", "slashed": "denied", "implied": "only_implied"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its words."""

    section: str
    words: str
    draw: Draw | None
    row: list[tuple[str, Draw]] = field(default_factory=list)  # signs that follow the words, each with its own words


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries in their order."""

    entries: list[Entry]
    look: Look

    def draw(self, canvas: Canvas, left: float, top: float, width: float, room: float) -> float:
        """Draw under a point; returns the height. Entries stand in as many columns as their words allow."""
        for tight in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
            if self._lay(None, left, top, width, tight) <= room:
                break
        return self._lay(canvas, left, top, width, tight)

    def height(self, width: float) -> float:
        """Height that it takes in a width."""
        return self._lay(None, 0.0, 0.0, width, 0.9) + 2 * self.look.k

    def _lay(self, canvas: Canvas | None, left: float, top: float, width: float, tight: float) -> float:
        c, k = self.look.colours, self.look.k
        font, bold = self.look.font(11 * (tight + 1) / 2), self.look.font(11 * (tight + 1) / 2, 700)
        _, rise, _ = measure("H", font)
        row, gap = 18.5 * k * tight, 5 * k
        y = top
        sections = list(dict.fromkeys(entry.section for entry in self.entries))
        for section in sections:
            entries = [entry for entry in self.entries if entry.section == section]
            if len(sections) > 1 and section:
                y -= row * 0.8
                if canvas is not None:
                    canvas.text(left, y, self.look.text(section), bold, c.ink, name=f"legend {section} head")
                y -= row * 0.25
            grid = [entry for entry in entries if entry.row]
            if grid:
                # the words over the columns stand in the line of the heading
                y += row * 0.75 if len(sections) > 1 else 0.0
                y -= self._grid(canvas, grid, left, y, width, row, font)
            entries = [entry for entry in entries if not entry.row]
            if not entries:
                continue
            sign = (30 if section in ("movement", "by_program", "exact") else 20) * k
            # words may shrink a little to save a row
            wide = [(sign + gap + measure(entry.words, font)[0]) * 0.88 + gap for entry in entries]
            columns = min(range(1, min(4, len(entries)) + 1), key=lambda n: len(_rows(wide, (width + gap) / n, n)))
            rows = _rows(wide, (width + gap) / columns, columns)
            for i, slots in enumerate(rows):
                line = y - row * (i + 0.55)
                step = (width + gap) / (columns if len(slots) > 1 else 1)
                for j, number in enumerate(slots):
                    entry, x = entries[number], left + j * step
                    if canvas is not None and entry.draw is not None:
                        self._sign(canvas, entry.draw, x + sign / 2, line, tight)
                        least = min(1.0, (step - sign - 2 * gap) / measure(entry.words, font)[0])
                        fitting = replace(font, size=font.size * least)
                        canvas.text(x + sign + gap, line - rise / 2, entry.words, fitting, c.ink, name=f"legend {entry.words}")
            y -= row * len(rows) + 3 * k * tight
        return top - y

    def _sign(self, canvas: Canvas, draw: Draw, x: float, y: float, tight: float) -> None:
        """Draw a sign small enough for its row."""
        canvas.look = replace(self.look, k=self.look.k * tight * 0.9)
        draw(canvas, x, y)
        canvas.look = self.look

    def _grid(
        self, canvas: Canvas | None, entries: list[Entry], left: float, top: float, width: float, row: float, font: Font
    ) -> float:
        """Rows of sides under columns of how sure a claim is; returns the height."""
        c = self.look.colours
        heads = list(
            dict.fromkeys(
                words for how in _LOOKS.values() for entry in entries for words, _ in entry.row if words == self.look.text(how)
            )
        )
        titles = [entry.words for entry in entries] + [self.look.text("control") + " "]
        name_width = max(measure(words, font)[0] for words in titles) + 8 * self.look.k
        small = replace(font, size=font.size * 0.9)
        column = min((width - name_width) / len(heads), max(measure(words, small)[0] for words in heads) + 7 * self.look.k)
        small = replace(
            small, size=min(small.size, small.size * column / (max(measure(w, small)[0] for w in heads) + 2 * self.look.k))
        )
        _, rise, _ = measure("H", font)
        if canvas is not None:
            for i, words in enumerate(heads):
                x = left + name_width + column * (i + 0.5)
                canvas.text(x, top - row * 0.4 - rise / 2, words, small, c.second, align="center", name=f"legend {words}")
            for j, entry in enumerate(entries):
                y = top - row * (j + 1.4)
                canvas.text(left, y - rise / 2, entry.words, font, c.ink, name=f"legend {entry.words}")
                for words, draw in entry.row:
                    self._sign(
                        canvas, draw, left + name_width + column * (heads.index(words) + 0.5), y, row / (18.5 * self.look.k)
                    )
        return row * (len(entries) + 0.9)


def _rows(wide: list[float], step: float, columns: int) -> list[list[int]]:
    """Part entries, by their widths, into rows of so many columns; one too wide for a column has a row of its own."""
    rows: list[list[int]] = []
    free = 0
    for i, width in enumerate(wide):
        if width > step or not free:
            rows.append([])
            free = 0 if width > step else columns
        rows[-1].append(i)
        free = max(0, free - 1)
    return rows


def legend_of(shown: dict[str, int], look: Look, since: str = "") -> Legend:
    """Make the legend of what was drawn: the keys that `MapPanel.shown` counts; `since` is the day that changes count from."""
    entries = [*_control(shown, look, since), *_told(shown, look), *_moved(shown, look)]
    for what in ("held", "regained"):
        for side in ("UA", "RU"):
            if f"{what}_{side}" in shown:
                entries.append(Entry("by_program", look.text(f"{what}_{side}"), _area(what, side)))
    for key, section, text, sign in (
        ("front_line", "by_program", "estimated_line", _front),
        ("line_zone", "by_program", "line_zone", _zone),
        ("around_contested", "by_program", "around_contested", _zone),
        ("near", "exact", "near", _near),
        ("side_of", "exact", "side_of", _side_of),
        ("whole_region", "exact", "oblast", _region),
    ):
        if key in shown:
            entries.append(Entry(section, look.text(text), sign))
    return Legend(entries, look)


def _control(shown: dict[str, int], look: Look, since: str) -> Iterator[Entry]:
    """Yield who holds the settlements that were drawn, and how long ago that was last said."""
    for side in ("UA", "RU"):
        forms = [form for form in _LOOKS if f"status|{side}|{form}" in shown]
        if forms:
            yield Entry("control", look.text(side), None, [(look.text(_LOOKS[form]), _site(side, form)) for form in forms])
    for status in ("CONTESTED", "DISPUTED", "UNKNOWN"):
        forms = [form for form in _LOOKS if f"status|{status}|{form}" in shown]
        if forms:
            yield Entry("control", look.text(status), _site(status, forms[0]))
    if "town" in shown and len(shown) > 1:
        yield Entry("control", look.text("town"), _town)
    if "changed" in shown:
        yield Entry("control", look.text("changed", day=since), _changed)
    ages = [age for age in range(3) if f"age|{age}" in shown]
    if len(ages) > 1:
        for age in ages:
            yield Entry("last_said", look.text(f"age_{age}"), _age(style.AGE_ALPHA[age][1]))


def _told(shown: dict[str, int], look: Look) -> Iterator[Entry]:
    """Yield the kinds of event that were drawn."""
    for event_type in model.EVENT_TYPES:
        if f"event|{event_type}" in shown:
            yield Entry("events", look.text(event_type), _token(event_type))
    if "event_claimed" in shown:
        yield Entry("events", look.text("only_claimed"), _token("", claimed=True))


def _moved(shown: dict[str, int], look: Look) -> Iterator[Entry]:
    """Yield the arrows and arteries that were drawn."""
    for kind in ("advance_arrow", "advance_claimed", "advance_inferred", "withdrawal_arrow", "evacuation_arrow"):
        for side in ("UA", "RU", ""):
            if f"{kind}|{side}" not in shown:
                continue
            words = look.text("advance_arrow" if kind == "advance_claimed" else kind)
            if kind == "advance_claimed":
                words = f"{words}, {look.text('claimed')}"
            elif kind == "advance_inferred":
                words = f"{look.text('advance_arrow')}, {words}"
            yield Entry("movement", f"{words}, {look.text(side)}" if side else words, _arrow(kind, side or None))
    for status in ("open", "interdicted"):
        if f"gloc_{status}" in shown:
            yield Entry("movement", look.text(f"gloc_{status}"), _artery(status, None))
    for side in ("UA", "RU", ""):
        if f"gloc_cut_{side}" in shown:
            yield Entry("movement", look.text(f"cut_by_{side}" if side else "gloc_cut"), _artery("cut", side or None))
    if "schematic" in shown:
        words = look.text("schematic")
        yield Entry("movement", words[:1].upper() + words[1:], _straight)


def _site(status: str, form: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.site((x, y), 6.4 * canvas.look.k, status, form, name=f"legend symbol {status} {form}")

    return draw


def _town(canvas: Canvas, x: float, y: float) -> None:
    c, k = canvas.look.colours, canvas.look.k
    canvas.path(Path.circle((0, 0), 3 * k), at=(x, y), face=c.paper, edge=c.second, width=1.3 * k, z=7, name="legend symbol town")


def _changed(canvas: Canvas, x: float, y: float) -> None:
    c, k = canvas.look.colours, canvas.look.k
    canvas.path(Path.circle((0, 0), 6.5 * k), at=(x, y), edge=c.ink, width=2.4 * k, z=7, name="legend symbol changed")


def _age(alpha: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.site((x, y), 5.4 * canvas.look.k, "UA", "filled", alpha=alpha, name="legend symbol age")

    return draw


def _token(event_type: str, *, claimed: bool = False) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.token((x, y), event_type, None, claimed=claimed, name=f"legend event {event_type or 'claimed'}")

    return draw


def _arrow(kind: str, side: str | None) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        half = 14 * canvas.look.k
        course = curve((x - half, y - 1), (x + half, y + 1), from_start=0.0, to_end=0.0, bulge=-0.08)
        if course is not None:
            movement = "advance" if kind.startswith("advance") else kind.removesuffix("_arrow")
            forms = {"fades": kind == "advance_inferred", "hollow": kind == "advance_claimed"}
            canvas.arrow(course, movement, side, **forms, name=f"legend {kind}", scale=0.85)

    return draw


def _artery(status: str, side: str | None) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        half = 14 * canvas.look.k
        canvas.artery(np.array([(x - half, y), (x + half, y)]), status, None, side, name=f"legend artery {status}")

    return draw


def _straight(canvas: Canvas, x: float, y: float) -> None:
    c, k = canvas.look.colours, canvas.look.k
    for end in (x - 12 * k, x + 12 * k):
        canvas.path(
            Path.circle((0, 0), 2.6 * k), at=(end, y), face=c.paper, edge=c.ink, width=1.2 * k, z=6, name="legend straight"
        )
    for shift in (-2.4 * k, 2.4 * k):
        canvas.lines([[(x - 9 * k, y + shift), (x + 9 * k, y + shift)]], colour=c.ink, width=1.1 * k, z=5.9)


def _swatch(canvas: Canvas, x: float, y: float) -> shapely.Polygon:
    k = canvas.look.k
    return shapely.box(x - 13 * k, y - 5.5 * k, x + 13 * k, y + 5.5 * k)


def _area(what: str, side: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        look = style.ESTIMATE[what]
        k, box = canvas.look.k, _swatch(canvas, x, y)
        colour = canvas.look.side(side)
        ring = np.asarray(box.exterior.coords)
        ground = canvas.look.colours.land
        canvas.path(ring, face=blend(colour, ground, look["tint"] * 1.25), z=6, name=f"legend estimated {what} {side}")
        strokes = hatch(box, look["angle"], look["step"] * k * 0.92)
        canvas.lines(strokes, colour=blend(colour, ground, 0.45), width=0.85 * k, z=6.1, cap="butt")
        canvas.path(ring, edge=blend(colour, ground, 0.55), width=0.8 * k, z=6.2)

    return draw


def _front(canvas: Canvas, x: float, y: float) -> None:
    k, look = canvas.look.k, style.ESTIMATE["line"]
    half = 13.5 * k
    dash = tuple(d * k for d in look["dash"])
    ends = [[(x - half, y), (x + half, y)]]
    canvas.lines(
        ends, colour=canvas.look.colours.ink, width=look["width"] * k, dash=dash, z=6, name="legend front line", cap="butt"
    )


def _zone(canvas: Canvas, x: float, y: float) -> None:
    c, k, box = canvas.look.colours, canvas.look.k, _swatch(canvas, x, y)
    ring = np.asarray(box.exterior.coords)
    canvas.path(ring, face=c.land, z=6, name="legend zone")
    canvas.lines(hatch(box, 64, 6 * k), colour=c.contested, width=1.5 * k, z=6.1, cap="butt")
    canvas.path(ring, edge=blend(c.contested, c.ink, 0.75), width=0.8 * k, z=6.2)


def _near(canvas: Canvas, x: float, y: float) -> None:
    k = canvas.look.k
    ring = Path.circle((0, 0), 6.5 * k)
    canvas.path(ring, at=(x, y), edge=canvas.look.colours.second, width=1.1 * k, dash=(2.4 * k, 2.4 * k), z=6, name="legend near")


def _side_of(canvas: Canvas, x: float, y: float) -> None:
    c, k = canvas.look.colours, canvas.look.k
    shape = sector(12 * k, 90)
    canvas.path(shape, at=(x - 5 * k, y), face=c.contested, edge=blend(c.contested, c.ink, 0.7), width=0.8 * k, z=6, alpha=0.55)


def _region(canvas: Canvas, x: float, y: float) -> None:
    c, k, box = canvas.look.colours, canvas.look.k, _swatch(canvas, x, y)
    canvas.path(np.asarray(box.exterior.coords), face=c.paper, edge=c.muted, width=0.8 * k, z=6, name="legend region")
    canvas.lines(hatch(box, 0, 3 * k), colour=c.muted, width=0.8 * k, z=6.1)
