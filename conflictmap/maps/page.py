"""The page around a map: one file without requests, with the same bytes for the same input and a policy that lets only it run."""

from __future__ import annotations

import base64
import hashlib
import html
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import shapely
from branca.element import Figure
from folium.template import Template

from conflictmap.frames.codebook import outlets_of
from conflictmap.maps import layers, style
from conflictmap.maps.basemap import load_basemap

__all__ = ["Page", "still_picture", "still_table"]

STILL_ROWS = 200  # rows of the table that a reader without scripts sees
STILL_PLACES = 400
STILL_STYLE = (
    "#cm-still{max-width:860px;margin:0 auto;padding:16px;font:14px/1.4 sans-serif}#cm-still svg{width:100%;height:auto}"
    "#cm-still td{padding:3px 6px;border-top:1px solid #ccc;vertical-align:top;overflow-wrap:anywhere;unicode-bidi:isolate}"
)
_TITLE, _STILL, _DATA = (f"<!--conflictmap {part}-->" for part in ("title", "still", "data"))
_ID = re.compile(r"(?<=_)[0-9a-f]{32}\b")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: object) -> str:
    """Escape a text for HTML and drop what no page may hold."""
    return html.escape(_HIDDEN.sub("\ufffd", str(text)))


class Page(Figure):
    """A figure whose page holds everything that it needs.

    Everything that came out of a report is put in after the page is rendered, so that neither a template nor the numbering of
    ids ever reads it.

    Parameters
    ----------
    title : str
        Title of the page.
    lang : str
        Language of the interface.
    still : str
        What a reader without scripts sees: ready HTML.
    picture : callable
        Makes the still for notebooks, as PNG, and its description: it is drawn where one asks for it, once.
    """

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head>\n'
        f'<meta name="generator" content="conflictmap">\n<title>{_TITLE}</title>\n'
        f"{{{{ this.header.render(**kwargs) }}}}\n<style>{STILL_STYLE}</style>\n</head>\n"
        f"<body>\n{_STILL}\n{{{{ this.html.render(**kwargs) }}}}\n{_DATA}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(
        self, *, title: str, lang: str, still: str, picture: Callable[[], tuple[bytes, str]], height: str | None = None
    ) -> None:
        super().__init__(height=height)
        self.heading = clean(title)
        self.lang = lang
        self.still = still
        self.picture = cache(picture)
        self.blocks: dict[str, str] = {}

    def put(self, name: str, text: str) -> None:
        """Put a block of data into the page; it must not contain `<`."""
        self.blocks[name] = text

    def render(self, **kwargs: Any) -> str:
        """Return the whole page."""
        self.blocks.clear()
        shell = super().render(**kwargs).replace("\r\n", "\n")
        # folium draws its ids by lot: they are numbered by order of appearance instead
        ids = {name: f"{number:x}" for number, name in enumerate(dict.fromkeys(_ID.findall(shell)))}
        shell = _ID.sub(lambda found: ids[found[0]], shell)
        policy = f'<meta http-equiv="Content-Security-Policy" content="{self._policy(shell)}">'
        shell = shell.replace("<head>", f'<head>\n<meta charset="utf-8">\n{policy}', 1)
        blocks = "\n".join(layers.data_block(name, text) for name, text in self.blocks.items())
        for mark, text in ((_TITLE, self.heading), (_STILL, self.still), (_DATA, blocks)):
            shell = shell.replace(mark, text, 1)
        return shell

    def _policy(self, shell: str) -> str:
        """A content security policy that lets run what stands in the page, by hash, and load what the map's layers name."""
        inline = re.findall(r"<script([^>]*)>(.*?)</script>", shell, re.S)
        scripts = [code for kind, code in inline if "src=" not in kind and "octet-stream" not in kind]
        if "app" in self.blocks:
            scripts += [layers.leaflet_script(), layers.app_script()]
        styles = [*re.findall(r"<style[^>]*>(.*?)</style>", shell, re.S), layers.stylesheet()]
        markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", shell, flags=re.S)
        # layers that a user added may name files of their own; ours name none
        files = _origins(
            re.findall(
                r"<(?:script|link)[^>]+(?:src|href)=[\"']([^\"']+)", markup + "".join(re.findall("<script src[^>]+>", shell))
            )
        )
        pictures = _origins(re.findall(r"(?:tileLayer|imageOverlay|tileLayer\.wms)\(\s*[\"']([^\"']+)", shell))
        own = f"'unsafe-inline' {files}" if files else " ".join(_hash(code) for code in styles)
        return "; ".join(
            [
                "default-src 'none'",
                f"script-src {' '.join(_hash(code) for code in scripts)} {files}".strip(),
                f"style-src {own}",
                "style-src-attr 'unsafe-inline'" if " style=" in shell else "style-src-attr 'none'",
                f"img-src data: blob: {pictures} {files}".strip(),
                f"font-src data: {files}".strip(),
                "base-uri 'none'",
                "form-action 'none'",
            ]
        )

    def _repr_html_(self, **kwargs: Any) -> str:
        """Show the page in a notebook; where frames are stripped because it is not trusted, the picture below stays."""
        picture, words = self.picture()
        size = f"height:{self.height}" if self.height else f"height:0;padding-bottom:{self.ratio}"
        return (
            f'<div style="position:relative;width:{self.width};{size}">'
            f'<img alt="{clean(words)}" style="position:absolute;width:100%;height:100%;object-fit:contain" '
            f'src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
            "<style>@media print{.cm-live{display:none}}</style>"  # on paper the still is what is seen
            f'<iframe class="cm-live" srcdoc="{_attribute(self.render(**kwargs))}" '
            'style="position:absolute;width:100%;height:100%;left:0;top:0;border:none" '
            "allowfullscreen></iframe></div>"
        )


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _origins(addresses: list[str]) -> str:
    found: dict[str, None] = {}
    for address in addresses:
        parts = urlsplit(re.sub(r"\{[^}]*\}(?=[.\w-]*/)", "*", address, count=1))
        if parts.scheme in ("http", "https") and re.fullmatch(r"[\w.*:-]+", parts.netloc):
            found[f"{parts.scheme}://{parts.netloc}"] = None
    return " ".join(found)


@cache
def _outline() -> str:
    """Path of Ukraine on the still picture."""
    areas = load_basemap().areas
    shape = areas[areas.country == "UA"].geometry.union_all().simplify(0.02)
    rings = [shapely.get_coordinates(ring) for part in shapely.get_parts(shape) if part.area > 0.01 for ring in [part.exterior]]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in (_place(*point) for point in ring)) + "Z" for ring in rings)


def _place(lon: float, lat: float) -> tuple[float, float]:
    """Where a point stands on the still picture of 800 x 560 (Mercator)."""
    y = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    return (lon - 21.6) * 42.0, 555 - (y - 49.8) * 42.0


def still_picture(events: gpd.GeoDataFrame, control: gpd.GeoDataFrame | None, lang: str) -> str:
    """Draw the last state as SVG: the outline of Ukraine and a symbol a place.

    Parameters
    ----------
    events, control : geopandas.GeoDataFrame
        Frames of the codebook.
    lang : str
        Language of the description.

    Returns
    -------
    str
        An SVG of 800 x 560.
    """
    colours = style.PALETTES["light"]

    events = events.sort_values(["date", "published", "event_id"], kind="stable")
    latest = control[control["valid_to"].isna()] if control is not None else events.drop_duplicates("place_id", keep="last")
    lon, lat = layers._points(layers._spots(latest))
    marks = []
    states = latest["status"] if control is not None else latest["side"]
    rows = list(zip(lon, lat, states.astype(object), strict=True))[-STILL_PLACES:]
    for x0, y0, state in rows:
        if not (math.isfinite(x0) and math.isfinite(y0)):
            continue
        x, y = _place(x0, y0)
        if not (0 <= x <= 800 and 0 <= y <= 560):
            continue
        if state == "UA":
            marks.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colours.ua}"/>')
        elif state == "RU":
            marks.append(f'<path d="M{x:.0f} {y - 5:.0f}l5 5-5 5-5-5z" fill="{colours.ru}"/>')
        elif state == "CONTESTED":
            marks.append(f'<path d="M{x - 4:.0f} {y - 4:.0f}h8v8h-8z" fill="{colours.contested}"/>')
        else:
            marks.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colours.paper}"/>')
    words = clean(style.text("standing", lang))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 560" role="img" aria-label="{words}">'
        f'<path fill="{colours.outside}" d="M0 0h800v560H0z"/>'
        f'<path fill="{colours.land}" stroke="{colours.border}" d="{_outline()}"/>'
        f'<g stroke="{colours.ink}">{"".join(marks)}</g></svg>'
    )


def still_table(events: gpd.GeoDataFrame, *, title: str, lang: str, picture: str) -> str:
    """Return what a reader without scripts sees: title, the standing line, the picture and a table of the newest events."""
    newest = events.sort_values(["date", "published", "event_id"], kind="stable").tail(STILL_ROWS).iloc[::-1]
    words = style.TEXTS[lang]
    rows = []
    columns = ("date", "name", "event_type", "side", "certainty", "quote", "outlet")
    newest = newest.assign(outlet=outlets_of(newest))
    for date, name, what, side, sure, quote, source in newest[list(columns)].astype(object).itertuples(index=False):
        cells = [
            str(date)[:10],
            layers.shorten(name, 120) if isinstance(name, str) else "",
            words[what],
            words.get(side, words["side_none"]) if isinstance(side, str) else words["side_none"],
            words[sure],
            layers.shorten(quote, 400) if isinstance(quote, str) else "",
            layers.shorten(source, 200) if isinstance(source, str) else "",
        ]
        rows.append("<tr>" + "".join(f"<td>{clean(cell)}</td>" for cell in cells) + "</tr>")
    return (
        f'<section id="cm-still"><h1>{clean(title)}</h1><p>{clean(words["standing"])}</p>{picture}'
        f"<table><tbody>{''.join(rows)}</tbody></table></section>"
    )
