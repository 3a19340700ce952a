"""An archive grows day by day, repeats nothing and loses nothing, whenever its writer is killed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import textwrap
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.errors import ConfigError, StoreError
from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.frames.files import read_frame
from conflictmap.frames.store import Added, is_store, open_store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of its own, which ends with the tests."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    home = found[-1].parent if found else None
    if home is None or not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        pytest.skip("PostgreSQL with PostGIS isn't installed")
    pytest.importorskip("psycopg")
    folder = Path("/tmp") / f"cm-{uuid.uuid4().hex[:8]}"  # a socket's path must be short
    folder.mkdir(mode=0o755)
    # the server refuses to run as root
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, user)
        except LookupError:
            pytest.skip("nobody to run the server as")

    def run(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            user=user if os.geteuid() == 0 else None,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )

    data = str(folder / "data")
    run(str(home / "initdb"), "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
    run(str(home / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://tester@/{{database}}?host={folder}"
    finally:
        run(str(home / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["gpkg", "folder", pytest.param("postgis", marks=pytest.mark.postgis)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An archive that isn't there yet, of each kind."""
    if request.param == "postgis":
        address = str(request.getfixturevalue("server"))
        import psycopg

        name = f"t{uuid.uuid4().hex[:8]}"
        with psycopg.connect(address.format(database="postgres"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
        return address.format(database=name)
    return str(tmp_path / ("store.gpkg" if request.param == "gpkg" else "store"))


def reports(count: int, **changed: str) -> pd.DataFrame:
    ids = [f"r{i}" for i in range(count)]
    return conform(
        pd.DataFrame(
            {
                "report_id": ids,
                "published": [f"2022-{1 + i % 9:02d}-10T10:20:00Z" for i in range(count)],
                "text": [changed.get(name, f"What report {name} says: «Ізюм» isn't \\ empty.") for name in ids],
                "source": "The Example",
            }
        ),
        "reports",
    )


def events(of: pd.DataFrame, each: int = 2, tag: str = "") -> pd.DataFrame:
    """Events of each report: a point, then one without a place, then a line."""
    shapes = [shapely.Point(37.25, 49.2), None, shapely.LineString([(36, 50), (37, 49)])]
    rows = [
        {
            "event_id": f"{report}-{n}{tag}",
            "report_id": report,
            "event_type": "fighting",
            "certainty": ["claimed", "denied", "reported"][n % 3],
            "date": f"2022-09-{10 + n}",
            "published": "2022-09-20T10:20:00Z",
            "background": [True, None, False][n % 3],
            "start": [1, None, 3][n % 3],
            "distance_km": [None, 1.5, 125.0][n % 3],
            "quote": 'A "quote"\nwith\ttabs, \\N and Ї',
            "geometry": shapes[n % 3],
        }
        for report in of["report_id"]
        for n in range(each)
    ]
    return conform(gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326") if rows else empty_frame("events"), "events")


def same(a: pd.DataFrame, b: pd.DataFrame) -> None:
    a, b = (frame.sort_values(["date", "event_id"], ignore_index=True) for frame in (a, b))
    pd.testing.assert_frame_equal(pd.DataFrame(a).drop(columns="geometry"), pd.DataFrame(b).drop(columns="geometry"))
    known = b.geometry.notna()
    assert (a.geometry.notna() == known).all()
    assert shapely.equals_exact(a.geometry.array[known], b.geometry.array[known]).all()


def test_what_was_added_comes_back_as_it_was(where: str) -> None:
    batch = reports(4)
    with open_store(where) as store:
        assert store.add(batch, events(batch, 3)) == Added(new=4, changed=0, same=0, events=12)
    with open_store(where) as store:
        same(store.events(), events(batch, 3))
        pd.testing.assert_frame_equal(store.reports(), batch.sort_values(["published", "report_id"], ignore_index=True))


def test_a_second_run_adds_nothing(where: str) -> None:
    batch = reports(4)
    with open_store(where) as store:
        store.add(batch, events(batch))
        assert len(store.unread(batch)) == 0
        assert store.add(batch, events(batch)) == Added(new=0, changed=0, same=4, events=0)
        assert store.add(batch.iloc[:0], events(batch).iloc[:0]) == Added(new=0, changed=0, same=0, events=0)
        same(store.events(), events(batch))


def test_a_report_is_recognised_by_its_content_under_another_id(where: str) -> None:
    batch = reports(2)
    renamed = batch.assign(report_id=["x", "y"])
    with open_store(where) as store:
        store.add(batch, events(batch))
        assert store.add(renamed, events(renamed)).same == 2
        same(store.events(), events(batch))


def test_a_changed_report_takes_all_its_events_with_it(where: str) -> None:
    old, new = reports(3), reports(3, r1="Corrected.")
    with open_store(where) as store:
        store.add(old, events(old, 3))
        assert store.unread(new)["report_id"].tolist() == ["r1"]
        assert store.add(new, events(new, 1, "new")) == Added(new=0, changed=1, same=2, events=1)
        got = store.events()
        assert got.loc[got["report_id"] == "r1", "event_id"].tolist() == ["r1-0new"]
        assert len(got) == 7
        assert store.reports().set_index("report_id").loc["r1", "text"] == "Corrected."


def test_a_report_that_moves_to_another_month_is_not_kept_twice(where: str) -> None:
    batch = reports(3)
    moved = batch.assign(published=batch["published"] + pd.Timedelta(days=90))
    with open_store(where) as store:
        store.add(batch, events(batch))
        store.add(moved, events(moved))
        assert len(store.reports()) == 3
        same(store.events(), events(moved))


def test_a_file_that_is_written_anew_every_day_is_another_report_every_day(where: str) -> None:
    def day(n: int, text: str) -> pd.DataFrame:
        frame = reports(1, r0=text)
        return frame.assign(published=frame["published"] + pd.Timedelta(days=n))

    first, second = "The army entered Izium in the morning.", "Nothing was reported from Kherson before the evening came."
    third = "Bridges were closed at Beryslav and at Nova Kakhovka by order."
    with open_store(where) as store:
        for n, text in enumerate((first, second, third)):
            batch = day(n, text)
            assert store.add(batch, events(batch, 3)) == Added(new=1, changed=0, same=0, events=3)
        assert store.reports()["text"].tolist() == [first, second, third]
        assert len(store.events()) == 9
        assert store.events()["report_id"].nunique() == 3
        mended = day(1, second + " Later it was shelled.")
        assert store.add(mended, events(mended, 1)) == Added(new=0, changed=1, same=0, events=1)
        assert store.reports()["text"].tolist() == [first, mended["text"].iloc[0], third]
        assert len(store.events()) == 7


def test_days_and_boxes_are_selected(where: str) -> None:
    batch = reports(2)
    with open_store(where) as store:
        store.add(batch, events(batch, 3))
        assert store.events(on="2022-09-10")["event_id"].tolist() == ["r0-0", "r1-0"]
        assert store.events(since="2022-09-11", until="2022-09-11")["event_id"].tolist() == ["r0-1", "r1-1"]
        assert len(store.events(since="2022-09-11")) == 4
        assert len(store.events(on="2021-01-01")) == 0
        assert store.events(bbox=(37.2, 49.1, 37.3, 49.3))["event_id"].tolist() == ["r0-0", "r1-0"]
        assert len(store.events(on="2022-09-12", bbox=(35.9, 49.9, 36.1, 50.1))) == 2
        with pytest.raises(ConfigError, match="since"):
            store.events(since="soon")


def test_a_map_of_a_day_rests_on_the_latest_that_was_told_of_each_place(where: str) -> None:
    """All of a fortnight, of earlier days the latest eight of a place, and three of what is told seldom and lasts."""
    batch = reports(1)
    told = [("p1", "strike", f"2022-0{1 + n // 20}-{1 + n % 20:02d}") for n in range(60)]
    told += [("p1", "withdrew", f"2022-01-{n:02d}") for n in range(1, 6)] + [("p2", "fighting", "2022-01-01")]
    told += [("p2", "strike", "2022-09-01"), (None, "strike", "2022-01-01"), (None, "strike", "2022-09-02")]
    rows = [
        {
            "event_id": f"e{n:02d}",
            "report_id": "r0",
            "place_id": place,
            "event_type": kind,
            "certainty": "reported",
            "date": day,
            "geometry": shapely.Point(37, 49),
        }
        for n, (place, kind, day) in enumerate(told)
    ]
    with open_store(where) as store:
        store.add(batch, conform(gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326"), "events"))
        found = store.evidence("2022-09-10", "2022-09-10")
        kept = [rows.index(next(r for r in rows if r["event_id"] == i)) for i in found["event_id"]]
        assert sorted(kept) == [*range(52, 60), 62, 63, 64, 65, 66, 68]
        assert store.evidence("2022-01-05", "2022-01-05")["date"].max() == pd.Timestamp("2022-01-05")
        assert len(store.evidence("2021-01-01")) == len(rows)


def test_an_archive_without_events_is_an_empty_frame(where: str) -> None:
    batch = reports(1)
    with open_store(where) as store:
        assert len(store.events()) == 0
        store.add(batch, events(batch).iloc[:0])
        assert len(store.events()) == 0
        assert str(store.events()["date"].dtype) == "datetime64[ns]"
        assert len(store.unread(batch)) == 0


def test_an_event_without_its_report_is_refused(where: str) -> None:
    with open_store(where) as store, pytest.raises(StoreError, match="'r1'"):
        store.add(reports(1), events(reports(2)))


def test_an_archive_tells_where_it_is_and_no_password(where: str) -> None:
    address = where.replace("tester@", "tester:secret@")
    with open_store(address) as store:
        assert "secret" not in str(store)
        assert ("PostgreSQL" in str(store)) == where.startswith("postgresql:")


def test_an_archive_is_told_from_other_places(where: str) -> None:
    assert is_store(where) == where.startswith("postgresql:")
    open_store(where).close()
    assert is_store(where)


LAST_MOMENT = """
    import os, sys
    sys.path.insert(0, {tests!r})
    import test_store as t
    from conflictmap.frames.archives import postgis
    from conflictmap.frames.store import open_store

    def die(*_):
        os.kill(os.getpid(), 9)

    with open_store({where!r}) as store:
        backend = store._backend
        if hasattr(backend, "_rule"):
            backend._rule = die  # all files are written, the manifest is not
        elif hasattr(backend, "path"):
            backend.db.set_trace_callback(lambda sql: sql.startswith("COMMIT") and die())
        else:
            rows, calls = postgis.records, []
            postgis.records = lambda *a: die() if len(calls) else calls.append(1) or rows(*a)
        batch = t.reports(30, r1="Changed. " * 800_000)
        store.add(batch, t.events(batch, 3, "new"))
"""


def test_a_writer_that_is_killed_at_the_last_moment_changes_nothing(where: str) -> None:
    batch = reports(20)
    with open_store(where) as store:
        store.add(batch, events(batch, 2))
    script = textwrap.dedent(LAST_MOMENT.format(tests=str(Path(__file__).parent), where=where))
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    assert is_store(where)
    with open_store(where) as store:
        same(store.events(), events(batch, 2))
        assert len(store.reports()) == 20
        again = reports(30)
        assert store.add(again, events(again, 2)).new == 10
        same(store.events(), events(again, 2))


WRITER = """
    import sys
    sys.path.insert(0, {tests!r})
    import test_store as t
    from conflictmap.frames.store import open_store
    with open_store({where!r}) as store:
        print("ready", flush=True)
        for count in range(5, 60, 5):
            batch = t.reports(count)
            store.add(batch, t.events(batch, 3))
"""


@pytest.mark.slow
def test_a_writer_that_is_killed_loses_nothing_and_repeats_nothing(where: str) -> None:
    script = textwrap.dedent(WRITER.format(tests=str(Path(__file__).parent), where=where))
    batch = reports(55)
    left = 0
    for delay in (0.0, 0.02, 0.05, 0.09, 0.14, 0.2, 0.3):
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay)
            writer.kill()
        with open_store(where) as store:
            got, kept = store.events(), store.reports()
        # whole batches, each report with all its events, and never less than before
        assert len(kept) % 5 == 0
        assert len(kept) >= left
        left = len(kept)
        same(got, events(kept, 3))
    with open_store(where) as store:
        store.add(batch, events(batch, 3))
        same(store.events(), events(batch, 3))


def test_a_geopackage_is_open_to_other_tools(tmp_path: Path) -> None:
    batch = reports(2)
    with open_store(tmp_path / "s.gpkg") as store:
        store.add(batch, events(batch, 3))
    same(read_frame(tmp_path / "s.gpkg"), events(batch, 3))
    import pyogrio

    info = pyogrio.read_info(tmp_path / "s.gpkg", layer="events")
    assert info["features"] == 6
    assert info["total_bounds"] == (36.0, 49.0, 37.25, 50.0)


def test_every_file_of_a_folder_is_true_to_other_tools(tmp_path: Path) -> None:
    old, new = reports(12), reports(12, r1="Corrected.")
    with open_store(tmp_path / "s") as store:
        store.add(old, events(old))
        store.add(new, events(new, 1))
    frames = [pd.DataFrame(gpd.read_parquet(p)) for p in (tmp_path / "s").glob("events-*.parquet")]
    assert sorted(pd.concat(frames)["event_id"]) == sorted({*events(old)["event_id"]} - {"r1-1"})


def test_what_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("mine")
    with pytest.raises(StoreError, match="isn't empty"):
        open_store(tmp_path / "notes")
    (tmp_path / "a.gpkg").write_text("mine")
    with pytest.raises(StoreError, match="no archive"):
        open_store(tmp_path / "a.gpkg")
    assert (tmp_path / "a.gpkg").read_text() == "mine"
    with pytest.raises(StoreError, match=r"doesn.t exist|folder above"):
        open_store(tmp_path / "none" / "s.gpkg")
    with pytest.raises(StoreError, match="folder above"):
        open_store(tmp_path / "none" / "s")


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="can't be reached") as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/db?connect_timeout=2")
    assert "secret" not in str(caught.value)


@pytest.mark.postgis
def test_the_database_has_its_indexes_and_says_what_columns_mean(server: str) -> None:
    import psycopg

    with psycopg.connect(server.format(database="postgres"), autocommit=True) as db:
        db.execute("CREATE DATABASE described")
    address = server.format(database="described")
    open_store(address).close()
    with psycopg.connect(address) as db:
        indexes = " ".join(row[0] for row in db.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'conflictmap'"))
        comments = db.execute(
            "SELECT count(*) FROM pg_description d JOIN pg_class c ON c.oid = d.objoid "
            "WHERE c.relname = 'events' AND d.objsubid > 0"
        ).fetchone()
        columns = db.execute("SELECT count(*) FROM information_schema.columns WHERE table_name = 'events'").fetchone()
    assert "USING gist (geometry)" in indexes
    assert "USING btree (date)" in indexes
    assert comments == columns


def test_to_read_makes_no_archive(where: str) -> None:
    with pytest.raises(StoreError, match=r"no archive"):
        open_store(where, make=False)
    with pytest.raises(StoreError, match=r"no archive"):  # and nothing was made by asking
        open_store(where, make=False)
    with open_store(where) as store:
        store.add(reports(1), events(reports(1)))
    with open_store(where, make=False) as store:
        assert len(store.events()) == 2


@pytest.mark.postgis
def test_one_who_may_only_read_reads_the_archive(server: str) -> None:
    import psycopg

    with psycopg.connect(server.format(database="postgres"), autocommit=True) as db:
        db.execute("CREATE DATABASE shared")
        db.execute("CREATE ROLE reader LOGIN")
    address = server.format(database="shared")
    with open_store(address) as store:
        store.add(reports(1), events(reports(1)))
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("GRANT USAGE ON SCHEMA conflictmap TO reader")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA conflictmap TO reader")
    read_only = address.replace("tester@", "reader@")
    with open_store(read_only, make=False) as store:
        assert len(store.events()) == 2
        assert len(store.evidence("2022-01-01", None)) >= 0
    with pytest.raises(StoreError, match="can't be made ready"):
        open_store(read_only)
