"""A user's script that holds every public name right passes the strictest check of types, and one that doesn't fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import conflictmap

SCRIPT = """\
from pathlib import Path

import conflictmap as cm

reports = cm.read_reports("reports", published="2022-09-10", columns={"text": "body"})
gazetteer = cm.load_gazetteer()
places = cm.geoparse(reports, gazetteer=gazetteer)
events = cm.merge_events(cm.extract_events("Ukrainian troops took Izium.", published="2022-09-10"))
control = cm.trace_control(events, policy="assessed", known_by="2022-09-12")
state = cm.control_on(control, "2022-09-10")
front = cm.estimate_frontline(control, "2022-09-10")
glocs = cm.trace_glocs(events, gazetteer.routes())
advances = cm.trace_advances(events, control)
page = cm.draw_map(events, control=control, glocs=glocs, advances=advances, frontline=front, title="Izium")
saved: Path = cm.save_map(page, "map.html")
figure = cm.draw_snapshot(events, on="2022-09-10", control=control)
written: Path = cm.write_frame(cm.check_frame(events, "events"), "events.gpkg")
columns = cm.codebook("events")[["column", "dtype"]]
own: cm.Gazetteer = cm.Gazetteer.from_frame(gazetteer.near(37.27, 49.2, km=5))
acled = cm.convert_events(cm.read_events("acled.csv", "acled", gazetteer=gazetteer), "acled")
codes = cm.crosswalk("viina")
with cm.open_store("store.gpkg") as store:
    new: int = store.add(reports, events).new
    shown = cm.draw_map(store.evidence("2022-09-10", "2022-09-12"), since="2022-09-10")
try:
    again = cm.read_frame(written)
except cm.ConflictMapError as error:
    message: str = str(error)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "passes"), [("", True), ("cm.trace_control(events, policy='sure')\n", False), ("number: int = saved\n", False)]
)
def test_a_users_script_is_checked_strictly(more: str, passes: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "typing"  # one cache for all
    folder.mkdir(exist_ok=True)
    (folder / "script.py").write_text(SCRIPT + more, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "script.py"]
    checked = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    assert (checked.returncode == 0) is passes, checked.stdout + checked.stderr
    if not passes:
        assert f"script.py:{len((SCRIPT + more).splitlines())}: error" in checked.stdout


def test_the_script_uses_every_public_name() -> None:
    assert [name for name in conflictmap.__all__ if f"cm.{name}" not in SCRIPT] == []


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(conflictmap.__file__).parent / "py.typed").is_file()
