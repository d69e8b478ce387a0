"""Archives from outside: what is opened and what is refused."""

import zipfile
from io import BytesIO

import pytest

from kooperacja_eval.ingest.surveys import safe_zip
from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.ingest.surveys.safe_zip import open_zip

pytestmark = pytest.mark.unit


def archive(*members: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members:
            zipped.writestr(name, data)
    return buffer.getvalue()


def refusal(data: bytes) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        open_zip("ankieta.lsa", data)
    return caught.value


def test_files_come_in_their_order_and_folders_are_left_out() -> None:
    members = open_zip("a.lsa", archive(("b/", b""), ("b/x.LSS", b"1"), ("a.lsr", b"2")))
    assert members.names == ("b/x.LSS", "a.lsr")
    assert members.read("a.lsr") == b"2"
    assert members.ending(".lss") == ("b/x.LSS",)


def test_backslashes_of_windows_are_slashes() -> None:
    assert open_zip("a.zip", archive(("sources\\a.txt", b"1"))).names == ("sources/a.txt",)


@pytest.mark.parametrize("name", ["../x.lss", "a/../../x.lss", "/etc/x", "C:\\x.lss", "a\\..\\x"])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    error = refusal(archive(("a.lss", b"1"), (name, b"2")))
    assert error.rule == "zip_path"
    assert "wychodzi poza archiwum" in error.message.pl


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_zip, "MOST_MEMBERS", 2)
    error = refusal(archive(("a", b""), ("b", b""), ("c", b"")))
    assert error.rule == "zip_too_large"
    assert "3, a dozwolone maksimum to 2" in error.message.pl


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    # 11 MB of zeros pack about 1000 times: above 10 MB and above 200 times
    error = refusal(archive(("bomba.xml", b"0" * (11 * 1024 * 1024))))
    assert error.rule == "zip_too_large"
    assert "bomba.xml" in error.message.en


def test_high_ratios_of_small_members_are_ordinary() -> None:
    assert open_zip("a.zip", archive(("a.csv", b"0" * 1_000_000))).names == ("a.csv",)


def test_a_member_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_zip, "LARGEST_MEMBER", 3)
    assert refusal(archive(("a", b"1234"))).rule == "zip_too_large"


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive(("a.lss", b"1"), ("a.lss", b"2"))
    assert refusal(data).rule == "zip_repeated"


def test_what_is_no_archive_is_refused() -> None:
    assert refusal(b"id;submitdate").rule == "not_zip"


def test_a_cut_archive_is_refused() -> None:
    error = refusal(archive(("a.lss", b"1" * 1000))[:60])
    assert error.rule == "damaged_zip"
    assert "uszkodzone lub niepełne" in error.message.pl


def test_a_member_with_a_wrong_checksum_is_refused_when_read() -> None:
    data = archive(("a.lss", b"synthetic"))
    at = data.index(b"PK\x01\x02") + 16  # CRC-32 in the central directory
    members = open_zip("a.lsa", data[:at] + b"\x00\x00\x00\x00" + data[at + 4 :])
    with pytest.raises(RefusedFileError) as caught:
        members.read("a.lss")
    assert caught.value.rule == "damaged_zip"


def test_a_member_behind_a_password_is_refused() -> None:
    data = bytearray(archive(("a.lss", b"synthetic")))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # flag of encryption in the central directory
    error = refusal(bytes(data))
    assert error.rule == "encrypted_zip"
    assert "hasłem" in error.message.pl
