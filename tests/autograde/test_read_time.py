"""A timestamp is read if it has only one meaning, and is named otherwise."""

from datetime import datetime

import pytest

from autograde.intake.read_time import Unreadable, handed_in


def read(folder, text):
    (folder / "timestamp.txt").write_text(text)
    return handed_in(folder)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05 12:00:00 UTC",
        "2026-03-05 12:00",
        "2026-03-05T12:00:00Z",
        "2026-03-05T13:00:00+01:00\n",
        "2026-03-05 13:00:00.000000 CET",
        "2026-03-05 04:00:00.000 America/Los_Angeles",
        "2026-03-05 07:30:00 -0430",
    ],
)
def test_a_time_is_read_in_utc(tmp_path, text):
    assert read(tmp_path, text) == datetime(2026, 3, 5, 12)


@pytest.mark.parametrize(
    "text",
    ["garbage", "5 March 2026, noon", "05.03.2026", "03/05/2026 12:00", "2026-13-05 12:00:00 UTC",
     "2026-03-05 12:00:00 Mars/Olympus", "2026-03-05 12:00:00 /etc/localtime", "12:00 UTC"],
)  # fmt: skip
def test_what_could_mean_several_times_or_none_is_quoted_and_not_guessed(tmp_path, text):
    with pytest.raises(Unreadable, match="not a readable time.*2026-03-02 12:00:00 UTC") as said:
        read(tmp_path, text)
    assert repr(text) in str(said.value)


def test_without_a_file_or_with_an_empty_one_there_is_no_time(tmp_path):
    assert handed_in(tmp_path) is None
    assert read(tmp_path, " \n") is None


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "timestamp.txt").symlink_to("/etc/hostname")
    with pytest.raises(Unreadable, match="is a link"):
        handed_in(tmp_path)
