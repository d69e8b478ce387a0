"""Runs the command line in this process and keeps what it says."""

from dataclasses import dataclass

import pytest

from kooperacja_eval import cli

COMMANDS = (
    "init", "demo", "forms", "check", "ingest", "indicators", "build", "verify", "freeze", "due",
    "freeze-evidence", "trace",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Exit code, standard output and standard error."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run one command line to its exit."""
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    said = capsys.readouterr()
    code = left.value.code
    assert isinstance(code, int)
    return Said(code, said.out, said.err)
