"""The tables under version control: whole, consistent, and in the right part of the world."""

import csv
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from conflictmap.model import KINDS

TABLES = Path(__file__).parent.parent.parent / "data" / "gazetteer"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_id_stands_twice() -> None:
    ids = Counter(row["id"] for name in ("settlements.csv", "features.csv", "routes.csv") for row in rows(name))
    assert [i for i, n in ids.items() if n > 1] == []
    assert [i for i, n in Counter(row["id"] for row in rows("settled.csv")).items() if n > 1] == []


@pytest.mark.parametrize("name", ["settlements.csv", "settled.csv"])
def test_every_settlement_lies_in_the_theatre_or_beside_it(name: str) -> None:
    raions = {row["code"] for row in rows("raions.csv")} | {"8000", "8500"}
    for row in rows(name):
        far = row["id"].startswith("abroad-")  # deep in Russia, where drones reach
        assert 22 <= float(row["lon"]) <= (61 if far else 43), row
        assert (42 if far else 44) <= float(row["lat"]) <= (61 if far else 54), row
        assert row["raion"] in raions or re.fullmatch(r"(RU|BY):[A-Z][\w ]+", row["raion"]), row
        assert row["name"].isascii() or ":" in row["raion"], row
        assert row["name_uk"], row


def test_further_names_carry_their_language() -> None:
    columns = {
        "settlements.csv": "also",
        "settled.csv": "also",
        "features.csv": "also",
        "oblasts.csv": "also",
        "countries.csv": "also",
    }
    for name, column in {**columns, "former.csv": "former", "raions.csv": "former"}.items():
        for row in rows(name):
            for part in filter(None, row[column].split(";")):
                assert re.fullmatch(r"(en|uk|ru):\S.*", part), (name, part)
                if part[:2] == "en":
                    assert not re.search("[а-яіїєґ]", part.lower()), (name, part)
                else:
                    assert re.search("[а-яіїєґ]", part.lower()), (name, part)


def test_features_have_a_kind_and_a_source() -> None:
    for row in rows("features.csv"):
        assert row["kind"] in KINDS, row
        assert row["source"], row


def test_there_are_27_oblasts_and_each_raion_lies_in_one() -> None:
    oblasts = {row["code"] for row in rows("oblasts.csv")}
    assert len(oblasts) == 27
    assert {row["code"][:2] for row in rows("raions.csv")} <= oblasts


def test_a_settlement_on_one_source_alone_is_told_apart() -> None:
    prefixes = Counter(row["id"][:3] for row in rows("settlements.csv"))
    assert set(prefixes) == {"gn-", "kt-"}
    assert prefixes["kt-"] / prefixes.total() < 0.04


@pytest.mark.slow
def test_the_sources_give_the_tables_that_stand(material: Path, tmp_path: Path) -> None:
    shutil.copytree(TABLES, tmp_path, dirs_exist_ok=True)
    sources = [material / "gazetteer" / name for name in ("UA.zip", "cod_settlements.csv")]
    subprocess.run([sys.executable, str(tmp_path / "gather.py"), *map(str, sources)], check=True, capture_output=True)
    for name in ("settlements.csv", "suburbs.csv"):
        assert (tmp_path / name).read_bytes() == (TABLES / name).read_bytes()
