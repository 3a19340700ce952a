"""Installing the full gazetteer: from a file, from a server, and from a server that fails in every way."""

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from conflictmap.cli.gazetteer import gazetteer_verb
from conflictmap.errors import GazetteerError
from conflictmap.gazetteer import install
from conflictmap.gazetteer.compile import Entry, Name, write_gazetteer
from conflictmap.gazetteer.install import install_gazetteer
from conflictmap.gazetteer.places import load_gazetteer
from conflictmap.model import Place


def row(
    gid: int, name: str, alternates: str, lat: float, lon: float, *, code: str = "PPL", country: str = "UA", admin1: str = "07"
) -> str:
    cells = [""] * 19
    cells[0], cells[1], cells[2], cells[3] = str(gid), name, name, alternates
    cells[4], cells[5], cells[6], cells[7], cells[8], cells[10], cells[11] = (
        str(lat),
        str(lon),
        "P",
        code,
        country,
        admin1,
        "6304",
    )
    cells[14] = "120"
    return "\t".join(cells)


def dump(*rows: str, table: str = "UA.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("readme.txt", (2026, 7, 29, 0, 0, 0)), "CC BY 4.0")
        archive.writestr(zipfile.ZipInfo(table, (2026, 7, 29, 0, 0, 0)), "\n".join(rows) + "\n")
    return out.getvalue()


WHOLE = dump(
    row(1, "Kamyanka", "Каменка,Кам'янка,Kamianka", 49.1, 37.3),
    row(2, "Topolske", "Топольське,Топольское", 49.05, 37.35),
    row(3, "Gone", "Зниклий", 49.0, 37.0, code="PPLQ"),
)


class Server:
    """A server on this machine that answers each request as it is told, the last answer for good."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes, int]] = []
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server calls
                outer.asked.append(self.path)
                status, body, announced = outer.answers[0] if len(outer.answers) == 1 else outer.answers.pop(0)
                self.send_response(status)
                self.send_header("Content-Length", str(announced))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/"

    def answer(self, body: bytes, *, status: int = 200, announced: int | None = None) -> None:
        self.answers.append((status, body, len(body) if announced is None else announced))


@pytest.fixture
def server() -> Iterator[Server]:
    serving = Server()
    yield serving
    serving.server.shutdown()
    serving.server.server_close()


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to install; a small built-in gazetteer, no waiting between tries, and a small country."""
    base = tmp_path / "base.sqlite"
    raion = Place("raion-6304", "Izium Raion", "raion", "raion", "Kharkiv Oblast", "Izium Raion", "UA", 37.0, 49.0)
    izium = Place("gn-9", "Izium", "settlement", "town", "Kharkiv Oblast", "Izium Raion", "UA", 37.27, 49.21, 45000, "Ізюм")
    write_gazetteer(base, [Entry(raion, (Name("Izium Raion", "en"),)), Entry(izium, (Name("Izium", "en"),))], about={})
    monkeypatch.setattr(install, "BUILT_IN", base)
    monkeypatch.setitem(install._FEWEST, "UA", 2)
    monkeypatch.setitem(install._FEWEST, "RU", 1)
    monkeypatch.setattr("pooch.core.time.sleep", lambda seconds: None)
    return tmp_path / "data" / "gazetteer.sqlite"


def test_what_stands_in_the_dump_and_in_the_built_in_gazetteer_is_there_afterwards(server: Server, target: Path) -> None:
    server.answer(WHOLE)
    full = load_gazetteer(install_gazetteer(mirror=server.url, path=target))
    assert server.asked == ["/UA.zip"]
    assert full.candidates("ізюм") == () or full.candidates("izium")[0].place.place_id == "gn-9"
    village = full.candidates("камянку")[0].place
    assert (village.name, village.admin1, village.admin2) == ("Kamianka", "Kharkiv Oblast", "Izium Raion")
    assert full.candidates("зниклий") == ()
    assert full.about["date"] == "2026-07-29"
    assert full.about["kind"] == "full"


def test_a_file_installs_without_a_network(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "my.zip"
    source.write_bytes(WHOLE)
    assert load_gazetteer(install_gazetteer(source, path=target)).candidates("topolske")


def test_the_same_dump_gives_the_same_bytes(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "my.zip"
    source.write_bytes(WHOLE)
    first = install_gazetteer(source, path=target).read_bytes()
    assert install_gazetteer(source, path=target).read_bytes() == first


def test_a_server_that_stumbles_twice_is_asked_again(server: Server, target: Path) -> None:
    server.answer(b"overloaded", status=500)
    server.answer(b"overloaded", status=503)
    server.answer(WHOLE)
    assert install_gazetteer(mirror=server.url, path=target).is_file()
    assert len(server.asked) == 3


def test_a_download_cut_short_is_tried_again(server: Server, target: Path) -> None:
    server.answer(WHOLE[: len(WHOLE) // 2], announced=len(WHOLE))
    server.answer(WHOLE)
    assert load_gazetteer(install_gazetteer(mirror=server.url, path=target)).candidates("topolske")


FAULTS = {
    "truncated": WHOLE[:-40],
    "empty": b"",
    "a page in its place": b"<html><title>Welcome to the airport's network</title></html>",
    "damaged": WHOLE[:200] + bytes(40) + WHOLE[240:],
    "another country": dump(row(1, "X", "", 1, 1, country="PL"), table="PL.txt"),
    "an empty table": dump(),
    "other columns": dump("1\tKamianka\t49.1\tP\tPPL", "2\tTopolske\t49.0\tP\tPPL", "3\tX\tP\tPPL"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_download_leaves_what_was_there(server: Server, target: Path, fault: str) -> None:
    target.parent.mkdir()
    target.write_bytes(b"the old one")
    server.answer(FAULTS[fault])
    with pytest.raises(GazetteerError):
        install_gazetteer(mirror=server.url, path=target)
    assert target.read_bytes() == b"the old one"
    assert [p.name for p in target.parent.iterdir()] == [target.name]


def test_a_server_that_is_down_is_told_with_the_way_out(server: Server, target: Path) -> None:
    server.answer(b"", status=500)
    with pytest.raises(GazetteerError, match="--from"):
        install_gazetteer(mirror=server.url, path=target)
    assert not target.exists()


def test_an_interrupted_installation_leaves_what_was_there(server: Server, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.parent.mkdir()
    target.write_bytes(b"the old one")
    server.answer(WHOLE)

    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conflictmap.gazetteer.compile.surface_keys", interrupt)
    with pytest.raises(KeyboardInterrupt):
        install_gazetteer(mirror=server.url, path=target)
    assert target.read_bytes() == b"the old one"
    assert [p.name for p in target.parent.iterdir()] == [target.name]


def test_of_russia_only_the_regions_by_the_border_come_in(server: Server, target: Path) -> None:
    server.answer(WHOLE)
    server.answer(
        dump(
            row(11, "Sudzha", "Суджа", 51.19, 35.27, country="RU", admin1="41"),
            row(12, "Tomsk", "Томск", 56.5, 84.97, country="RU", admin1="75"),
            table="RU.txt",
        )
    )
    full = load_gazetteer(install_gazetteer(countries=("UA", "RU"), mirror=server.url, path=target))
    assert full.candidates("суджу")[0].place.admin1 == "Kursk Oblast"
    assert full.candidates("томск") == ()


def test_the_verb_installs_and_says_what_it_did(server: Server, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answer(WHOLE)
    monkeypatch.setattr(install, "installed_path", lambda: target)
    done = CliRunner().invoke(gazetteer_verb, ["install", "--mirror", server.url])
    assert done.exit_code == 0, done.output
    assert "4 places of 2026-07-29" in done.output
