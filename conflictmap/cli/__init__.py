"""The command line: verbs, file in, file out. Each wing's verbs stand in a module of their own and load only when called."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from conflictmap.errors import ConflictMapError

VERBS = {
    "reports": "conflictmap.cli.reading",
    "toponyms": "conflictmap.cli.reading",
    "events": "conflictmap.cli.reading",
    "lookup": "conflictmap.cli.gazetteer",
    "gazetteer": "conflictmap.cli.gazetteer",
    "control": "conflictmap.cli.control",
    "glocs": "conflictmap.cli.control",
    "diff": "conflictmap.cli.control",
    "map": "conflictmap.cli.maps",
    "snapshot": "conflictmap.cli.snapshot",
}


class _Verbs(click.Group):
    """A group whose verbs are imported when they are called, so that `--help` and `lookup` start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = getattr(importlib.import_module(VERBS[cmd_name]), cmd_name.replace("-", "_") + "_verb")
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="conflictmap")
def verbs() -> None:
    """Dated maps of a war from what reports say about it."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line: exit 0 when done, 1 with one line on stderr for bad input, 2 for wrong usage."""
    # Arrow's own pools keep what they have freed: a tenth more memory for a batch of reports
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # a verb makes much and throws little away: looking for garbage after each 700 objects took a tenth of its time
    gc.set_threshold(100_000, 20, 100)
    try:
        verbs.main(argv, prog_name="conflictmap", standalone_mode=False)
    except ConflictMapError as error:
        click.echo(f"conflictmap: {' '.join(str(error).split())}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("conflictmap: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
