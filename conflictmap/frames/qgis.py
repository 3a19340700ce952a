"""Styles that a GeoPackage carries for QGIS, so that a layer opens in the colours of the maps."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import quoteattr

__all__ = ["COLOURS", "add_styles"]

# the sides' colours of the light palette; a test holds them equal to the maps' own
COLOURS = {"UA": "#1E78D2", "RU": "#8C1127", "CONTESTED": "#E6AB02", "": "#8A8F98"}
_LABELS = {"UA": "Ukraine", "RU": "Russia", "CONTESTED": "contested", "": "unclear or not told"}
# which column tells the colour, by frame
_BY = {"events": "side", "control": "status", "glocs": "side", "advances": "side", "frontline": "side"}
_SYMBOLS = {
    "point": (
        "marker",
        "SimpleMarker",
        {"name": "circle", "size": "2.4", "outline_color": "255,255,255,255", "outline_width": "0.3"},
    ),
    "line": ("line", "SimpleLine", {"line_width": "0.7", "capstyle": "round", "joinstyle": "round"}),
    "polygon": ("fill", "SimpleFill", {"style": "solid", "outline_style": "no"}),
}


def add_styles(path: Path) -> None:
    """Add a default style to each layer of a GeoPackage that is a frame of the codebook and has a geometry."""
    with closing(sqlite3.connect(path)) as db, db:
        tables = dict(db.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        styles = [(name, column, _style(db, name, column)) for name, column in tables.items() if name in _BY]
        if not styles:
            return
        db.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
            "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
            "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"
        )
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '2000-01-01T00:00:00.000Z', 0)"
        )
        db.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
            "styleSLD, useAsDefault, description, owner, ui, update_time) "
            "VALUES ('', '', ?, ?, 'conflictmap', ?, '', 1, 'as the maps of conflictmap', '', '', '2000-01-01T00:00:00.000Z')",
            styles,
        )


def _style(db: sqlite3.Connection, name: str, column: str) -> str:
    # QGIS opens a layer once for each type of geometry in it, all with the one style of the table
    blobs = db.execute(f'SELECT DISTINCT substr("{column}", 1, 80) FROM "{name}" WHERE "{column}" IS NOT NULL')
    found = {{1: "point", 4: "point", 2: "line", 5: "line"}.get(_type(blob), "polygon") for (blob,) in blobs}
    return _qml(name, [kind for kind in _SYMBOLS if not found or kind in found])


def _type(blob: bytes) -> int:
    """The code of a geometry's type, behind the GeoPackage's header and its envelope."""
    start = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return int.from_bytes(blob[start + 1 : start + 5], "little" if blob[start] else "big") % 1000


def _qml(name: str, kinds: list[str]) -> str:
    rules: list[str] = []
    symbols: list[str] = []
    for kind in kinds:
        of_kind = []
        for value, colour in COLOURS.items():
            said = f"\"{_BY[name]}\" = '{value}'" if value else "ELSE"
            label = _LABELS[value] + (", estimated" if name == "frontline" else "")
            of_kind.append(f'<rule filter={quoteattr(said)} label={quoteattr(label)} symbol="{len(symbols)}"/>')
            symbols.append(_symbol(kind, colour, str(len(symbols)), dashed=name == "frontline"))
        filtered = quoteattr(f"geometry_type($geometry) = '{kind.title()}'")
        rules.append(f"<rule filter={filtered} label={quoteattr(kind + 's')}>{''.join(of_kind)}</rule>")
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">'
        f"<rules>{''.join(rules)}</rules><symbols>{''.join(symbols)}</symbols></renderer-v2></qgis>"
    )


def _symbol(kind: str, colour: str, name: str, *, dashed: bool) -> str:
    symbol, layer, look = _SYMBOLS[kind]
    rgb = ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ("," + ("90" if kind == "polygon" else "255"))
    options = look | ({"line_color": rgb, "line_style": "dash" if dashed else "solid"} if kind == "line" else {"color": rgb})
    # QGIS before 3.26 reads <prop>, later ones <Option>
    props = "".join(f"<prop k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in options.items())
    opts = "".join(f'<Option type="QString" name={quoteattr(k)} value={quoteattr(v)}/>' for k, v in options.items())
    return (
        f'<symbol type="{symbol}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="{layer}" enabled="1" '
        f'locked="0" pass="0"><Option type="Map">{opts}</Option>{props}</layer></symbol>'
    )
