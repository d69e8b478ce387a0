"""Cells with errors in workbooks of Excel 97-2003 (BIFF8).

Only what is needed is read: the stream of the workbook from its compound file, the offsets of the
sheets, and in one sheet the records of errors.
"""

import struct
from collections.abc import Iterator
from typing import Final

Place = tuple[int, int]

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR: Final = 0xFFFFFFF0
_DIRECTORY_ENTRY: Final = 128
_SMALL_STREAM: Final = 4096
_HEADER_FAT: Final = 109

_HEADER: Final = 512
_BOF: Final = 0x09
_BOUNDSHEET: Final = 0x0085
_BOOLERR: Final = 0x0205
_FORMULA: Final = 0x0006
_EOF: Final = 0x000A
_VALUE: Final = struct.Struct("<6xBB")
"""After row, column and format: a value, and whether it is an error."""
_RESULT: Final = struct.Struct("<6xBxBxxxH")
"""Result of a formula that is no number: its type, its value, and the mark of such results."""
_NO_NUMBER: Final = 0xFFFF
_IS_ERROR: Final = 2
_CODES: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def xls_errors(data: bytes, sheet: str) -> dict[Place, str]:
    """Return the cells of a sheet that show an error.

    Parameters
    ----------
    data : bytes
        The file.
    sheet : str
        Exact name of the sheet.

    Returns
    -------
    dict of (row, column) to str
        Places count from 0. Empty where the file has no stream of a workbook.
    """
    stream = _workbook_stream(data)
    start = _sheet_offset(stream, sheet)
    if start is None:
        return {}
    errors: dict[Place, str] = {}
    depth = 0
    for kind, body in _records(stream, start):
        if kind & 0xFF == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                break
        else:
            code = _error(kind, body)
            if code is not None:
                row, column = struct.unpack_from("<HH", body)
                errors[row, column] = _CODES.get(code, "#ERR")
    return errors


def _error(kind: int, body: bytes) -> int | None:
    """Return the code of an error that a record stores, None where it stores none."""
    if kind == _BOOLERR and len(body) >= _VALUE.size:
        code, is_error = _VALUE.unpack_from(body)
        return code if is_error else None
    if kind == _FORMULA and len(body) >= _RESULT.size:
        result, code, mark = _RESULT.unpack_from(body)
        return code if mark == _NO_NUMBER and result == _IS_ERROR else None
    return None


def _sheet_offset(stream: bytes, sheet: str) -> int | None:
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) >= _VALUE.size:
            count, wide = body[6], body[7] & 1
            raw = body[8 : 8 + count * (2 if wide else 1)]
            if raw.decode("utf-16-le" if wide else "latin-1") == sheet:
                return int(struct.unpack_from("<I", body)[0])
        if kind == _EOF:
            break
    return None


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream "Workbook" of a compound file ([MS-CFB])."""
    if not data.startswith(_SIGNATURE) or len(data) < _HEADER:
        return b""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_directory = struct.unpack_from("<I", data, 48)[0]
    fat = _fat(data, size)
    directory = _chain(data, size, fat, first_directory)
    entries = [
        directory[i : i + _DIRECTORY_ENTRY] for i in range(0, len(directory), _DIRECTORY_ENTRY)
    ]
    for entry in entries:
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(length - 2, 0)].decode("utf-16-le", errors="ignore")
        first, bytes_ = struct.unpack_from("<II", entry, 116)
        if name in ("Workbook", "Book"):
            if bytes_ < _SMALL_STREAM:
                return _small(data, size, fat, entries[0], first)[:bytes_]
            return _chain(data, size, fat, first)[:bytes_]
    return b""


def _fat(data: bytes, size: int) -> list[int]:
    """Return the allocation table, following its own sectors."""
    sectors = list(struct.unpack_from(f"<{_HEADER_FAT}I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    while more < _LAST_SECTOR and (more + 1) * size < len(data):
        part = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += part[:-1]
        more = part[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _LAST_SECTOR and (sector + 2) * size <= len(data):
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(data: bytes, size: int, fat: list[int], first: int) -> bytes:
    parts: list[bytes] = []
    sector = first
    while sector < len(fat) and len(parts) <= len(fat):
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    return b"".join(parts)


def _small(data: bytes, size: int, fat: list[int], root: bytes, first: int) -> bytes:
    """Return a stream kept in the small sectors of the root entry."""
    small_size = 1 << struct.unpack_from("<H", data, 32)[0]
    table_bytes = _chain(data, size, fat, struct.unpack_from("<I", data, 60)[0])
    table = list(struct.unpack(f"<{len(table_bytes) // 4}I", table_bytes))
    store = _chain(data, size, fat, struct.unpack_from("<I", root, 116)[0])
    parts: list[bytes] = []
    sector = first
    while sector < len(table) and len(parts) <= len(table):
        parts.append(store[sector * small_size : (sector + 1) * small_size])
        sector = table[sector]
    return b"".join(parts)
