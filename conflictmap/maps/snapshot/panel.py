"""One map of a figure: estimates, arteries, movements, symbols and names of a scene, on the ground."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from conflictmap.maps import style
from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.snapshot.canvas import Look, Snapshot, blend, paths_of
from conflictmap.maps.snapshot.ground import GroundPanel, pieces
from conflictmap.maps.snapshot.labels import BLOCKED, Box, Font, measure
from conflictmap.maps.snapshot.marks import curve, hatch, resample, sector
from conflictmap.maps.snapshot.scene import Artery, Movement, Scene, Site
from conflictmap.maps.snapshot.view import View

__all__ = ["MapPanel"]

Points = NDArray[np.float64]
_HATCHED = 2  # regions at most that are hatched
_DIRECTIONS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
_STUB = 34.0  # of an arrow whose start was not said, this much is drawn, in points
_NAMED_FIRST = 14  # places that keep their names on a crowded map


class MapPanel(GroundPanel):
    """A map in a box of the figure.

    Parameters
    ----------
    figure, box, look, view, scene
        As of `GroundPanel`.
    numbers : dict of str to int
        Numbers of the reports in the list of sources, by their keys.
    """

    def __init__(
        self,
        figure: Snapshot,
        box: tuple[float, float, float, float],
        look: Look,
        view: View,
        scene: Scene,
        numbers: dict[str, int],
    ) -> None:
        super().__init__(figure, box, look, view, scene)
        self.numbers = numbers
        self.unnamed: list[str] = []
        self.outside: list[str] = []
        self.drawn: list[Site] = []

    def draw(self, *, sparse: bool = False) -> None:
        """Draw everything, what lies lowest first; names come last, when all that they must keep off is known.

        Parameters
        ----------
        sparse : bool
            Leave out signs of events, plates of arteries, and settlements that nothing is told of: for small maps.
        """
        self._ground()
        self._estimates()
        self._regions()
        sites = self._seen
        there = {id(site) for site in sites}
        self.outside += [site.name for site in self.scene.sites if site.current and id(site) not in there]
        flat = (self.view.project([(site.lon, site.lat) for site in sites]) - self.origin) / self.unit
        spots = {id(site): (float(x), float(y)) for site, (x, y) in zip(sites, flat, strict=True)}
        kept = self._thin(sites, spots)
        firm = [site for site in kept if site.current or site.rank < 3]
        self._signs(firm, spots)
        self._scale_bar()
        self._north()
        # where all is full of signs, one a place, and none at the less important ones
        room = int(self.width * self.height / 2200)
        most = 3 if sum(bool(site.tokens) for site in firm) <= room / 2 else 1
        # and the places most told of keep their names, which signs would take the room of
        first = [site for site in firm if site.current][:_NAMED_FIRST] if most == 1 else []
        self._names(first, spots, leading=True)
        if not sparse:
            self._artery_words()
            for site in [site for site in firm if site.tokens][:room]:
                self._tokens(site, spots[id(site)], most)
        later = firm[len(first) :]
        self._names([site for site in later if site.current or site.rank < 2], spots)
        self._region_words()
        self._names([site for site in firm if not (site.current or site.rank < 2)], spots)
        # villages of which nothing new is told stand where there is room for them
        minor = [site for site in kept if not (site.current or site.rank < 3) and self._free(spots[id(site)], self.radius(site))]
        for site in minor:
            self._keep_off(spots[id(site)], self.radius(site))
            self._site(site, spots[id(site)])
        self._names(minor, spots)
        self.drawn = firm + minor
        self._estimate_words()
        if not sparse:
            self._towns(self.drawn)
        self._ground_words()
        if not sparse:
            self._road_shields()
        self._rim()

    def _signs(self, firm: list[Site], spots: dict[int, tuple[float, float]]) -> None:
        """Draw arteries, movements and the signs of settlements, those most told of uppermost."""
        truth = self._fan_out(firm, spots)
        for site in firm:
            self._keep_off(spots[id(site)], self.radius(site))
        for artery in self.scene.arteries:
            self._artery(artery)
        for movement in self.scene.movements:
            self._movement(movement)
        for site in reversed(firm):
            if id(site) in truth:
                self._stem(truth[id(site)], spots[id(site)])
            self._site(site, spots[id(site)])

    def _names(self, sites: list[Site], spots: dict[int, tuple[float, float]], *, leading: bool = False) -> None:
        """Write the names of settlements where there is room."""
        for site in sites:
            self._name(site, spots[id(site)], leading=leading)

    @cached_property
    def _seen(self) -> list[Site]:
        inside = self.view.holds([(site.lon, site.lat) for site in self.scene.sites])
        return [site for site, there in zip(self.scene.sites, inside, strict=True) if there]

    def radius(self, site: Site) -> float:
        """Radius of a site's symbol, in points; smaller where there are many."""
        if site.bare:
            return 1.0
        full = style.SYMBOL_RADII[site.rank] * self.look.k * self._crowding
        return full if site.current else full * 0.86

    @cached_property
    def _crowding(self) -> float:
        """How much symbols shrink: 1 while each has the room of a square of 45 points."""
        return float(np.clip((self.width * self.height / 2025 / max(len(self._seen), 1)) ** 0.35, 0.62, 1.0))

    def _free(self, at: tuple[float, float], radius: float) -> bool:
        """Whether a symbol hides nothing here."""
        return bool(
            np.isfinite(self.placer.costs([(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)], air=0.1)[0])
        )

    def _keep_off(self, at: tuple[float, float], radius: float) -> None:
        r = radius * 1.18 + 0.4
        self.placer.block([(at[0] - r, at[1] - r, at[0] + r, at[1] + r)])

    @cached_property
    def _held(self) -> BaseGeometry:
        return shapely.union_all([self._part(side, shape) for side, shape in self.scene.held])

    @cached_property
    def _ukraine(self) -> BaseGeometry:
        return self._area(load_basemap().countries.set_index("code").geometry["UA"])

    def _part(self, side: str, shape: BaseGeometry) -> BaseGeometry:
        """What a side holds: Russia holds what it holds of Ukraine."""
        area = self._area(shape)
        return shapely.intersection(area, self._ukraine) if side == "RU" else area

    def _estimates(self) -> None:
        c, k = self.look.colours, self.look.k
        for what, areas in (("held", self.scene.held), ("regained", self.scene.regained)):
            look = style.ESTIMATE[what]
            for side, shape in areas:
                area = self._part(side, shape)
                path = paths_of(area)
                if path is None or area.area < 12:
                    continue
                colour = self.look.side(side)
                self.path(path, face=colour, alpha=look["tint"] * 1.25, z=1.2, name=f"estimated {what} {side}")
                strokes = hatch(area, look["angle"], look["step"] * k * 0.92)
                self.lines(
                    strokes,
                    colour=colour,
                    width=0.85 * k,
                    alpha=0.38,
                    z=1.3,
                    name=f"estimated {what} {side} hatching",
                    cap="butt",
                )
                self._show(f"{what}_{side}")
        zone = shapely.union_all([self._line(shape).buffer(self._km(km)) for shape, km in self.scene.front if km >= 1.5])
        if not zone.is_empty and self.scene.front:
            zone = shapely.intersection(zone, self._ukraine)
            strokes = hatch(zone, 64, 7 * k)
            self.lines(
                strokes, colour=c.contested, width=1.5 * k, alpha=0.85, z=1.4, name="estimated zone of the line", cap="butt"
            )
            if strokes:
                self._show("line_zone")
        stretches = [piece for shape, _ in self.scene.front for piece in pieces(self._line(shape))]
        look = style.ESTIMATE["line"]
        self.lines(stretches, colour=c.paper, width=look["halo"] * k, z=1.5, alpha=0.85)
        dash = tuple(d * k for d in look["dash"])
        self.lines(stretches, colour=c.ink, width=look["width"] * k, dash=dash, z=1.6, name="estimated front line", cap="butt")
        for stretch in stretches:
            self.placer.shade(resample(stretch, 2.0), 2.5)
        if stretches:
            self._show("front_line")
        contested = [self.at(s.lon, s.lat) for s in self._seen if s.status == "CONTESTED" and s.look != "implied"]
        if contested and zone.is_empty:
            around = shapely.union_all(shapely.buffer(shapely.points(contested), max(13 * k * 1.3, self._km(3.0))))
            strokes = hatch(around, 64, 6 * k)
            self.lines(strokes, colour=c.contested, width=1.3 * k, alpha=0.9, z=1.4, name="around contested", cap="butt")
            self._show("around_contested")

    def _regions(self) -> None:
        k = self.look.k
        shapes = [(region, self._area(region.shape)) for region in self.scene.regions if not region.shape.is_empty]
        seen = [(region, shape) for region, shape in shapes if not shape.is_empty]
        if len(seen) > _HATCHED:  # a map hatched all over tells nothing: the badges do
            return
        for region, shape in seen:
            free = shapely.difference(shape, self._held)
            strokes = hatch(free, 0, 9 * k)
            self.lines(
                strokes, colour=self.look.side(region.side), width=0.8 * k, alpha=0.5, z=1.25, name=f"region {region.name}"
            )

    def _region_words(self) -> None:
        """A badge in each region that is told of as a whole: its name, how many claims, and on which sources they rest."""
        c, k = self.look.colours, self.look.k
        for region in self.scene.regions:
            name_font, font = self.look.font(11.5, 700), self.look.font(10.5)
            words = self.look.text(region.claim_words, count=region.claims)
            refs = self._refs(region.sources)
            name_width, rise, depth = measure(region.name, name_font)
            words_width, small_rise, small_depth = measure(words, font)
            refs_width = measure(refs, replace(font, size=font.size * 0.8))[0] + 1.5 * k if refs else 0.0
            swatch = 12 * k
            width = max(name_width, swatch + 3 * k + words_width + refs_width) + 8 * k
            height = rise + depth + small_rise + small_depth + 9 * k
            spots = self._spots(region.shape, *self.at(region.lon, region.lat))
            found = self.placer.over(spots, width, height)
            if found is None:
                seen = self.view.sees(region.lon, region.lat) if region.shape.is_empty else len(spots) > 0
                (self.unnamed if seen else self.outside).append(region.name)
                continue
            self._show("whole_region")
            if region.shape.is_empty and self.view.sees(region.lon, region.lat):  # a line says where it lies
                self._lead(self.at(region.lon, region.lat), found.box)
            left, bottom, right, top = found.box
            plate = shapely.box(left + 2 * k, bottom + 2 * k, right - 2 * k, top - 2 * k).buffer(2 * k, quad_segs=3)
            self.path(np.asarray(plate.exterior.coords), face=c.paper, edge=c.line, width=k, z=8, name=f"badge {region.name}")
            x, y = left + 4 * k, bottom + small_depth + 3.5 * k
            colour = self.look.side(region.side)
            box = shapely.box(x, y - 0.5 * k, x + swatch, y + small_rise + 0.5 * k)
            self.path(np.asarray(box.exterior.coords), face=c.paper, edge=colour, width=k, z=8.1)
            self.lines(hatch(box, 0, 2.6 * k), colour=colour, width=0.8 * k, z=8.2)
            self.text(x + swatch + 3 * k, y, words, font, c.second, name=f"badge {region.name} claims")
            if refs:
                small = replace(font, size=font.size * 0.8)
                self.text(
                    x + swatch + 4.5 * k + words_width,
                    y + small_rise * 0.4,
                    refs,
                    small,
                    c.second,
                    name=f"sources of {region.name}",
                )
            self.text(
                left + 4 * k, y + small_rise + small_depth + 2 * k, region.name, name_font, c.ink, name=f"region {region.name}"
            )

    def _estimate_words(self) -> None:
        c = self.look.colours
        font = self.look.font(11, italic=True)
        words = self.look.text("estimated_line")
        width, rise, depth = measure(words, font)
        stretches = sorted(
            (
                piece
                for shape, _ in self.scene.front
                for piece in pieces(shapely.clip_by_rect(self._line(shape), 0, 0, self.width, self.height))
            ),
            key=lambda line: -shapely.LineString(line).length,
        )
        for stretch in stretches[:4]:
            smooth = np.asarray(shapely.LineString(stretch).simplify(3.0).coords)
            found = self.placer.along(resample(smooth, 3.0), width, rise + depth, most=60, bends=2.2)
            if found is not None:
                x, y, turn = found
                self.text(
                    x, y, words, font, c.second, halo=self._paper, align="center", turn=turn, name="estimated front line words"
                )
                break
        for what, areas in (("held", self.scene.held), ("regained", self.scene.regained)):
            for side, shape in areas:
                words = self.look.text(f"{what}_{side}")
                width, rise, depth = measure(words, font)
                area = shapely.intersection(self._part(side, shape), self.frame)
                if area.area < width * 30:
                    continue
                middle = shapely.maximum_inscribed_circle(max(shapely.get_parts(area), key=lambda part: part.area), 2.0).coords[0]
                found_box = self.placer.over(self._spots(shape, *middle), width, rise + depth, most=25)
                if found_box is not None:
                    left, bottom, _, _ = found_box.box
                    colour = self.look.side_text(side)
                    self.text(left, bottom + depth, words, font, colour, halo=self._paper, name=f"estimated {what} words")

    def _artery(self, artery: Artery) -> None:
        for line in pieces(self._line(artery.line)):
            if shapely.LineString(line).length < 4:
                continue
            self.artery(line, artery.status, artery.side, artery.cut_by, name=f"artery {artery.name}")
            self.placer.shade(resample(line, 1.5), 12.0)
            self._show(f"gloc_{artery.status}" if artery.status != "cut" else f"gloc_cut_{artery.cut_by or ''}")
            if artery.status == "cut":
                middle = resample(line, 1.0)[len(resample(line, 1.0)) // 2]
                half = 9 * self.look.k
                self.placer.block([(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)])
            if artery.schematic:
                self._show("schematic")

    def _artery_words(self) -> None:
        self._shields([(artery.name, artery.line) for artery in self.scene.arteries])
        font = self.look.font(10.5)
        for artery in self.scene.arteries:
            words = self._artery_text(artery)
            parts = pieces(shapely.clip_by_rect(self._line(artery.line), 0, 0, self.width, self.height))
            if not words or not parts:
                continue
            longest = max(parts, key=lambda part: shapely.LineString(part).length)
            # a narrow plate finds room where a wide one doesn't
            narrow = [*words[:-1], *words[-1].replace(", ", ",\n").split("\n")]
            if not any(self._artery_plate(artery, lines, longest, font) for lines in (words, narrow)):
                self.unnamed.append(artery.name)

    def _artery_plate(self, artery: Artery, words: list[str], line: Points, font: Font) -> bool:
        """Write a plate beside a line, near its middle; returns whether there was room."""
        c, k = self.look.colours, self.look.k
        fonts = [replace(font, weight=700) if i == 0 and artery.status != "open" else font for i in range(len(words))]
        sizes = [measure(text, face) for text, face in zip(words, fonts, strict=True)]
        leading = (sizes[0][1] + sizes[0][2]) * 1.12
        width, height = max(size[0] for size in sizes) + 5 * k, leading * len(words) + 4 * k
        middle = resample(line, max(shapely.LineString(line).length / 8, 1.0))
        for at in middle[[len(middle) // 2, len(middle) * 3 // 8, len(middle) * 5 // 8]]:
            found = self.placer.beside(float(at[0]), float(at[1]), width, height, clear=11 * k, far=True)
            if found is None:
                continue
            left, bottom, right, top = found.box
            plate = np.asarray(shapely.box(left, bottom, right, top).exterior.coords)
            self.path(plate, face=c.paper, edge=c.line, width=0.8 * k, z=8, name=f"plate {artery.name}")
            for i, text in enumerate(words):
                y = top - 2 * k - leading * (i + 1) + sizes[0][2]
                colour = c.ink if i == 0 else c.second
                self.text(left + 2.5 * k, y, text, fonts[i], colour, name=f"artery {artery.name} words")
            return True
        return False

    def _artery_text(self, artery: Artery) -> list[str]:
        words = []
        if artery.status in ("cut", "interdicted"):
            known = artery.status == "cut" and artery.cut_by
            state = self.look.text(f"cut_by_{artery.cut_by}" if known else f"gloc_{artery.status}")
            words.append(f"{state}, {self.look.text(artery.certainty)}")
        reported, measured = artery.reported_km, artery.measured_km
        if reported is not None and measured is not None:
            words.append(self.look.text("km_both", reported=f"{reported:g}", measured=f"{measured:.0f}"))
        elif reported is not None:
            words.append(self.look.text("km_reported", reported=f"{reported:g}"))
        return words

    def _movement(self, movement: Movement) -> None:
        start, end = self.at(*movement.start), self.at(*movement.end)
        if not any(0 < x < self.width and 0 < y < self.height for x, y in (start, end)):
            return
        off = 7.5 * self.look.k + 1.5
        courses = [curve(start, end, from_start=off, to_end=off, bulge=bulge) for bulge in (0.15, -0.15)]
        free = [course for course in courses if course is not None]
        if not free:
            # too close together for an arrow between them: a short one leads to the target from the same side
            way = np.asarray(end) - np.asarray(start)
            length = float(np.hypot(*way))
            tail = np.asarray(end) - (way / length if length > 0.5 else np.array([1.0, 0.0])) * (off * 2 + 14 * self.look.k)
            short = curve(tail, end, from_start=2.0, to_end=off, bulge=0.12)
            free = [short] if short is not None else []
        if not free:
            return
        course = min(free, key=self._crossings)
        if movement.inferred:  # no more than the last stretch: it tells whence, and no start
            left = np.hypot(*(course - course[-1]).T) <= _STUB * self.look.k
            course = course[int(np.argmax(left)) :]
        outlines = self.arrow(
            course,
            movement.kind,
            movement.side,
            fades=movement.inferred,
            hollow=movement.claimed,
            name=f"{movement.kind} {movement.start_name} {movement.end_name}",
        )
        for outline in outlines:
            self.placer.shade(resample(outline, 1.5), BLOCKED)
        self.placer.shade(course, BLOCKED)
        kind = f"{movement.kind}_arrow"
        if movement.kind == "advance" and (movement.inferred or movement.claimed):
            kind = "advance_inferred" if movement.inferred else "advance_claimed"
        self._show(f"{kind}|{movement.side or ''}")

    def _crossings(self, course: Points) -> float:
        """How many symbols a course runs over."""
        around = np.column_stack([course - 1.5, course + 1.5])
        return float(np.isinf(self.placer.costs(around, air=0.0)).sum())

    def _thin(self, sites: list[Site], spots: dict[int, tuple[float, float]]) -> list[Site]:
        """Drop symbols that would lie on more important ones and that nothing new is told of."""
        kept: list[Site] = []
        taken = np.empty((len(sites), 3))
        # where symbols are many they keep more apart
        space = 0.9 + 2.0 * (1.0 - self._crowding)
        for site in sites:
            (x, y), r = spots[id(site)], self.radius(site)
            before = taken[: len(kept)]
            near = (before[:, 2] + r) * (space if site.rank > 2 else 0.9)
            if not site.current and (np.hypot(before[:, 0] - x, before[:, 1] - y) < near).any():
                continue
            taken[len(kept)] = x, y, r
            kept.append(site)
        return kept

    def _fan_out(self, sites: list[Site], spots: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
        """Move symbols apart that would hide each other; returns where those that were moved belong."""
        truth: dict[int, tuple[float, float]] = {}
        taken = np.empty((len(sites), 3))
        angle = np.radians(np.arange(0, 360, 20))
        ring = np.column_stack([np.cos(angle), np.sin(angle)])
        for count, site in enumerate(sites):
            (x, y), r = spots[id(site)], self.radius(site)
            before = taken[:count]
            tries = np.vstack([[(x, y)], *((x, y) + ring * reach * r for reach in (1.6, 2.3, 3.0, 3.8, 4.8, 6.0))])
            inside = (tries > r).all(axis=1) & (tries[:, 0] < self.width - r) & (tries[:, 1] < self.height - r)
            apart = np.hypot(tries[:, None, 0] - before[:, 0], tries[:, None, 1] - before[:, 1]) - (before[:, 2] + r)
            free = inside & (apart > -0.35 * r).all(axis=1)
            if not free[0] and free.any():
                truth[id(site)] = (x, y)
                x, y = (float(v) for v in tries[int(np.argmax(free))])
                spots[id(site)] = (x, y)
            taken[count] = x, y, r
        return truth

    def _stem(self, foot: tuple[float, float], at: tuple[float, float]) -> None:
        c, k = self.look.colours, self.look.k
        self.lines([[foot, at]], colour=c.paper, width=2.4 * k, z=6.7)
        self.lines([[foot, at]], colour=c.ink, width=1.0 * k, z=6.8, name="stem")
        self.path(Path.circle((0, 0), 1.4 * k), at=foot, face=c.ink, z=6.85, name="stem foot")

    def _site(self, site: Site, at: tuple[float, float]) -> None:
        if site.bare:
            return
        c, k = self.look.colours, self.look.k
        r = self.radius(site)
        if site.near in ("near", "outskirts"):
            self.path(
                Path.circle((0, 0), r + 7 * k),
                at=at,
                edge=c.second,
                width=1.1 * k,
                dash=(2.4 * k, 2.4 * k),
                z=6,
                name=f"near {site.name}",
            )
            self._show("near")
        elif site.near in _DIRECTIONS:
            path = sector(r + 13 * k, _DIRECTIONS[site.near])
            self.path(
                path,
                at=at,
                face=c.contested,
                edge=blend(c.contested, c.ink, 0.7),
                width=0.8 * k,
                z=6,
                alpha=0.55,
                name=f"side of {site.name}",
            )
            self._show("side_of")
        if site.changed:
            self.path(Path.circle((0, 0), r + 4.5 * k), at=at, edge=c.paper, width=5.4 * k, z=6.5)
            self.path(Path.circle((0, 0), r + 4.5 * k), at=at, edge=c.ink, width=2.4 * k, z=6.6, name=f"changed {site.name}")
            self._show("changed")
        self.site(
            at, r, site.status, site.look, alpha=style.age_alpha(site.age) if self.look.ages else 1.0, name=f"symbol {site.name}"
        )
        if site.status is not None:
            self._show(f"status|{site.status}|{site.look}")
            if self.look.ages and site.look == "filled" and site.status in ("UA", "RU", "CONTESTED"):
                self._show(f"age|{next(i for i, (most, _) in enumerate(style.AGE_ALPHA) if site.age <= most)}")

    def _tokens(self, site: Site, at: tuple[float, float], most: int) -> None:
        k = self.look.k
        side = 18 * k
        shown = list(site.tokens.items())[:most]
        more = f"+{len(site.tokens) - most}" if len(site.tokens) > most else ""
        font = self.look.font(10, 700)
        extra = measure(more, font)[0] + 2 * k if more else 0.0
        for count in (len(shown), 1):
            width = side * count + 1.5 * k * (count - 1) + (extra if count == len(shown) else 0.0)
            found = self.placer.beside(*at, width, side, clear=self.radius(site) * 1.18, far=count == 1)
            if found is not None:
                left, bottom, _, top = found.box
                for i, ((event_type, who), claimed) in enumerate(shown[:count]):
                    middle = (left + side / 2 + i * (side + 1.5 * k), (bottom + top) / 2)
                    self.token(middle, event_type, who, claimed=claimed, name=f"event {event_type} {site.name}")
                    self._show(f"event|{event_type}")
                    if claimed:
                        self._show("event_claimed")
                if more and count == len(shown):
                    _, rise, _ = measure(more, font)
                    self.text(
                        left + width - extra + 2 * k,
                        (bottom + top - rise) / 2,
                        more,
                        font,
                        self.look.colours.second,
                        halo=self._paper,
                    )
                if found.led:
                    self._lead(at, found.box)
                return

    def _lead(self, at: tuple[float, float], box: Box) -> None:
        left, bottom, right, top = box
        end = (min(max(at[0], left), right), min(max(at[1], bottom), top))
        self.lines([[at, end]], colour=self.look.colours.second, width=0.9 * self.look.k, z=6.2, name="leader")

    def _refs(self, sources: list[str]) -> str:
        numbers = sorted({self.numbers[key] for key in sources if key in self.numbers})
        return ",".join(str(n) for n in numbers[:3]) + ("+" if len(numbers) > 3 else "")

    def _name(self, site: Site, at: tuple[float, float], *, leading: bool = False) -> None:
        c, k = self.look.colours, self.look.k
        _, px, weight = style.LABEL_RANKS[site.rank]
        font = self.look.font(px, weight, italic=site.bare)
        small = replace(font, size=round(font.size * 0.66, 2), weight=400)
        refs = self._refs(site.sources) if site.current or site.status else ""
        width, rise, depth = measure(site.name, font)
        refs_width = measure(refs, small)[0] + 1.2 * k if refs else 0.0
        lift = rise * 0.45 if refs else 0.0
        clear = self.radius(site) * 1.18 + (6.5 * k if site.changed else 7.5 * k if site.near in ("near", "outskirts") else 0.0)
        important = site.current or site.rank < 3
        found = self.placer.beside(*at, width + refs_width, rise + depth, clear=clear, far=important, farther=leading)
        if found is None:
            if important:
                self.unnamed.append(site.name)
            return
        left, bottom, _, _ = found.box
        if found.led:
            self._lead(at, found.box)
        colour = blend(c.water, c.ink, 0.45) if site.kind == "river" else c.ink if site.current or site.status else c.second
        self.text(left, bottom + depth, site.name, font, colour, halo=self._paper, name=f"name {site.name}")
        if refs:
            self.text(
                left + width + 1.2 * k,
                bottom + depth + lift,
                refs,
                small,
                c.second,
                halo=self._paper,
                halo_width=0.9,
                name=f"sources of {site.name}",
            )

    def _towns(self, sites: list[Site]) -> None:
        """Settlements that nothing is told of, so that a reader finds the way: as many as leave the map quiet."""
        c, k = self.look.colours, self.look.k
        towns = load_basemap().settlements
        lonlat = shapely.get_coordinates(towns.geometry.to_numpy())
        xy = (self.view.project(lonlat) - self.origin) / self.unit
        inside = (xy > 3).all(axis=1) & (xy[:, 0] < self.width - 3) & (xy[:, 1] < self.height - 3)
        told = np.array([self.at(s.lon, s.lat) for s in self.scene.sites] or [(-1e6, -1e6)])
        names = towns["name_uk" if self.look.lang == "uk" else "name"].to_numpy()
        room = int(self.width * self.height / 2400)
        for i in np.flatnonzero(inside):
            if room <= 0:
                break
            at = (float(xy[i, 0]), float(xy[i, 1]))
            if np.hypot(*(told - at).T).min() < max(self._km(3.5), 3.0):
                continue
            rank = style.label_rank(int(towns["population"].iloc[i]))
            r = style.SYMBOL_RADII[rank] * k * 0.55
            dot = (at[0] - r - 0.3, at[1] - r - 0.3, at[0] + r + 0.3, at[1] + r + 0.3)
            if not np.isfinite(self.placer.costs([dot], air=0.2)[0]):
                continue
            _, px, weight = style.LABEL_RANKS[rank]
            font = self.look.font(px * 0.95, weight)
            width, rise, depth = measure(str(names[i]), font)
            found = self.placer.beside(*at, width, rise + depth, clear=r)
            if found is None:
                continue
            self.placer.block([dot])
            room -= 1
            self.path(Path.circle((0, 0), r), at=at, face=c.paper, edge=c.second, width=1.3 * k, z=6, name=f"town {names[i]}")
            left, bottom, _, _ = found.box
            self.text(left, bottom + depth, str(names[i]), font, c.second, halo=self._paper, name=f"name {names[i]}")
            self._show("town")
