"""Several sessions at once: all are written, told in order, and stopped together."""

import msgspec
import pytest

from tests.test_track_export import SOUNDS, counted
from tests.track_kit import job_of
from voicecoach.track.batch import export_all


def jobs_in(folder, *suffixes, lengths=(3, 1, 2)):
    return [
        job_of(counted(seconds), SOUNDS, *(folder / f"{seconds}.{suffix}" for suffix in suffixes))
        for seconds in lengths
    ]


@pytest.mark.parametrize("cores", [1, 2, 8])
def test_all_are_written_and_told_in_order(cores, tmp_path):
    told = []
    export_all(jobs_in(tmp_path, "wav", "mp3"), cores, lambda *done: told.append(done))
    assert told == [(0, []), (1, []), (2, [])]
    assert len(list(tmp_path.iterdir())) == 6


def test_progress_of_all_goes_from_nothing_to_all(tmp_path):
    progress = []
    export_all(jobs_in(tmp_path, "wav", "flac"), 4, lambda *_: None, progress.append)
    assert progress == sorted(progress)
    assert progress[-1] == 1


def test_a_job_without_files_counts_for_nothing(tmp_path):
    jobs = jobs_in(tmp_path, "wav")
    jobs[0] = msgspec.structs.replace(jobs[0], targets=())
    told, progress = [], []
    export_all(jobs, 1, lambda *done: told.append(done), progress.append)
    assert told == [(0, []), (1, []), (2, [])]
    assert (progress[0], progress[-1]) == (1 / 3, 1)


def test_nothing_to_do_is_soon_done():
    export_all([], 2, lambda *_: pytest.fail("nothing was done"))


def test_a_track_that_fails_is_told_with_its_session(tmp_path):
    (tmp_path / "1.wav").mkdir()
    told = {}
    export_all(jobs_in(tmp_path, "wav", "mp3"), 2, told.__setitem__)
    assert [len(errors) for errors in told.values()] == [0, 1, 0]
    assert told[1][0].path == str(tmp_path / "1.wav")


@pytest.mark.parametrize("cores", [1, 8])
def test_an_interruption_leaves_only_whole_files(cores, tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    jobs = jobs_in(tmp_path, "wav", lengths=(1, 400, 401, 402))
    with pytest.raises(KeyboardInterrupt):
        export_all(jobs, cores, interrupt)
    for path in tmp_path.iterdir():
        assert path.suffix == ".wav"
        assert path.stat().st_size == 44 + int(path.stem) * 48_000
