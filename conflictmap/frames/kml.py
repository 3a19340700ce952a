"""KML as Google Earth reads it: a placemark a row, its columns as extended data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import lxml.etree as et
import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["read_kml", "write_kml"]

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# XML has no place for these
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_PARTS = {"MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}


def write_kml(rows: Sequence[Mapping[Any, Any]], shapes: Sequence[BaseGeometry | None], path: Path, name: str) -> None:
    """Write rows and their geometries (EPSG:4326)."""
    with path.open("wb") as file, et.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("kml", nsmap={None: _NAMESPACE}), xml.element("Document"):
            xml.write(_leaf("name", name), "\n")
            for row, shape in zip(rows, shapes, strict=True):
                xml.write(_placemark(row, shape), "\n")


def _leaf(tag: str, text: str, **attributes: str) -> Any:
    element = et.Element(tag, attributes)
    element.text = _CONTROL.sub("", text)
    return element


def _placemark(row: Mapping[str, Any], shape: BaseGeometry | None) -> Any:
    mark = et.Element("Placemark")
    if row.get("name") is not None:
        mark.append(_leaf("name", str(row["name"])))
    if row.get("quote") is not None:
        mark.append(_leaf("description", str(row["quote"])))
    data = et.SubElement(mark, "ExtendedData")
    for column, value in row.items():
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            et.SubElement(data, "Data", name=column).append(_leaf("value", text))
    if shape is not None and not shape.is_empty:
        mark.append(_geometry(shape))
    return mark


def _coordinates(shape: BaseGeometry) -> Any:
    return _leaf("coordinates", " ".join(",".join(map(repr, point)) for point in shapely.get_coordinates(shape).tolist()))


def _geometry(shape: Any) -> Any:
    if shape.geom_type in _PARTS:
        element = et.Element("MultiGeometry")
        element.extend(_geometry(part) for part in shapely.get_parts(shape))
    elif shape.geom_type == "Polygon":
        element = et.Element("Polygon")
        for tag, ring in [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", hole) for hole in shape.interiors)]:
            et.SubElement(et.SubElement(element, tag), "LinearRing").append(_coordinates(ring))
    else:
        element = et.Element(shape.geom_type)
        element.append(_coordinates(shape))
    return element


def read_kml(path: Path) -> tuple[list[dict[str, str]], list[BaseGeometry | None]]:
    """Read placemarks: their extended data as words, and their geometries."""
    parser = et.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    rows: list[dict[str, str]] = []
    shapes: list[BaseGeometry | None] = []
    for mark in et.parse(path, parser).iter("{*}Placemark"):
        row = {str(e.get("name")): e.text or "" for e in mark.iterfind(".//{*}SimpleData")}
        row |= {str(e.get("name")): e.findtext("{*}value") or "" for e in mark.iterfind(".//{*}Data")}
        if not row:
            row = {tag: e.text for tag in ("name", "description") if (e := mark.find(f"{{*}}{tag}")) is not None and e.text}
        rows.append(row)
        shapes.append(next(filter(None, map(_shape, mark)), None))
    return rows, shapes


def _points(element: Any) -> list[tuple[float, ...]]:
    text = element.findtext(".//{*}coordinates") or ""
    return [tuple(map(float, point.split(",")[:2])) for point in text.split()]


def _shape(element: Any) -> BaseGeometry | None:
    tag = et.QName(element).localname if isinstance(element.tag, str) else ""
    if tag == "Point":
        return shapely.Point(_points(element)[0])
    if tag == "LineString":
        return shapely.LineString(_points(element))
    if tag == "Polygon":
        outer, *holes = [_points(ring) for ring in _rings(element)]
        return shapely.Polygon(outer, holes)
    if tag == "MultiGeometry":
        parts = [shape for child in element if (shape := _shape(child)) is not None]
        kinds = {part.geom_type for part in parts}
        multi: dict[str, Any] = {
            "Point": shapely.MultiPoint,
            "LineString": shapely.MultiLineString,
            "Polygon": shapely.MultiPolygon,
        }
        gathered: BaseGeometry = multi.get(kinds.pop() if len(kinds) == 1 else "", shapely.GeometryCollection)(parts)
        return gathered
    return None


def _rings(element: Any) -> Iterator[Any]:
    yield from element.iterfind("{*}outerBoundaryIs/{*}LinearRing")
    yield from element.iterfind("{*}innerBoundaryIs/{*}LinearRing")
