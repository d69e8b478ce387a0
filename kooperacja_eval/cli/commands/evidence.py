"""``freeze-evidence``: keeps the numbers that recommendations rest on, and compares with them."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option, study_argument
from kooperacja_eval.cli.screen import progress, say, shown_path
from kooperacja_eval.text import Lang, Text

REPLACE_HELP = Text(
    "Zastąp liczby zapisane wcześniej; dawne przepadną.",
    "Replace the numbers kept earlier; those are lost.",
)
COMPARE_HELP = Text(
    "Niczego nie zapisuj: powiedz, co się zmieniło od zapisania.",
    "Write nothing: say what changed since the numbers were kept.",
)


def register_freeze_evidence(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``freeze-evidence``."""
    about = Text(
        "Zapisz liczby, na których opierają się rekomendacje, albo porównaj z zapisanymi.",
        "Keep the numbers that recommendations rest on, or compare with those kept.",
    )

    @app.command("freeze-evidence", cls=cls, help=about.in_(lang))
    def freeze_evidence(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        replace: Annotated[bool, typer.Option("--replace", help=REPLACE_HELP.in_(lang))] = False,
        compare: Annotated[bool, typer.Option("--compare", help=COMPARE_HELP.in_(lang))] = False,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.evidence_frozen import compare_evidence  # noqa: PLC0415
        from kooperacja_eval.pipeline.evidence_frozen import freeze_evidence as keep  # noqa: PLC0415

        with progress(lang) as bar:
            changes = compare_evidence(folder, progress=bar) if compare else ()
            path = None if compare else keep(folder, replace=replace, progress=bar)
        for line in changes:
            say(line, lang)
        if path is not None:
            say(shown_path(path), lang)
