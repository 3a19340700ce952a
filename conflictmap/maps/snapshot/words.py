"""The figure in words, for those who don't see it: how much is told, of which days, of whom and where, then mark by mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import shapely

from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.snapshot.canvas import Look
from conflictmap.maps.snapshot.panel import MapPanel
from conflictmap.maps.snapshot.scene import Scene, day_text, span_text

__all__ = ["describe", "listed", "no_report"]

_WIDE = 700_000  # metres: a wider map is one of the country
_SHARE = 0.12  # of the places in view, from which an oblast is named
_MOST = 3  # places that most is told of
_HOW = {"filled": "reported", "hollow": "claimed", "dotted": "unverified", "slashed": "denied", "implied": "only_implied"}


def describe(panels: Sequence[MapPanel], title: str, look: Look) -> str:
    """Say what a figure of one map or of several shows."""
    parts = [] if title == look.text("title") else [title.rstrip(".") + "."]
    parts.append(look.text("alt_map", where=_where(panels[-1], look)))
    for panel in panels:
        scene = panel.scene
        if len(panels) > 1:
            parts.append(day_text(scene.day, look.lang) + ":")
        if scene.told:
            span = span_text(scene.first, scene.day, look.lang)
            sides = [f"{look.text(side or 'side_none')} {count}" for side, count in sorted(scene.sides.items(), reverse=True)]
            told = look.text("as_reported", span=span)
            parts.append(look.text("alt_told", told=told, count=scene.told, sides=", ".join(sides)))
        else:
            parts.append(no_report(scene, look) + ".")
        parts += _marks(panel, look)
    parts.append(look.text("standing"))
    return " ".join(parts)


def no_report(scene: Scene, look: Look) -> str:
    """Say that nothing was told, and when something was."""
    words = look.text("no_report", span=span_text(scene.first, scene.day, look.lang))
    if scene.last_told is not None:
        words += "; " + look.text("last_report", day=day_text(scene.last_told, look.lang))
    return words


def listed(names: Sequence[str], most: int, look: Look) -> str:
    """Names in a row, the first few of them."""
    once = list(dict.fromkeys(names))
    row = ", ".join(once[:most])
    return row if len(once) <= most else look.text("and_more", names=row, count=len(once) - most)


def _where(panel: MapPanel, look: Look) -> str:
    """The oblasts that what is told lies in, the one with the most first; Ukraine where the map is wide."""
    x0, _, x1, _ = panel.view.bounds
    told = [site for site in panel.drawn if site.current] or panel.drawn or panel.scene.regions
    if x1 - x0 > _WIDE or not told:
        return look.text("UA")
    areas = load_basemap().areas
    areas = areas[areas["name"] != ""]
    names = areas["name_uk" if look.lang == "uk" else "name"].to_numpy()
    points = shapely.points([(place.lon, place.lat) for place in told])
    _, lies_in = shapely.STRtree(areas.geometry.to_numpy()).query(points, predicate="within")
    found = Counter(names[lies_in].tolist()).most_common()
    return ", ".join(name for name, count in found if count > _SHARE * len(told)) or look.text("UA")


def _marks(panel: MapPanel, look: Look) -> list[str]:
    """Sentences on what one map shows."""
    said = []
    scene = panel.scene
    often = [site.name for site in sorted(panel.drawn, key=lambda site: site.weight) if site.current]
    if len(often) > _MOST:
        said.append(look.text("alt_most", names=", ".join(often[:_MOST])))
    groups: dict[tuple[str, str], list[str]] = {}
    events: dict[tuple[str, str | None, bool], list[str]] = {}
    for site in panel.drawn:
        if site.status is not None:
            groups.setdefault((site.status, site.look), []).append(site.name)
        for (event_type, side), claimed in site.tokens.items():
            events.setdefault((event_type, side, claimed), []).append(site.name)
    for (status, how), names in sorted(groups.items()):
        said.append(look.text("alt_held", who=look.text(status), how=look.text(_HOW[how]), names=listed(names, 8, look)))
    for (event_type, side, claimed), names in events.items():
        who = f" ({look.text(side)})" if side else ""
        what = look.text(event_type) + who + (f", {look.text('claimed')}" if claimed else "")
        said.append(look.text("alt_event", what=what, names=listed(names, 6, look)))
    for region in scene.regions:
        who = look.text(region.side or "side_none")
        said.append(look.text("alt_" + region.claim_words, name=region.name, who=who, count=region.claims))
    if scene.movements:
        moves = []
        for m in scene.movements:
            notes = [look.text(m.side)] if m.side else []
            notes += [look.text("claimed")] if m.claimed else []
            notes += [look.text("advance_inferred")] if m.inferred else []
            way = f"→ {m.end_name}" if m.inferred else f"{m.start_name} → {m.end_name}"
            moves.append(f"{way} ({', '.join(notes)})" if notes else way)
        said.append(look.text("alt_moves", names=listed(moves, 6, look)))
    if scene.arteries:
        routes = [f"{a.name} ({look.text(f'gloc_{a.status}').lower()}, {look.text(a.certainty)})" for a in scene.arteries]
        said.append(look.text("alt_routes", names=listed(routes, 6, look)))
    if scene.held or scene.front or scene.regained:
        said.append(look.text("alt_areas"))
    return said
