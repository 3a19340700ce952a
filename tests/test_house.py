"""The shape of the house: imports run one way, the face is complete, and importing it costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import conflictmap

PACKAGE = Path(conflictmap.__file__).parent
# floor by floor: a room may import from its own floor's package and from those listed
MAY_IMPORT = {
    "errors": set(),
    "model": set(),
    "frames": {"errors", "model"},
    "gazetteer": {"errors", "model", "frames"},
    "reading": {"errors", "model", "frames", "gazetteer"},
    "control": {"errors", "model", "frames"},
    "maps": {"errors", "model", "frames"},
    "cli": {"errors", "model", "frames", "gazetteer", "reading", "control", "maps"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Full names of the project's own modules that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name == "conflictmap" or name.startswith("conflictmap.")}


@pytest.mark.parametrize("path", [m for m in MODULES if room_of(m) in MAY_IMPORT], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    rooms = {name.split(".")[1] for name in imports_of(path) if "." in name and name != "conflictmap.__version__"}
    assert rooms - {room, "__version__"} <= MAY_IMPORT[room]


def test_every_room_has_its_floor() -> None:
    assert {room_of(m) for m in MODULES} - {"__init__", "__main__"} == set(MAY_IMPORT)


def test_there_are_no_circles() -> None:
    dotted = {".".join(("conflictmap", *m.relative_to(PACKAGE).with_suffix("").parts)): m for m in MODULES}
    names = {name.removesuffix(".__init__"): m for name, m in dotted.items()}
    graph = {name: {i for i in imports_of(path) if i in names and i != name} for name, path in names.items()}
    # packages' own __init__ are only docstrings; the face and the command line import lazily by name
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if state.get(name) == 2:
            return
        assert state.get(name) != 1, " -> ".join((*trail, name))
        state[name] = 1
        for other in sorted(graph[name] - {"conflictmap"}):
            visit(other, (*trail, name))
        state[name] = 2

    for name in sorted(graph):
        if name != "conflictmap":
            visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_maps_knows_folium(path: Path) -> None:
    known = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert room_of(path) == "maps" or not known & {"folium", "branca"}


def test_every_public_name_can_be_had_and_has_a_docstring() -> None:
    assert conflictmap.__all__
    for name in conflictmap.__all__:
        thing = getattr(conflictmap, name)
        assert thing.__doc__, name
        assert name in dir(conflictmap)


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = conflictmap.no_such_name


def test_importing_the_face_imports_no_heavy_library() -> None:
    heavy = {"pandas", "geopandas", "folium", "matplotlib", "shapely", "numpy", "tqdm"}
    code = f"import sys, conflictmap; print(sorted({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("folder", sorted({p.parent for p in MODULES}), ids=lambda p: str(p.relative_to(PACKAGE.parent)))
def test_no_class_overrides_a_method_of_those_it_stands_on(folder: Path) -> None:
    """A sentence is one object of many rooms: a name given twice would silently change what another room asks."""
    bodies = [n for path in folder.glob("*.py") for n in ast.parse(path.read_text(encoding="utf-8")).body]
    classes = {n.name: n for n in bodies if isinstance(n, ast.ClassDef)}

    def methods(name: str) -> set[str]:
        own = classes[name].body if name in classes else []
        return {n.name for n in own if isinstance(n, ast.FunctionDef) and not n.name.startswith("__")}

    def above(name: str) -> list[str]:
        bases = [b.id for b in classes[name].bases if isinstance(b, ast.Name)] if name in classes else []
        return bases + [higher for base in bases for higher in above(base)]

    assert not [(name, base, m) for name in classes for base in above(name) for m in methods(name) & methods(base)]
