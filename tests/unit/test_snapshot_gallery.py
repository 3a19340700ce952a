"""Ten figures over situations of the war, told in words of our own: whether each can be read, and that it is drawn twice alike.

`python tests/unit/test_snapshot_gallery.py FOLDER` draws them to look at.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import pytest
import shapely
import shapely.affinity
import shapely.ops
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from conflictmap.frames.codebook import conform
from conflictmap.maps import style
from conflictmap.maps.snapshot.canvas import Snapshot
from conflictmap.maps.snapshot.figure import draw_snapshot, palette_of
from conflictmap.maps.snapshot.files import save_snapshot
from conflictmap.maps.snapshot.series import days_between, draw_series

# lon, lat, oblast, population, name in Ukrainian
PLACES: dict[str, tuple[float, float, str, int, str]] = {
    "Balakliia": (36.84, 49.46, "Kharkiv Oblast", 26921, "Балаклія"),
    "Savyntsi": (37.06, 49.41, "Kharkiv Oblast", 5100, "Савинці"),
    "Volokhiv Yar": (36.90, 49.66, "Kharkiv Oblast", 1500, "Волохів Яр"),
    "Shevchenkove": (37.17, 49.70, "Kharkiv Oblast", 6851, "Шевченкове"),
    "Kupiansk": (37.61, 49.71, "Kharkiv Oblast", 27169, "Куп'янськ"),
    "Izium": (37.27, 49.20, "Kharkiv Oblast", 45884, "Ізюм"),
    "Velykyi Burluk": (37.38, 50.06, "Kharkiv Oblast", 3656, "Великий Бурлук"),
    "Vovchansk": (36.94, 50.29, "Kharkiv Oblast", 17459, "Вовчанськ"),
    "Chkalovske": (36.91, 49.78, "Kharkiv Oblast", 3200, "Чкаловське"),
    "Borova": (37.62, 49.38, "Kharkiv Oblast", 5174, "Борова"),
    "Oskil": (37.44, 49.18, "Kharkiv Oblast", 3241, "Оскіл"),
    "Chuhuiv": (36.69, 49.84, "Kharkiv Oblast", 31535, "Чугуїв"),
    "Kharkiv": (36.23, 49.99, "Kharkiv Oblast", 1421125, "Харків"),
    "Svatove": (38.15, 49.41, "Luhansk Oblast", 16420, "Сватове"),
    "Starobilsk": (38.91, 49.27, "Luhansk Oblast", 16267, "Старобільськ"),
    "Kreminna": (38.22, 49.05, "Luhansk Oblast", 18116, "Кремінна"),
    "Lysychansk": (38.43, 48.90, "Luhansk Oblast", 93340, "Лисичанськ"),
    "Lyman": (37.81, 48.99, "Donetsk Oblast", 20066, "Лиман"),
    "Sloviansk": (37.61, 48.85, "Donetsk Oblast", 105141, "Слов'янськ"),
    "Belgorod": (36.59, 50.60, "Belgorod Oblast", 391000, "Бєлгород"),
    "Kherson": (32.61, 46.64, "Kherson Oblast", 279131, "Херсон"),
    "Snihurivka": (32.81, 47.08, "Mykolaiv Oblast", 12307, "Снігурівка"),
    "Kyselivka": (32.42, 46.77, "Kherson Oblast", 2465, "Киселівка"),
    "Chornobaivka": (32.55, 46.70, "Kherson Oblast", 9275, "Чорнобаївка"),
    "Beryslav": (33.43, 46.84, "Kherson Oblast", 12123, "Берислав"),
    "Nova Kakhovka": (33.37, 46.76, "Kherson Oblast", 45069, "Нова Каховка"),
    "Oleshky": (32.72, 46.62, "Kherson Oblast", 24383, "Олешки"),
    "Mykolaiv": (31.99, 46.97, "Mykolaiv Oblast", 470011, "Миколаїв"),
    "Tiahynka": (33.05, 46.77, "Kherson Oblast", 1800, "Тягинка"),
    "Mylove": (33.61, 47.00, "Kherson Oblast", 1800, "Милове"),
    "Bakhmut": (38.00, 48.59, "Donetsk Oblast", 71094, "Бахмут"),
    "Soledar": (38.09, 48.68, "Donetsk Oblast", 10490, "Соледар"),
    "Klishchiivka": (37.96, 48.53, "Donetsk Oblast", 471, "Кліщіївка"),
    "Krasna Hora": (38.03, 48.64, "Donetsk Oblast", 598, "Красна Гора"),
    "Paraskoviivka": (37.99, 48.66, "Donetsk Oblast", 2808, "Парасковіївка"),
    "Chasiv Yar": (37.83, 48.59, "Donetsk Oblast", 12557, "Часів Яр"),
    "Ivanivske": (37.92, 48.56, "Donetsk Oblast", 1608, "Іванівське"),
    "Berkhivka": (37.96, 48.64, "Donetsk Oblast", 340, "Берхівка"),
    "Opytne": (37.99, 48.55, "Donetsk Oblast", 900, "Опитне"),
    "Kostiantynivka": (37.71, 48.53, "Donetsk Oblast", 67350, "Костянтинівка"),
    "Yahidne": (38.00, 48.63, "Donetsk Oblast", 600, "Ягідне"),
    "Kramatorsk": (37.58, 48.74, "Donetsk Oblast", 147145, "Краматорськ"),
    "Sudzha": (35.27, 51.19, "Kursk Oblast", 5127, "Суджа"),
    "Sverdlikovo": (35.15, 51.17, "Kursk Oblast", 350, "Свердліково"),
    "Korenevo": (34.90, 51.41, "Kursk Oblast", 5600, "Коренево"),
    "Rylsk": (34.68, 51.57, "Kursk Oblast", 15000, "Рильськ"),
    "Glushkovo": (34.64, 51.34, "Kursk Oblast", 4800, "Глушково"),
    "Sumy": (34.80, 50.91, "Sumy Oblast", 256474, "Суми"),
    "Kursk": (36.19, 51.73, "Kursk Oblast", 450000, "Курськ"),
    "Yunakivka": (35.09, 51.09, "Sumy Oblast", 1600, "Юнаківка"),
    "Lgov": (35.27, 51.67, "Kursk Oblast", 18000, "Льгов"),
    "Martynovka": (35.38, 51.24, "Kursk Oblast", 600, "Мартинівка"),
}
UA_MOD = ("Ukrainian General Staff", "UA")
RU_MOD = ("Russian Ministry of Defence", "RU")


def told(rows: list[tuple[Any, ...]]) -> gpd.GeoDataFrame:
    """Events out of (day, event type, side, place, certainty, claimant or None, source[, more])."""
    out = []
    for i, (day, event_type, side, place, certainty, claimant, source, *more) in enumerate(rows):
        lon, lat, admin1, people, name_uk = PLACES[place]
        who, claimant_side = claimant or (None, None)
        row = {
            "event_id": f"e{i:03d}",
            "report_id": f"{source} {day}",
            "event_type": event_type,
            "side": side,
            "place_id": f"p-{place}",
            "name": place,
            "kind": "settlement",
            "admin1": admin1,
            "role": "target",
            "date": day,
            "date_precision": "day",
            "certainty": certainty,
            "claimant": who,
            "claimant_side": claimant_side,
            "background": False,
            "source": source,
            "published": f"{day}T18:00:00Z",
            "name_uk": name_uk,
            "population": people,
            "geometry": shapely.Point(lon, lat),
            "quote": f"Something was said of {place}.",
        }
        out.append(row | (more[0] if more else {}))
    return conform(gpd.GeoDataFrame(out, geometry="geometry", crs="EPSG:4326"), "events")


def held(rows: list[tuple[Any, ...]], events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Control out of (place, status, since, certainty, disputed)."""
    out = []
    for place, status, since, certainty, disputed in rows:
        lon, lat, admin1, *_ = PLACES[place]
        ids = events.loc[(events["name"] == place) & (events["date"] <= since), "event_id"]
        row = {
            "place_id": f"p-{place}",
            "name": place,
            "kind": "settlement",
            "admin1": admin1,
            "status": status,
            "valid_from": since,
            "valid_to": None,
            "certainty": certainty,
            "disputed": disputed,
            "sources": 1,
            "event_ids": " ".join(ids),
            "last_report": since,
            "geometry": shapely.Point(lon, lat),
        }
        out.append(row)
    return conform(gpd.GeoDataFrame(out, geometry="geometry", crs="EPSG:4326"), "control")


def moves(rows: list[tuple[Any, ...]]) -> gpd.GeoDataFrame:
    """Advances out of (movement, side, from, to, inferred, first day, last day)."""
    out = []
    for i, (movement, side, start, end, inferred, first, last) in enumerate(rows):
        line = shapely.LineString([PLACES[start][:2], PLACES[end][:2]])
        row = {
            "advance_id": f"a{i:02d}",
            "movement": movement,
            "side": side,
            "origin_id": f"p-{start}",
            "origin_name": start,
            "target_id": f"p-{end}",
            "target_name": end,
            "inferred": inferred,
            "date": last,
            "first_date": first,
            "certainty": "reported",
            "sources": 1,
            "geometry": line,
        }
        out.append(row)
    return conform(gpd.GeoDataFrame(out, geometry="geometry", crs="EPSG:4326"), "advances")


def arteries(rows: list[tuple[Any, ...]]) -> gpd.GeoDataFrame:
    """Arteries out of (name, mode, side, status, cut by, since, course, reported km)."""
    out = []
    for i, (name, mode, side, status, cut_by, since, course, km) in enumerate(rows):
        line = shapely.LineString([PLACES[place][:2] if isinstance(place, str) else place for place in course])
        measured = gpd.GeoSeries([line], crs=4326).to_crs(32637).length.iloc[0] / 1000
        row = {
            "gloc_id": f"g{i}",
            "name": name,
            "mode": mode,
            "side": side,
            "status": status,
            "cut_by": cut_by,
            "valid_from": since,
            "certainty": "reported",
            "schematic": len(course) == 2,
            "reported_km": km,
            "measured_km": measured,
            "geometry": line,
        }
        out.append(row)
    return conform(gpd.GeoDataFrame(out, geometry="geometry", crs="EPSG:4326"), "glocs")


def front(
    day: str, line: list[tuple[float, float]], closing: list[tuple[float, float]], doubt: list[float], *, regained: Any = None
) -> Any:
    """Estimates out of the course of the line, the way back round the held area, and the doubt of equal parts of the line."""
    rows = [{"what": "held", "side": "RU", "geometry": shapely.Polygon([*line, *closing]), "uncertainty_km": 4.0}]
    whole = shapely.LineString(line)
    for i, km in enumerate(doubt):
        piece = shapely.ops.substring(whole, i / len(doubt), (i + 1) / len(doubt), normalized=True)
        rows.append({"what": "line", "side": "RU", "geometry": piece, "uncertainty_km": km})
    if regained is not None:
        rows.append({"what": "regained", "side": "UA", "geometry": shapely.Polygon(regained), "uncertainty_km": 5.0})
    frame = gpd.GeoDataFrame([row | {"date": day, "estimated": True} for row in rows], geometry="geometry", crs="EPSG:4326")
    return conform(frame, "frontline")


def kharkiv() -> dict[str, Any]:
    """The counter-offensive east of Kharkiv, September 2022."""
    blog, digest = "Morning live blog", "Evening digest"
    events = told(
        [
            ("2022-09-08", "control_gained", "UA", "Balakliia", "confirmed", None, digest),
            ("2022-09-08", "flag_raised", "UA", "Balakliia", "reported", None, digest),
            ("2022-09-07", "control_gained", "UA", "Volokhiv Yar", "reported", None, digest),
            ("2022-09-08", "control_gained", "UA", "Shevchenkove", "claimed", UA_MOD, digest),
            ("2022-09-09", "advance", "UA", "Kupiansk", "reported", None, digest),
            ("2022-09-10", "flag_raised", "UA", "Kupiansk", "claimed", ("a regional deputy", "UA"), blog),
            ("2022-09-10", "control_gained", "UA", "Izium", "claimed", ("the mayor of Izium", "UA"), blog),
            ("2022-09-10", "withdrew", "RU", "Izium", "reported", None, blog),
            ("2022-09-10", "entered", "UA", "Izium", "unverified", ("two officers", "UA"), blog),
            ("2022-09-10", "withdrew", "RU", "Balakliia", "claimed", RU_MOD, blog),
            ("2022-09-10", "withdrew", "RU", "Vovchansk", "unverified", ("residents", "other"), blog),
            ("2022-09-10", "control_gained", "UA", "Velykyi Burluk", "unverified", ("a volunteer", "UA"), blog),
            ("2022-09-09", "control_gained", "UA", "Savyntsi", "claimed", UA_MOD, digest),
            ("2022-09-10", "fighting", "UA", "Lyman", "reported", None, digest),
            ("2022-09-09", "strike", "RU", "Kharkiv", "reported", None, digest),
            ("2022-09-10", "evacuation", "RU", "Kupiansk", "reported", None, blog),
            ("2022-09-08", "control_gained", "UA", "Chkalovske", "reported", None, digest),
        ]
    )
    control = held(
        [
            ("Balakliia", "UA", "2022-09-08", "confirmed", False),
            ("Volokhiv Yar", "UA", "2022-09-07", "reported", False),
            ("Chkalovske", "UA", "2022-09-08", "reported", False),
            ("Shevchenkove", "UA", "2022-09-08", "claimed", False),
            ("Savyntsi", "UA", "2022-09-09", "claimed", False),
            ("Kupiansk", "CONTESTED", "2022-09-10", "claimed", True),
            ("Izium", "UA", "2022-09-10", "claimed", False),
            ("Velykyi Burluk", "UA", "2022-09-10", "unverified", False),
            ("Vovchansk", "UNKNOWN", "2022-09-10", "unverified", False),
            ("Lyman", "CONTESTED", "2022-09-10", "reported", False),
            ("Kharkiv", "UA", "2022-09-01", "reported", False),
            ("Chuhuiv", "UA", "2022-09-01", "reported", False),
            ("Sloviansk", "UA", "2022-09-02", "reported", False),
            ("Svatove", "RU", "2022-09-05", "reported", False),
            ("Starobilsk", "RU", "2022-09-01", "reported", False),
            ("Kreminna", "RU", "2022-09-06", "reported", False),
            ("Lysychansk", "RU", "2022-09-03", "reported", False),
            ("Borova", "RU", "2022-09-04", "reported", False),
            ("Oskil", "RU", "2022-09-08", "claimed", False),
        ],
        events,
    )
    advances = moves(
        [
            ("advance", "UA", "Balakliia", "Shevchenkove", False, "2022-09-08", "2022-09-09"),
            ("advance", "UA", "Shevchenkove", "Kupiansk", False, "2022-09-09", "2022-09-10"),
            ("advance", "UA", "Shevchenkove", "Velykyi Burluk", True, "2022-09-10", "2022-09-10"),
            ("advance", "UA", "Sloviansk", "Lyman", True, "2022-09-10", "2022-09-10"),
            ("withdrawal", "RU", "Izium", "Oskil", False, "2022-09-10", "2022-09-10"),
            ("evacuation", "RU", "Vovchansk", "Belgorod", False, "2022-09-10", "2022-09-10"),
        ]
    )
    glocs = arteries(
        [
            (
                "Belgorod–Vovchansk–Kupiansk–Izium",
                "line",
                "RU",
                "cut",
                "UA",
                "2022-09-10",
                ["Vovchansk", "Kupiansk", (37.45, 49.42), "Izium"],
                125,
            ),
            (
                "Kupiansk–Svatove",
                "road P07",
                "RU",
                "interdicted",
                "UA",
                "2022-09-09",
                ["Kupiansk", (37.82, 49.62), (38.0, 49.52), "Svatove"],
                None,
            ),
            ("Svatove–Starobilsk", "road P66", "RU", "open", None, "2022-09-05", ["Svatove", (38.4, 49.33), "Starobilsk"], None),
        ]
    )
    line = [
        (36.75, 50.32),
        (36.98, 50.18),
        (37.2, 50.1),
        (37.42, 49.96),
        (37.58, 49.8),
        (37.6, 49.6),
        (37.5, 49.4),
        (37.4, 49.2),
        (37.5, 49.08),
    ]
    line += [(37.75, 48.97), (38.0, 48.9), (38.25, 48.82), (38.3, 48.6)]
    closing = [(39.9, 48.6), (40.2, 49.6), (38.9, 49.83), (38.1, 49.95), (37.5, 50.4)]
    regained = [
        (36.85, 49.4),
        (36.7, 49.6),
        (36.85, 49.85),
        (37.2, 50.05),
        (37.42, 49.96),
        (37.58, 49.8),
        (37.55, 49.55),
        (37.35, 49.25),
        (37.1, 49.25),
    ]
    frontline = front("2022-09-10", line, closing, [6, 9, 4, 4, 7, 9], regained=regained)
    return {
        "events": events,
        "control": control,
        "advances": advances,
        "glocs": glocs,
        "frontline": frontline,
        "on": "2022-09-10",
        "title": "Ukrainian forces reach Kupiansk and Izium",
    }


def kherson() -> dict[str, Any]:
    """The right bank of the Dnipro is left, November 2022."""
    wire, radio = "Wire report", "Radio bulletin"
    events = told(
        [
            ("2022-11-09", "withdrew", "RU", "Kherson", "claimed", RU_MOD, wire),
            ("2022-11-10", "control_gained", "UA", "Snihurivka", "confirmed", None, wire),
            ("2022-11-10", "flag_raised", "UA", "Snihurivka", "reported", None, radio),
            ("2022-11-10", "control_gained", "UA", "Kyselivka", "claimed", UA_MOD, radio),
            ("2022-11-11", "control_gained", "UA", "Kherson", "confirmed", None, wire),
            ("2022-11-11", "flag_raised", "UA", "Kherson", "confirmed", None, radio),
            ("2022-11-11", "entered", "UA", "Chornobaivka", "reported", None, radio),
            ("2022-11-11", "control_gained", "UA", "Beryslav", "claimed", ("a district head", "UA"), wire),
            ("2022-11-11", "control_gained", "UA", "Mylove", "claimed", UA_MOD, wire),
            ("2022-11-11", "control_gained", "UA", "Tiahynka", "unverified", ("residents", "other"), wire),
            ("2022-11-11", "strike", "UA", "Nova Kakhovka", "reported", None, wire),
            ("2022-11-11", "control_held", "RU", "Oleshky", "reported", None, wire),
            ("2022-11-09", "strike", "RU", "Mykolaiv", "reported", None, radio),
            ("2022-11-11", "evacuation", "RU", "Oleshky", "claimed", RU_MOD, wire),
        ]
    )
    control = held(
        [
            ("Kherson", "UA", "2022-11-11", "confirmed", False),
            ("Snihurivka", "UA", "2022-11-10", "confirmed", False),
            ("Kyselivka", "UA", "2022-11-10", "claimed", False),
            ("Chornobaivka", "CONTESTED", "2022-11-11", "reported", False),
            ("Beryslav", "UA", "2022-11-11", "claimed", False),
            ("Mylove", "UA", "2022-11-11", "claimed", False),
            ("Tiahynka", "UA", "2022-11-11", "unverified", False),
            ("Nova Kakhovka", "RU", "2022-11-06", "reported", False),
            ("Oleshky", "RU", "2022-11-11", "reported", False),
            ("Mykolaiv", "UA", "2022-11-01", "reported", False),
        ],
        events,
    )
    advances = moves(
        [
            ("advance", "UA", "Snihurivka", "Kherson", False, "2022-11-10", "2022-11-11"),
            ("advance", "UA", "Mykolaiv", "Kyselivka", False, "2022-11-09", "2022-11-10"),
            ("withdrawal", "RU", "Kherson", "Oleshky", False, "2022-11-09", "2022-11-11"),
        ]
    )
    glocs = arteries(
        [
            ("Antonivka bridge", "bridge", "RU", "cut", "RU", "2022-11-11", [(32.70, 46.683), (32.725, 46.655)], None),
            (
                "M14",
                "road",
                "UA",
                "open",
                None,
                "2022-11-11",
                ["Mykolaiv", (32.2, 46.87), "Kyselivka", "Chornobaivka", "Kherson"],
                None,
            ),
        ]
    )
    line = [
        (31.5, 46.52),
        (32.0, 46.50),
        (32.4, 46.55),
        (32.66, 46.63),
        (33.0, 46.73),
        (33.3, 46.78),
        (33.6, 46.95),
        (34.0, 47.2),
        (34.4, 47.5),
    ]
    frontline = front("2022-11-11", line, [(35.6, 47.3), (35.2, 46.3), (33.6, 46.1), (32.0, 46.2)], [1, 1, 2, 2])
    return {
        "events": events,
        "control": control,
        "advances": advances,
        "glocs": glocs,
        "frontline": frontline,
        "on": "2022-11-11",
        "title": "Russian forces leave the right bank; Ukrainian forces enter Kherson",
    }


def bakhmut() -> dict[str, Any]:
    """Around Bakhmut, February 2023: villages a few kilometres apart, claims that contradict each other."""
    brief, channel = "Daily brief", "War correspondent"
    wagner = ("head of a Russian private army", "RU")
    events = told(
        [
            ("2023-02-12", "control_gained", "RU", "Krasna Hora", "claimed", wagner, channel),
            ("2023-02-12", "control_held", "UA", "Krasna Hora", "claimed", UA_MOD, brief),
            ("2023-02-15", "fighting", "RU", "Bakhmut", "reported", None, brief),
            ("2023-02-15", "fighting", "RU", "Paraskoviivka", "reported", None, brief),
            ("2023-02-17", "control_gained", "RU", "Paraskoviivka", "claimed", wagner, channel),
            ("2023-02-16", "repelled", "UA", "Ivanivske", "claimed", UA_MOD, brief),
            ("2023-02-16", "strike", "RU", "Chasiv Yar", "reported", None, brief),
            ("2023-02-14", "control_gained", "RU", "Klishchiivka", "claimed", RU_MOD, brief),
            ("2023-02-17", "fighting", "RU", "Berkhivka", "reported", None, brief),
            ("2023-02-17", "fighting", "RU", "Yahidne", "unverified", ("milbloggers", "RU"), channel),
            ("2023-02-16", "fighting", "RU", "Opytne", "reported", None, brief),
            ("2023-02-16", "evacuation", "UA", "Bakhmut", "reported", None, brief),
            ("2023-02-15", "reinforcement", "UA", "Bakhmut", "claimed", UA_MOD, brief),
        ]
    )
    control = held(
        [
            ("Krasna Hora", "CONTESTED", "2023-02-12", "claimed", True),
            ("Bakhmut", "CONTESTED", "2023-02-15", "reported", False),
            ("Paraskoviivka", "RU", "2023-02-17", "claimed", False),
            ("Ivanivske", "UA", "2023-02-16", "claimed", False),
            ("Klishchiivka", "RU", "2023-02-14", "claimed", False),
            ("Berkhivka", "CONTESTED", "2023-02-17", "reported", False),
            ("Yahidne", "CONTESTED", "2023-02-17", "unverified", False),
            ("Opytne", "CONTESTED", "2023-02-16", "reported", False),
            ("Soledar", "RU", "2023-01-16", "reported", False),
            ("Chasiv Yar", "UA", "2023-02-10", "reported", False),
            ("Kostiantynivka", "UA", "2023-02-01", "reported", False),
            ("Kramatorsk", "UA", "2023-02-01", "reported", False),
        ],
        events,
    )
    advances = moves(
        [
            ("advance", "RU", "Soledar", "Paraskoviivka", False, "2023-02-12", "2023-02-17"),
            ("advance", "RU", "Klishchiivka", "Ivanivske", True, "2023-02-16", "2023-02-16"),
        ]
    )
    glocs = arteries(
        [
            (
                "T0504 Kostiantynivka–Bakhmut",
                "road",
                "UA",
                "interdicted",
                "RU",
                "2023-02-10",
                ["Kostiantynivka", (37.82, 48.545), "Ivanivske", "Bakhmut"],
                None,
            ),
            (
                "M03 Sloviansk–Bakhmut",
                "road",
                "UA",
                "cut",
                "RU",
                "2023-02-15",
                [(37.72, 48.78), (37.88, 48.72), "Berkhivka", "Bakhmut"],
                None,
            ),
        ]
    )
    line = [
        (38.05, 48.85),
        (38.0, 48.75),
        (37.95, 48.68),
        (37.98, 48.635),
        (38.02, 48.61),
        (38.03, 48.58),
        (37.99, 48.55),
        (37.94, 48.53),
        (37.97, 48.45),
    ]
    frontline = front("2023-02-17", line, [(38.6, 48.4), (38.6, 48.85)], [2.5, 1.6, 1.6, 2.0])
    return {
        "events": events,
        "control": control,
        "advances": advances,
        "glocs": glocs,
        "frontline": frontline,
        "on": "2023-02-17",
        "title": "Roads into Bakhmut under fire",
        "size": "1600x1200px",
    }


def kursk() -> dict[str, Any]:
    """Over the border, August 2024."""
    note, agency = "Field note", "News agency"
    region = {"kind": "oblast", "place_id": "p-kursk-oblast", "name": "Kursk Oblast"}
    events = told(
        [
            ("2024-08-08", "entered", "UA", "Sudzha", "reported", None, agency),
            ("2024-08-09", "entered", "UA", "Sverdlikovo", "reported", None, agency),
            ("2024-08-12", "control_gained", "UA", "Sverdlikovo", "claimed", UA_MOD, note),
            ("2024-08-13", "fighting", "UA", "Korenevo", "reported", None, agency),
            ("2024-08-13", "fighting", "UA", "Martynovka", "claimed", RU_MOD, note, {"relation": "near"}),
            ("2024-08-14", "control_gained", "UA", "Sudzha", "claimed", ("the president of Ukraine", "UA"), agency),
            ("2024-08-11", "evacuation", "RU", "Glushkovo", "reported", None, agency),
            ("2024-08-12", "control_gained", "UA", "Kursk", "claimed", UA_MOD, note, region),
            ("2024-08-13", "strike", "UA", "Kursk", "claimed", RU_MOD, note),
            ("2024-08-13", "strike", "RU", "Sumy", "reported", None, agency),
            ("2024-08-13", "repelled", "RU", "Lgov", "claimed", RU_MOD, note, {"relation": "S"}),
        ]
    )
    advances = moves(
        [
            ("advance", "UA", "Yunakivka", "Sudzha", False, "2024-08-08", "2024-08-14"),
            ("advance", "UA", "Sverdlikovo", "Korenevo", True, "2024-08-12", "2024-08-13"),
            ("evacuation", "RU", "Glushkovo", "Rylsk", False, "2024-08-11", "2024-08-12"),
        ]
    )
    return {
        "events": events,
        "advances": advances,
        "on": "2024-08-14",
        "title": "Ukrainian forces in Kursk Oblast",
        "extent": "auto",
    }


def phone() -> dict[str, Any]:
    """The width of a phone."""
    return kharkiv() | {"size": "60x105mm", "title": "Kupiansk and Izium"}


def crowded() -> dict[str, Any]:
    """Every place that the others name, told of in one week, half of it claimed against the other half."""
    kinds = ("control_gained", "fighting", "withdrew", "strike", "flag_raised", "entered", "repelled")
    sure = ("reported", "claimed", "unverified", "confirmed", "denied")
    near = [name for name, (lon, lat, *_) in PLACES.items() if 36.0 < lon < 39 and 48.4 < lat < 50.4]
    rows = []
    for i, name in enumerate(near * 3):
        side = "UA" if (i * 7) % 5 < 3 else "RU"
        claimant = (UA_MOD, RU_MOD, None)[i % 3]
        rows.append(
            (f"2022-09-{4 + i % 7:02d}", kinds[i % 7], side, name, sure[(i * 3) % 5], claimant, f"Paper {'ABCDEFGHJK'[i % 10]}")
        )
    return {
        "events": told(rows),
        "on": "2022-09-10",
        "title": "A week in which everybody says something about every place",
        "size": "1600x1200px",
    }


def empty() -> dict[str, Any]:
    """A week in which nothing was told."""
    return kharkiv() | {
        "control": None,
        "advances": None,
        "glocs": None,
        "frontline": None,
        "on": "2022-10-20",
        "title": None,
        "extent": "Kharkiv",
    }


def ukrainian() -> dict[str, Any]:
    """In Ukrainian, dark."""
    return kharkiv() | {"lang": "uk", "style": "dark", "title": "Українські сили дійшли до Куп'янська та Ізюма"}


def in_grey() -> dict[str, Any]:
    """For a printer in black."""
    return kharkiv() | {"style": "print"}


def series() -> dict[str, Any]:
    """Six days, small."""
    situation = kharkiv() | {"days": days_between("2022-09-05", "2022-09-10", "1d")}
    del situation["on"]
    return situation


SITUATIONS: dict[str, Any] = {
    "kharkiv": kharkiv,
    "kherson": kherson,
    "bakhmut": bakhmut,
    "kursk": kursk,
    "phone": phone,
    "crowded": crowded,
    "empty": empty,
    "ukrainian": ukrainian,
    "grey": in_grey,
    "series": series,
}


def drawn(name: str) -> Any:
    """The figure of a situation."""
    return (draw_series if name == "series" else draw_snapshot)(**SITUATIONS[name]())


def ink(figure: Snapshot, text: Text) -> shapely.Polygon:
    """Where the letters of a text are, turned as it is turned, in pixels."""
    x, y = text.get_transform().transform(text.get_position())
    outline = TextPath((0, 0), text.get_text(), size=text.get_fontsize() * figure.dpi / 72, prop=text.get_fontproperties())
    box = shapely.box(*outline.get_extents().extents)
    return shapely.affinity.translate(shapely.affinity.rotate(box, text.get_rotation(), origin=(0, 0)), x, y)


def texts_of(figure: Snapshot, *kinds: str) -> dict[str, tuple[Any, Any]]:
    """Texts on the maps whose ids begin so: their axes and where their letters are, in pixels."""
    rows = [(axes, text) for axes in figure.maps for text in axes.findobj(Text) if str(text.get_gid()).startswith(kinds)]
    return {text.get_gid(): (axes, ink(figure, text)) for axes, text in rows}


def signs_of(figure: Snapshot, *kinds: str) -> dict[str, tuple[Any, Any]]:
    """Symbols on the maps whose ids begin so: their axes and boxes, in pixels."""
    rows = [(axes, patch) for axes in figure.maps for patch in axes.findobj(PathPatch) if str(patch.get_gid()).startswith(kinds)]
    return {patch.get_gid(): (axes, shapely.box(*patch.get_window_extent().extents)) for axes, patch in rows}


NAMES = ("name-", "region-", "area-", "water-", "estimated-front-line-words", "estimated-held-words", "scale", "road-")


@pytest.fixture(scope="module", params=list(SITUATIONS))
def figure(request: pytest.FixtureRequest) -> Snapshot:
    shown: Snapshot = drawn(request.param)
    shown.canvas.draw()
    return shown


def test_no_name_lies_on_a_symbol(figure: Snapshot) -> None:
    names = texts_of(figure, *NAMES)
    signs = signs_of(figure, "symbol-", "town-", "event-")
    assert len(names) > 10
    assert len(signs) > 10
    for sign, (axes, box) in signs.items():
        for name, (other, letters) in names.items():
            shared = letters.intersection(box).area if axes is other else 0.0
            assert shared < 0.5, f"{name} lies on {sign}"


def test_no_name_lies_on_another(figure: Snapshot) -> None:
    rows = [(name, axes, letters) for name, (axes, letters) in texts_of(figure, *NAMES).items()]
    for i, (name, axes, letters) in enumerate(rows):
        for other, its_axes, its_letters in rows[i + 1 :]:
            shared = letters.intersection(its_letters).area if axes is its_axes else 0.0
            assert shared < 0.5, f"{name} lies on {other}"


def test_no_name_lies_on_an_arrow(figure: Snapshot) -> None:
    arrows = signs_of(figure, "advance-", "withdrawal-")
    names = texts_of(figure, "name-", "region-", "area-", "water-")
    for axes in figure.maps:
        for patch in axes.findobj(PathPatch):
            if patch.get_gid() in arrows:
                outline = shapely.make_valid(shapely.Polygon(patch.get_transform().transform(patch.get_path().vertices)))
                for name, (other, letters) in names.items():
                    assert axes is not other or letters.intersection(outline).area < 2, f"{name} lies on {patch.get_gid()}"


def test_names_stay_inside_the_frame(figure: Snapshot) -> None:
    for name, (axes, letters) in texts_of(figure, *NAMES, "sources-of-").items():
        frame = shapely.box(*axes.get_window_extent().extents).buffer(1)
        assert letters.within(frame), name


def test_words_around_the_maps_stay_on_the_sheet(figure: Snapshot) -> None:
    sheet = shapely.box(0, 0, *(figure.get_size_inches() * figure.dpi)).buffer(1)
    texts = [
        text for text in figure.findobj(Text) if str(text.get_gid()).startswith(("title", "subtitle", "foot", "legend", "day"))
    ]
    assert texts
    for text in texts:
        assert ink(figure, text).within(sheet), text.get_text()


def test_no_words_around_the_maps_lie_on_others(figure: Snapshot) -> None:
    maps = [shapely.box(*axes.get_window_extent().extents).buffer(-1) for axes in figure.maps]
    found = [
        text for text in figure.findobj(Text) if str(text.get_gid()).startswith(("title", "subtitle", "foot", "legend", "day"))
    ]
    texts = [(text.get_text(), ink(figure, text)) for text in found]
    for i, (words, letters) in enumerate(texts):
        assert not any(letters.intersects(frame) for frame in maps), f"{words!r} lies on a map"
        for other, its_letters in texts[i + 1 :]:
            assert letters.intersection(its_letters).area < 0.5, f"{words!r} lies on {other!r}"


def test_the_standing_line_is_on_every_figure(figure: Snapshot) -> None:
    words = " ".join(text.get_text() for text in figure.findobj(Text))
    lang = figure.facts["lang"]
    assert style.text("standing", lang) in words
    assert style.text("standing", lang) in figure.alt


def test_text_in_svg_is_text(figure: Snapshot, tmp_path: Path) -> None:
    root = ElementTree.parse(save_snapshot(figure, tmp_path / "figure.svg")).getroot()
    written = [" ".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    shown = [text.get_text() for text in figure.findobj(Text) if text.get_text() and text.get_visible()]
    assert sorted(written) == sorted(shown)
    assert len(written) > 20


def test_ids_in_svg_are_unique_and_speak(figure: Snapshot, tmp_path: Path) -> None:
    root = ElementTree.parse(save_snapshot(figure, tmp_path / "figure.svg")).getroot()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {"layer-ground", "layer-names", "layer-head", "layer-sources"} <= set(ids)
    assert not [name for name in ids if name.startswith(("patch_", "text_", "axes_", "figure_"))]


def test_the_same_situation_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in (".png", ".svg", ".pdf"):
        first = save_snapshot(drawn("kherson"), tmp_path / f"one{ending}").read_bytes()
        assert first == save_snapshot(drawn("kherson"), tmp_path / f"two{ending}").read_bytes(), ending


def test_print_style_has_greys_only_and_tells_the_sides_apart(tmp_path: Path) -> None:
    text = save_snapshot(drawn("grey"), tmp_path / "figure.svg").read_text(encoding="utf-8")
    colours = set(re.findall(r"#([0-9a-f]{6})", text))
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)
    greys = palette_of("print")
    tones = sorted(int(tone[1:3], 16) for tone in (greys.ua, greys.ru, greys.contested))
    assert min(high - low for low, high in pairwise(tones)) > 35


def test_a_week_without_reports_says_so_and_names_the_last_day() -> None:
    assert "No report for 14–20 October 2022; the last one before is of 10 September 2022" in drawn("empty").alt


def test_the_ukrainian_figure_speaks_ukrainian() -> None:
    figure = drawn("ukrainian")
    words = {text.get_text() for text in figure.findobj(Text)}
    assert {"Куп'янськ", "Балаклія", "Харків"} <= words
    assert "Kharkiv" not in words


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SITUATIONS:
        figure = drawn(name)
        save_snapshot(figure, folder / f"{name}.png")
        print(name, figure.alt)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
