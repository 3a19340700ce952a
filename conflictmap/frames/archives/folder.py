"""An archive in a folder of GeoParquet files."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import pandas as pd

from conflictmap.errors import StoreError
from conflictmap.frames.archives.tables import FEW, KEYS, LASTING, TABLES, Query
from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.frames.files import replacing

__all__ = ["Folder"]


class Folder:
    """An archive in GeoParquet: a file of reports and one of events a month of publication, under the rule of a manifest.

    Files are never changed: a month that gets reports is written anew under a new name, then the manifest is replaced, which is
    the moment at which everything counts. Files that no manifest names are leftovers, and are removed by the next writer.
    """

    MANIFEST = "archive.json"

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, str(path)
        manifest = path / self.MANIFEST
        if path.is_dir() and not manifest.is_file() and any(path.iterdir()):
            raise StoreError(f"{path}: this folder is no archive and isn't empty; give another name, and the archive is made")
        if path.is_file() or (path.suffix and not path.is_dir()):
            raise StoreError(f"{path}: an archive is a .gpkg file, a folder whose name has no ending, or postgresql://…")
        try:
            path.mkdir(exist_ok=True)
            if not manifest.is_file():
                self._rule({"generation": 0, "months": {}})
        except OSError as error:
            raise StoreError(f"{path}: can't be made ({error.strerror or error}); make the folder above it first") from error

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest: dict[str, Any] = json.loads((self.path / self.MANIFEST).read_text(encoding="utf-8"))
            return manifest
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.path / self.MANIFEST}: can't be read ({error})") from error

    def _rule(self, manifest: dict[str, Any]) -> None:
        with replacing(self.path / self.MANIFEST) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other writers out; the lock goes with the process, however it ends."""
        try:
            import fcntl
        except ImportError:  # not on Windows
            yield
            return
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(f"{self.path}: another run is writing here; wait for it") from error
            yield

    def known(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for part in self._manifest()["months"].values():
            frame = pd.read_parquet(self.path / part["reports"], columns=["report_id", "content"])
            out |= dict(zip(frame["report_id"], frame["content"], strict=True))
        return out

    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None:
        with self._alone():
            manifest = self._manifest()
            self._sweep(manifest)
            months: dict[str, dict[str, str]] = manifest["months"]
            generation = manifest["generation"] + 1
            month = reports["published"].dt.strftime("%Y-%m")
            ids = set(reports["report_id"])
            touched = {*month, *(m for m, part in months.items() if ids & set(self._ids(part)))}
            for name in sorted(touched):
                old = months.get(name)
                rows = {
                    "reports": reports[month == name],
                    "events": events[events["report_id"].isin(set(reports["report_id"][month == name]))],
                }
                if old is not None:
                    kept = {t: self._part(old, t) for t in rows}
                    rows = {t: _joined(kept[t][~kept[t]["report_id"].isin(ids)], rows[t], t) for t in rows}
                months.pop(name, None)
                if len(rows["reports"]):
                    months[name] = {t: f"{t}-{name}-{generation}.parquet" for t in rows}
                    for t, frame in rows.items():
                        _synced(frame.sort_values(KEYS[t], ignore_index=True), self.path / months[name][t])
                    days = rows["events"]["date"].dropna()
                    if len(days):
                        months[name] |= {"first": str(days.min().date()), "last": str(days.max().date())}
            self._rule({"generation": generation, "months": months})
            self._sweep({"months": months})

    def _sweep(self, manifest: dict[str, Any]) -> None:
        named = {part[t] for part in manifest["months"].values() for t in TABLES}
        for file in self.path.glob("*.parquet"):
            if file.name not in named:
                file.unlink(missing_ok=True)

    def _ids(self, part: dict[str, str]) -> Iterable[str]:
        return pd.read_parquet(self.path / part["reports"], columns=["report_id"])["report_id"].tolist()

    def _part(self, part: dict[str, str], table: str) -> pd.DataFrame:
        import geopandas as gpd

        reader = pd.read_parquet if table == "reports" else gpd.read_parquet
        return _conformed(reader(self.path / part[table]), table)

    def _select(self, table: str, query: Query) -> pd.DataFrame:
        import geopandas as gpd
        import pyarrow.dataset as ds
        import shapely

        months = self._manifest()["months"].values()
        files = [str(self.path / part[table]) for part in months if table == "reports" or _overlaps(part, query)]
        if not files:
            return empty_frame(table)
        wanted = [ds.field("date") >= pd.Timestamp(query.first)] if query.first and not query.latest else []
        wanted += [ds.field("date") <= pd.Timestamp(query.last)] if query.last else []
        rows = ds.dataset(files, format="parquet").to_table(filter=reduce(operator.and_, wanted) if wanted else None)
        frame: pd.DataFrame = rows.to_pandas()
        if table == "reports":
            return frame
        if query.latest and query.first:
            frame = _latest(frame, pd.Timestamp(query.first), query.latest)
        shapes = shapely.from_wkb(frame["geometry"].to_numpy())
        if query.bbox is not None:
            inside = shapely.intersects(shapes, shapely.box(*query.bbox))
            frame, shapes = frame[inside], shapes[inside]
        where = gpd.GeoSeries(shapes, index=frame.index, crs=4326)
        located: pd.DataFrame = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=where)
        return located

    def read(self, table: str, query: Query) -> pd.DataFrame:
        for _ in range(3):
            try:
                return self._select(table, query)
            except FileNotFoundError:
                continue  # a writer has put new files in the place of these in the meantime
        raise StoreError(f"{self.path}: a file of the archive is missing; restore the folder from a copy")

    def close(self) -> None:
        pass


def _conformed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    frame = conform(frame, table)
    return frame.astype({"content": "string"}) if table == "reports" else frame


def _joined(a: pd.DataFrame, b: pd.DataFrame, table: str) -> pd.DataFrame:
    frames = [f for f in (a, b) if len(f)]
    return _conformed(pd.concat(frames, ignore_index=True), table) if frames else b


def _latest(frame: pd.DataFrame, first: pd.Timestamp, most: int) -> pd.DataFrame:
    """The rows from the first day on, and the latest of each place before it."""
    early = frame[(frame["date"] < first) & frame["place_id"].notna()].sort_values(["date", "event_id"])
    lasting = early["event_type"].isin(LASTING)
    rank = early.groupby([early["place_id"], lasting]).cumcount(ascending=False)
    return frame[(frame["date"] >= first) | frame.index.isin(early.index[rank < lasting.map({True: FEW, False: most})])]


def _overlaps(part: dict[str, str], query: Query) -> bool:
    if "first" not in part:
        return query.first is None and query.last is None
    late = query.last is not None and part["first"] > str(query.last)
    early = query.first is not None and part["last"] < str(query.first)
    return not late and not (early and not query.latest)


def _synced(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)
    with path.open("rb") as file:
        os.fsync(file.fileno())
