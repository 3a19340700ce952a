"""Differences between two pictures of control: two days, two policies, two sets of sources."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from conflictmap.frames.codebook import CRS, conform

__all__ = ["compare_control"]

_TOLD = ["status", "disputed", "implied", "certainty", "valid_from", "claimants", "event_ids"]


def compare_control(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """List the settlements whose state differs between two frames of one day each.

    Parameters
    ----------
    a, b : pandas.DataFrame
        Control on a day, as `control_on` gives it: of two days, traced under two policies, or from two sets of events.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a settlement whose status or dispute differs: place_id, name, admin1, then status, disputed, implied, certainty,
        valid_from, claimants and event_ids of each with the ending _a or _b, and geometry (EPSG:4326). A settlement that
        one of them does not know has no status there. Ordered by the later `valid_from`, then name.

    Examples
    --------
    >>> import pandas as pd
    >>> a = pd.DataFrame({"place_id": ["k", "b"], "status": ["RU", "UA"], "valid_from": "2022-09-01"})
    >>> b = pd.DataFrame({"place_id": ["k", "b"], "status": ["UA", "UA"], "valid_from": "2022-09-10"})
    >>> compare_control(a, b)[["place_id", "status_a", "status_b"]].values.tolist()
    [['k', 'RU', 'UA']]
    """
    one, other = (conform(frame, "control").set_index("place_id") for frame in (a, b))
    both = one.index.union(other.index).rename("place_id")
    one, other = one.reindex(both), other.reindex(both)
    out = pd.DataFrame(index=both)
    for column in ("name", "admin1"):
        out[column] = other[column].combine_first(one[column])
    for column in _TOLD:
        out[f"{column}_a"], out[f"{column}_b"] = one[column], other[column]
    status = [frame["status"].astype(object).fillna("") for frame in (one, other)]
    dispute = [frame["disputed"].fillna(False).astype(bool) for frame in (one, other)]
    changed = (status[0] != status[1]) | (dispute[0] != dispute[1])
    shape = other.geometry.where(other.geometry.notna(), one.geometry)
    frame = gpd.GeoDataFrame(out[changed], geometry=gpd.GeoSeries(shape[changed], crs=CRS)).reset_index()
    later = frame[["valid_from_a", "valid_from_b"]].max(axis=1)
    order = pd.DataFrame({"later": later, "name": frame["name"], "place_id": frame["place_id"]}).sort_values(
        ["later", "name", "place_id"]
    )
    result: pd.DataFrame = frame.loc[order.index].reset_index(drop=True)
    return result
