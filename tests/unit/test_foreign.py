"""Events of ACLED, UCDP GED, VIINA and a user's own table become ours, and ours become theirs, by the printed table."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.errors import ConfigError, SchemaError, StoreError
from conflictmap.frames.codebook import conform
from conflictmap.frames.foreign import SCHEMES, convert_events, crosswalk, read_events, read_viina_control
from conflictmap.model import EVENT_TYPES, KINDS


def acled(**columns: object) -> pd.DataFrame:
    row = {
        "event_id_cnty": "UKR1",
        "event_date": "2022-09-10",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Government regains territory",
        "actor1": "Military Forces of Ukraine (2019-)",
        "admin1": "Kharkiv",
        "location": "Izium",
        "latitude": "49.2088",
        "longitude": "37.2485",
        "geo_precision": "1",
        "source": "The Example",
        "notes": "On 10 September the town changed hands.",
    }
    return pd.DataFrame([row | columns])


def test_acled_tells_who_took_a_town() -> None:
    (event,) = read_events(acled()).itertuples()
    assert (event.event_type, event.side, event.name, event.admin1) == ("control_gained", "UA", "Izium", "Kharkiv Oblast")
    taken = acled(sub_event_type="Non-state actor overtakes territory", actor1="Military Forces of Russia (2000-) Wagner Group")
    assert read_events(taken)["side"].tolist() == ["RU"]


def test_the_first_of_two_fighting_actors_is_no_attacker() -> None:
    frame = read_events(acled(sub_event_type="Armed clash"))
    assert frame["event_type"].tolist() == ["fighting"]
    assert frame["side"].isna().all()


def test_a_place_of_low_precision_is_no_settlement() -> None:
    frame = read_events(pd.concat([acled(geo_precision=code) for code in "123"]))
    assert frame["kind"].tolist() == ["settlement", "settlement", "oblast"]
    assert frame["relation"].astype(object).fillna("-").tolist() == ["-", "near", "-"]
    weeks = read_events(pd.concat([acled(time_precision=code) for code in "123"]))
    assert weeks["date_precision"].tolist() == ["day", "week", "month"]


def test_protests_are_no_events_of_control() -> None:
    assert len(read_events(pd.concat([acled(), acled(sub_event_type="Peaceful protest")]))) == 1


def test_a_table_of_ucdp_is_known_by_its_columns(tmp_path: Path) -> None:
    row = {
        "id": "5",
        "type_of_violence": "3",
        "side_a": "Government of Russia (Soviet Union)",
        "where_prec": "2",
        "where_coordinates": "Sakhanka village",
        "adm_1": "Donetsk oblast",
        "latitude": "47.13",
        "longitude": "37.86",
        "date_prec": "2",
        "date_start": "2022-03-01 00:00:00.000",
        "date_end": "2022-03-03 00:00:00.000",
    }
    path = tmp_path / "ged.csv"
    pd.DataFrame([row]).to_csv(path, index=False)
    (event,) = read_events(path).itertuples()
    assert (event.event_type, event.side, event.name, event.relation) == ("strike", "RU", "Sakhanka", "near")
    assert (str(event.date.date()), event.date_precision, event.admin1) == ("2022-03-03", "week", "Donetsk Oblast")


def test_a_report_of_viina_with_two_labels_is_two_events() -> None:
    row = {
        "event_id": 7,
        "date": 20220910,
        "longitude": 37.25,
        "latitude": 49.21,
        "geonameid": 707292,
        "GEO_PRECISION": "ADM3",
        "a_rus_b": 0,
        "a_ukr_b": 1,
        "t_control_b": 1,
        "t_artillery_b": 1,
        "t_firefight_b": 0,
        "t_mil_b": 1,
    }
    frame = read_events(pd.DataFrame([row]))
    assert sorted(frame["event_type"]) == ["control_gained", "strike"]
    assert frame["side"].tolist() == ["UA", "UA"]
    assert frame["place_id"].tolist() == ["gn-707292"] * 2
    assert frame["event_id"].is_unique


def test_daily_control_of_viina_becomes_spells() -> None:
    days = [("2022-09-08", "RU"), ("2022-09-09", "RU"), ("2022-09-10", "CONTESTED"), ("2022-09-11", "UA"), ("2022-09-12", "UA")]
    table = pd.DataFrame(
        [
            {"geonameid": "707292", "date": day.replace("-", ""), "status": s, "longitude": "37.25", "latitude": "49.21"}
            for day, s in days
        ]
    )
    spells = read_viina_control(table)
    assert spells["status"].tolist() == ["RU", "CONTESTED", "UA"]
    assert spells["valid_from"].dt.day.tolist() == [8, 10, 11]
    assert spells["valid_to"].dt.day.tolist()[:2] == [10, 11]
    assert pd.isna(spells["valid_to"].iloc[2])


def test_a_users_own_table_needs_two_lines() -> None:
    mine = pd.DataFrame({"town": ["Izium", "Lyman"], "day": ["2022-09-10", "2022-10-01"], "x": [37.26, 37.8], "y": [49.2, 48.99]})
    events = read_events(
        mine, columns={"name": "town", "date": "day", "lon": "x", "lat": "y"}, event_type="control_gained", side="UA"
    )
    assert events["event_id"].is_unique
    assert events.geometry.x.tolist() == [37.26, 37.8]
    assert set(events["certainty"]) == {"reported"}


def test_a_users_own_geometry_is_kept() -> None:
    mine = gpd.GeoDataFrame(
        {"name": ["a"], "date": ["2022-09-10"]}, geometry=[shapely.LineString([(36, 50), (37, 49)])], crs=4326
    )
    assert read_events(mine, event_type="supply_cut").geometry.iloc[0].equals(mine.geometry.iloc[0])


def test_events_get_the_gazetteers_places() -> None:
    from conflictmap.gazetteer.places import load_gazetteer

    named = read_events(acled(location="Izyum", latitude="49.19", longitude="37.28"), gazetteer=load_gazetteer())
    assert named[["name", "admin1"]].values.tolist() == [["Izium", "Kharkiv Oblast"]]
    far = read_events(acled(location="Izyum", latitude="44.6", longitude="33.1"), gazetteer=load_gazetteer())
    assert far["place_id"].isna().all() or far["name"].iloc[0] == "Izyum"


def all_types() -> pd.DataFrame:
    rows = [
        {
            "event_id": f"{t}-{k}",
            "event_type": t,
            "side": side,
            "kind": k,
            "name": "Izium",
            "date": "2022-09-10",
            "date_precision": "day",
            "certainty": "reported",
            "geometry": shapely.Point(37.25, 49.2),
        }
        for t in EVENT_TYPES
        for k in KINDS
        for side in ("UA", "RU")
    ]
    return conform(gpd.GeoDataFrame(rows, geometry="geometry", crs=4326), "events")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_event_of_ours_has_a_code_or_is_left_out_by_the_table(scheme: str) -> None:
    table = crosswalk(scheme)  # type: ignore[arg-type]  # a word of SCHEMES
    out = table[(table["direction"] == "out") & (table["what"] == "type")]
    assert set(EVENT_TYPES) <= set(out["ours"])
    without = set(out.loc[out["theirs"].isna(), "ours"])
    ours = all_types()
    theirs = convert_events(ours, scheme)  # type: ignore[arg-type]
    assert len(theirs) == (~ours["event_type"].isin(without)).sum()
    assert theirs["latitude"].tolist() == [49.2] * len(theirs)


@pytest.mark.parametrize("scheme", ["acled", "viina"])
def test_control_comes_back_from_their_columns(scheme: str) -> None:
    ours = all_types().query("event_type == 'control_gained' and kind == 'settlement'")
    again = read_events(convert_events(ours, scheme))  # type: ignore[arg-type]
    assert again["event_type"].tolist() == ["control_gained"] * 2
    assert again["side"].tolist() == ["UA", "RU"]


def test_what_did_not_happen_is_no_event_to_them() -> None:
    ours = all_types().head(2).assign(certainty=["predicted", "denied"])
    assert len(convert_events(ours, "acled")) == 0


def test_faults_are_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="column date is missing"):
        read_events(pd.DataFrame({"name": ["a"]}), event_type="strike")
    with pytest.raises(SchemaError, match="column town is missing"):
        read_events(pd.DataFrame({"a": ["a"]}), columns={"name": "town"})
    with pytest.raises(SchemaError, match="'raid'"):
        read_events(pd.DataFrame({"date": ["2022-09-10"]}), event_type="raid")
    with pytest.raises(ConfigError, match="no column 'place'"):
        read_events(pd.DataFrame({"a": ["a"]}), columns={"place": "a"})
    with pytest.raises(ConfigError, match="no scheme"):
        crosswalk("gdelt")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(StoreError, match="no such file"):
        read_events(tmp_path / "none.csv")


MINE = {"columns": {"name": "town", "date": "day", "lon": "x", "lat": "y"}, "event_type": "control_gained", "side": "UA"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Lyman,2022-10-01,490.2,37.3", "column x holds '490.2' in row 3, which is beyond 180 degrees"),
        ("Lyman,2022-10-01,37.3,-94", "column y holds '-94' in row 3, which is beyond 90 degrees"),
        ('Lyman,2022-10-01,"37,3",48.9', "column x holds '37,3' in row 3, which is no number"),
        ("Lyman,10/01/2022,37.8,48.9", "column date holds '10/01/2022' in row 3, which is no ISO date"),
    ],
)
def test_what_is_no_place_or_no_day_is_named_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"town,day,x,y\nIzium,2022-09-10,37.26,49.2\n{row}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=re.escape(f"{path}: {message}")):
        read_events(path, **MINE)  # type: ignore[arg-type]  # options by name


def test_a_row_without_a_place_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("town,day,x,y\nIzium,2022-09-10,37.26,49.2\nLyman,2022-10-01,,\n", encoding="utf-8")
    events = read_events(path, **MINE)  # type: ignore[arg-type]  # options by name
    assert events.geometry.isna().tolist() == [False, True]
    assert events.index.tolist() == [0, 1]


def test_a_table_with_lon_and_lat_exchanged_is_refused_and_one_of_another_land_is_not(tmp_path: Path) -> None:
    from conflictmap.gazetteer.places import Gazetteer

    path = tmp_path / "acled.csv"
    acled(latitude="37.2", longitude="49.2").to_csv(path, index=False)
    told = "longitude and latitude stand one for the other in all rows (row 2: longitude 49.2, latitude 37.2); exchange them"
    with pytest.raises(SchemaError, match=re.escape(f"{path}: {told}")):
        read_events(path)
    shapes = gpd.GeoDataFrame({"name": ["a"], "date": ["2022-09-10"]}, geometry=[shapely.Point(49.2, 37.2)], crs=4326)
    with pytest.raises(SchemaError, match="lon and lat stand one for the other in all rows"):
        read_events(shapes, event_type="strike")
    rasht = gpd.GeoDataFrame({"name": ["Rasht"], "country": ["IR"]}, geometry=[shapely.Point(49.6, 37.3)], crs=4326)
    assert len(read_events(path, gazetteer=Gazetteer.from_frame(rasht))) == 1
    assert len(read_events(acled(latitude="15.6", longitude="32.5"))) == 1


def test_a_day_that_is_none_is_named_in_the_tables_of_others() -> None:
    with pytest.raises(SchemaError, match="column event_date holds 'soon' in row 0, which is no date"):
        read_events(acled(event_date="soon"))
