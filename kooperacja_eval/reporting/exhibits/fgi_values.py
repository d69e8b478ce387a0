"""What groups of released values of focus groups mean, in words instead of identifiers."""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.fgi_alpha import EVERYTHING, UNITS
from kooperacja_eval.reporting.exhibits.fgi_network import UNITS as TOGETHER
from kooperacja_eval.reporting.exhibits.fgi_saturation import ORDERS
from kooperacja_eval.reporting.exhibits.fgi_words import codebook
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Text, same

FGI_METHODS: Final[Mapping[str, Text]] = {
    "log_jackknife_t": Text(
        "przedział scyzorykowy, wywiady jako grupy", "jackknife interval, groups as clusters"
    ),
    "random_orders": Text("losowe kolejności wywiadów", "random orders of the groups"),
    "krippendorff_nominal": Text("alfa Krippendorffa", "Krippendorff's alpha"),
    "unitised_u": Text("alfa Krippendorffa, granice fragmentów",
                       "Krippendorff's alpha, ends of stretches"),
    "unitised_cu": Text("alfa Krippendorffa, kody fragmentów",
                        "Krippendorff's alpha, codes of stretches"),
    "cohen_kappa": Text("kappa Cohena", "Cohen's kappa"),
    "gwet_ac1": Text("AC1 Gweta", "Gwet's AC1"),
    "percent_agreement": Text("odsetek zgodnych", "share agreed"),
}  # fmt: skip
"""How values of focus groups are computed."""
_PARTS: Final[Mapping[str, Text]] = {
    "documents": Text("wywiady", "groups"),
    "segments": Text("fragmenty", "stretches"),
    "speakers": Text("głosy sektorów", "voices of sectors"),
    "groups": Text("wywiady", "groups"),
    "voivodeships": Text("województwa", "voivodeships"),
    "sectors": Text("sektory", "sectors"),
    **TOGETHER,
    **ORDERS,
}
"""What stands behind the bar of a group: what is counted, or where."""
_COVERAGES: Final = {
    "all_text": Text("cały tekst", "whole text"),
    "coded_text": Text("tylko tekst zakodowany", "coded text only"),
}
_EVERY_CODE: Final = Text("wszystkie kody", "all codes")


def fgi_group_words(report: Material, group: str) -> Text:
    """Return what a group with a bar means: codes, and what of them is counted.

    Parameters
    ----------
    group : str
        As in ``barrier.time|documents``, ``a+b|segment``, ``03|random``, ``all|sentences|all_text``
        of the released rows; what is not known stays as it is.
    """
    name, _, part = group.partition("|")
    about, what = _about(report, name), _part(part)
    return Text(f"{about.pl}, {what.pl}", f"{about.en}, {what.en}")


def _about(report: Material, name: str) -> Text:
    if name == EVERYTHING:
        return _EVERY_CODE
    if name.isdigit():
        count = int(name)
        return Text(
            f"po {formats.plural(count, 'wywiadzie', 'wywiadach', 'wywiadach')}",
            f"after {formats.plural_en(count, 'group', 'groups')}",
        )
    known = codebook(report)
    labels = [known[code].label if code in known else same(code) for code in name.split("+")]
    return Text(
        " i ".join(f"„{label.pl}”" for label in labels),
        " and ".join(f"“{label.en}”" for label in labels),
    )


def _part(part: str) -> Text:
    unit, _, coverage = part.partition("|")
    if not coverage:
        return _PARTS.get(part, same(part))
    known = UNITS.get(unit, same(unit)), _COVERAGES.get(coverage, same(coverage))
    return Text(", ".join(text.pl for text in known), ", ".join(text.en for text in known))
