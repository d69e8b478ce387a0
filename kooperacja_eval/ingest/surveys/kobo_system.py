"""Columns that platforms add to the answers, and how each platform writes headers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from kooperacja_eval.ingest.surveys.kobo_names import ends, last

_GPS: Final = re.compile(r"_(.+)_(latitude|longitude|altitude|precision)")
_VERSION: Final = re.compile(r"__version__|_version_|_version|_version__(\d+)")
_SET_OF: Final = re.compile(r"(?:^|-)SET-OF-")
_POINT: Final = frozenset(("Latitude", "Longitude", "Altitude", "Accuracy"))
"""Columns into which ODK Central takes a point on the map apart."""
_PART: Final = re.compile(r"[^\W\d][\w.]*(\[\d+\])?")

KOBO_SYSTEM: Final = frozenset(
    ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
     "_submitted_by", "_tags", "_index", "_parent_index", "_parent_table_name", "_xform_id_string",
     "_xform_id", "_attachments", "_geolocation", "_bamboo_dataset_id", "_duration",
     "_last_edited_by", "_total_media", "_media_count", "_media_all_received", "_date_modified",
     "_edited", "_root_uuid", "_supplementalDetails", "_submission__id", "_submission__uuid",
     "_submission__submission_time", "_submission__validation_status", "_submission__notes",
     "_submission__status", "_submission__submitted_by", "_submission___version__",
     "_submission__tags", "instanceID", "instanceName", "deprecatedID", "rootUuid",
     "_review_status", "_review_comment", "_date_reviewed", "_media_attachments")
)  # fmt: skip
"""What KoBoToolbox and Ona add, in whatever group."""

DEVICE: Final = frozenset(
    ("start", "end", "today", "deviceid", "phonenumber", "simserial", "subscriberid", "username",
     "audit", "formhub/uuid")
)  # fmt: skip
"""Metadata that forms ask of the device; only outside groups, and not where a question says so."""

ODK_SYSTEM: Final = frozenset(
    ("SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
     "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion",
     "instanceID", "instanceName", "isValidated")
)  # fmt: skip
"""What ODK Central adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a platform writes headers.

    Attributes
    ----------
    platform : str
        Which platform.
    separator : str
        What joins groups, question and name.
    system : frozenset of str
        Names that the platform adds.
    known : mapping of str to str
        Paths of a form by how headers write them, where the form is at hand.
    """

    platform: Literal["kobo", "odk"]
    separator: Literal["/", "-"]
    system: frozenset[str]
    known: Mapping[str, str] = field(default_factory=dict)

    def with_paths(self, paths: Iterable[str]) -> "Dialect":
        """Return the dialect of a form, whose names may hold what joins the parts of headers."""
        if self.separator == "/":
            return self
        written = {end.replace("/", self.separator): end for path in paths for end in ends(path)}
        return replace(self, known=written)

    def path(self, header: str) -> str:
        """Return a header as a path with slashes.

        ODK joins by ``-``, which a name may hold too: a header is only taken apart where every
        part can be a name.
        """
        if self.separator == "/" or _SET_OF.search(header):
            return header
        question, slash, option = header.partition("/")
        parts = question.split("-")
        whole = all(_PART.fullmatch(part) for part in parts)
        path = self.known.get(question, "/".join(parts) if whole else question)
        return path + slash + option

    def is_system(self, path: str) -> bool:
        """Return whether a path names what the platform or the device adds."""
        name = last(path)
        return (
            name in self.system
            or path in DEVICE
            or _VERSION.fullmatch(name) is not None
            or _GPS.fullmatch(name) is not None
            or (self.platform == "odk" and (name in _POINT or _SET_OF.search(name) is not None))
        )

    def version_rank(self, path: str) -> int | None:
        """Return how new a version column is, None for other columns.

        A form that was exported and imported again keeps the columns of its old versions; the
        platform adds ``_version_``, then ``_version__001`` and so on for the current one.
        """
        name = last(path)
        if name == "FormVersion":
            return 0 if self.platform == "odk" else None
        found = _VERSION.fullmatch(name)
        if found is None:
            return None
        return 2 + int(found[1]) if found[1] else int(name != "__version__")


KOBO: Final = Dialect(platform="kobo", separator="/", system=KOBO_SYSTEM)
ODK: Final = Dialect(platform="odk", separator="-", system=ODK_SYSTEM)
