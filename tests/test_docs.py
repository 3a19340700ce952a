"""What the documents promise is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import conflictmap
from conflictmap.cli import VERBS, verbs

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [p for p in [*ROOT.glob("*.md"), *ROOT.glob("data/**/*.md"), *ROOT.glob("maps/*.md")] if ".venv" not in p.parts]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_and_stands_in_the_readme(verb: str) -> None:
    shown = CliRunner().invoke(verbs, [verb, "--help"])
    assert shown.exit_code == 0, shown.output
    assert "Example:" in shown.output
    assert f"conflictmap {verb}" in README


@pytest.mark.parametrize("name", conflictmap.__all__)
def test_every_public_name_stands_in_the_readme(name: str) -> None:
    assert re.search(rf"\b{name}\b", README)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_files_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.slow
def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "README.md", "exec"), {})
    assert (tmp_path / "map.html").stat().st_size > 100_000


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {conflictmap.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_package_names_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
