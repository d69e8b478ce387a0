"""``export deposit``: what of a study may be published, in a folder for a repository."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from kooperacja_eval.cli.commands.options import lang_option
from kooperacja_eval.cli.screen import progress, say, shown_path
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.deposit import WrittenDeposit

NAME = "deposit"
PLACES = 2
"""At most: the study and the folder of the deposit."""
WHERE_HELP = Text(
    "Folder, do którego zapisać; przed nim można podać folder badania. Sam folder badania: zapis "
    "w jego podfolderze deposit.",
    "Folder to write to; the study folder may stand before it. A study folder alone: written to "
    "its subfolder deposit.",
)
PROFILE_HELP = Text("Profil ochrony: tylko public.", "Disclosure profile: public only.")
OVERWRITE_HELP = Text("Zastąp wcześniejszy zbiór.", "Replace an earlier deposit.")
TOO_MANY = Text(
    "podaj najwyżej dwa foldery: badania i zbioru.",
    "give two folders at most: of the study and of the deposit.",
)


def deposit_group(base: type[TyperGroup]) -> type[TyperGroup]:
    """Return a group in which ``export DIR --profile public`` means ``export deposit DIR ...``."""

    class _Exports(base):  # type: ignore[misc, valid-type]
        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            about_profile = any(word.partition("=")[0] == "--profile" for word in args)
            if about_profile and self.get_command(ctx, args[0]) is None:
                return super().resolve_command(ctx, [NAME, *args])
            return super().resolve_command(ctx, args)

    return _Exports


def register_deposit(export: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``deposit`` to the group ``export``."""
    about = Text(
        "Zapisz to, co z badania wolno opublikować: tabele, DDI, datapackage, książka kodów.",
        "Write what of a study may be published: tables, DDI, data package, codebook.",
    )

    @export.command(NAME, cls=cls, help=about.in_(lang))
    def deposit(
        folders: Annotated[list[Path], _folders(lang)],
        *,
        profile: Annotated[
            Literal["public", "internal"], typer.Option("--profile", help=PROFILE_HELP.in_(lang))
        ] = "public",
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        if len(folders) > PLACES:
            raise typer.BadParameter(TOO_MANY.in_(lang))
        from kooperacja_eval.pipeline.deposit import (  # noqa: PLC0415
            deposit_places,
            export_deposit,
        )

        study, output = deposit_places(folders)
        with progress(lang) as bar:
            done = export_deposit(study, output, profile=profile, overwrite=overwrite, progress=bar)
        _say_deposit(done, lang)


def _say_deposit(done: "WrittenDeposit", lang: Lang) -> None:
    shown = shown_path(done.folder)
    kept, left = len(done.tables), len(done.left_out)
    counts = Text(
        f"{shown}: tabele: {kept}, pominięte: {left}; powody podaje README.md.",
        f"{shown}: tables: {kept}, left out: {left}; README.md says why.",
    )
    say(counts, lang)


def _folders(lang: Lang) -> Any:
    metavar = "[BADANIE] FOLDER" if lang == "pl" else "[STUDY] FOLDER"
    return typer.Argument(metavar=metavar, help=WHERE_HELP.in_(lang), show_default=False)
