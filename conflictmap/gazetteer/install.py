"""The full gazetteer: downloads the dumps of GeoNames and compiles them on top of the built-in one."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pooch
import requests

from conflictmap.errors import GazetteerError
from conflictmap.gazetteer.compile import read_geonames, write_gazetteer
from conflictmap.gazetteer.places import BUILT_IN, installed_path

__all__ = ["MIRROR", "install_gazetteer"]

MIRROR = "https://download.geonames.org/export/dump/"
# a dump with fewer populated places than this is no dump of that country
_FEWEST = {"UA": 25_000, "RU": 100_000, "BY": 10_000}
_SECONDS = 30
_TRIES = 3


def install_gazetteer(
    source: Path | None = None, *, countries: tuple[str, ...] = ("UA",), mirror: str = MIRROR, path: Path | None = None
) -> Path:
    """Download, check and compile the full gazetteer; whatever fails, the one that was there stays.

    Parameters
    ----------
    source : Path, optional
        A dump of Ukraine that is already here, for machines without a network.
    countries : tuple of {"UA", "RU", "BY"}
        Dumps to take in; of RU and BY only the regions by the border.
    mirror : str
        Where the dumps lie, `<mirror>UA.zip`.
    path : Path, optional
        Where the gazetteer goes; the user's data folder where none is given.

    Returns
    -------
    Path
        The compiled file.

    Raises
    ------
    GazetteerError
        The download failed, was cut short or is something else.
    """
    out = path or installed_path()
    with tempfile.TemporaryDirectory(prefix="conflictmap-") as folder:
        dumps = [source] if source is not None else [_download(f"{c}.zip", mirror, Path(folder)) for c in countries]
        expected = ("UA",) if source is not None else countries
        for dump, country in zip(dumps, expected, strict=True):
            _check(dump, country)
        entries = (entry for dump in dumps for entry in read_geonames(dump, base=BUILT_IN))
        # the day of the data, not of the run: the same dump gives the same bytes
        about = {
            "date": max(_day(dump) for dump in dumps),
            "kind": "full",
            "licence": "CC BY 4.0 (GeoNames), CC BY-IGO (OCHA COD-AB)",
            "sources": "GeoNames dump of " + ", ".join(expected) + "; tables of conflictmap",
        }
        write_gazetteer(out, entries, about=about, base=BUILT_IN)
    return out


def _download(name: str, mirror: str, folder: Path) -> Path:
    """Fetch one dump, with a progress bar on a terminal and three tries."""
    fetcher = pooch.create(path=folder, base_url=mirror.rstrip("/") + "/", registry={name: None}, retry_if_failed=_TRIES - 1)
    downloader = pooch.HTTPDownloader(progressbar=sys.stderr.isatty(), timeout=_SECONDS)
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel("ERROR")
    try:
        return Path(fetcher.fetch(name, downloader=downloader))
    except (requests.RequestException, OSError, ValueError) as error:
        raise GazetteerError(
            f"{mirror.rstrip('/')}/{name}: the download failed after {_TRIES} tries ({type(error).__name__});"
            " try again, or fetch the file elsewhere and give it with --from"
        ) from error
    finally:
        logger.setLevel(level)


def _check(dump: Path, country: str) -> None:
    """Refuse a dump that is cut short, empty, another country's or no dump at all."""
    remedy = f"give the dump {country}.zip of GeoNames, or download it again"
    try:
        with zipfile.ZipFile(dump) as archive:
            broken = archive.testzip()
            if broken is not None:
                raise GazetteerError(f"{dump.name}: {broken} in it is damaged; {remedy}")
            if f"{country}.txt" not in archive.namelist():
                raise GazetteerError(f"{dump.name}: holds no {country}.txt; {remedy}")
            with archive.open(f"{country}.txt") as table:
                populated = sum(b"\tP\tPPL" in line for line in table)
    except (OSError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise GazetteerError(f"{dump.name}: not a whole zip file ({error}); {remedy}") from error
    if populated < _FEWEST[country]:
        raise GazetteerError(f"{dump.name}: only {populated} populated places; {remedy}")


def _day(dump: Path) -> str:
    with zipfile.ZipFile(dump) as archive:
        stamp = max(info.date_time for info in archive.infolist())
    return datetime(*stamp, tzinfo=UTC).date().isoformat()
