import multiprocessing
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.voice.cache import ClipCache

CLIP = np.arange(-300, 300, dtype=np.int16)


@pytest.fixture
def cache(tmp_path):
    return ClipCache(tmp_path / "deep" / "clips")


def same(clip, samples):
    return clip is not None and np.array_equal(clip, samples)


def entry(cache, key="one"):
    cache.put(key, CLIP)
    [path] = cache._folder.iterdir()  # noqa: SLF001 - to break what is in it
    return path


@given(st.dictionaries(st.text(), st.lists(st.integers(-32768, 32767)), max_size=5))
def test_what_is_put_is_what_is_got(tmp_path_factory, clips):
    cache = ClipCache(tmp_path_factory.mktemp("clips"))
    for key, samples in clips.items():
        cache.put(key, np.array(samples, np.int16))
    for key, samples in clips.items():
        clip = cache.get(key)
        assert clip is not None
        assert clip.dtype == np.int16
        assert clip.tolist() == samples
    assert cache.problem is None


def test_what_was_never_put_is_a_miss(cache):
    assert cache.get("one") is None
    cache.put("one", CLIP)
    assert cache.get("two") is None


def test_a_clip_put_again_replaces_the_first(cache):
    cache.put("one", CLIP)
    cache.put("one", CLIP[::2])
    assert same(cache.get("one"), CLIP[::2])


def test_a_clip_outlives_the_cache_that_took_it(cache):
    path = entry(cache)
    assert same(ClipCache(path.parent).get("one"), CLIP)


@pytest.mark.parametrize("damage", ["flip", "cut", "grow"])
def test_a_damaged_entry_is_a_miss_wherever_it_is_and_made_anew(cache, damage):
    path = entry(cache)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        broken = {
            "flip": whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :],
            "cut": whole[:place],
            "grow": whole + whole[: place + 1],
        }
        path.write_bytes(broken[damage])
        assert cache.get("one") is None
        cache.put("one", CLIP)
        assert same(cache.get("one"), CLIP)


@pytest.mark.parametrize("foreign", [b"", b"VCCLIP", b"RIFF" * 100, b"\0" * 1000])
def test_a_foreign_entry_is_a_miss(cache, foreign):
    entry(cache).write_bytes(foreign)
    assert cache.get("one") is None


def test_an_entry_that_is_a_folder_is_a_miss(cache):
    path = entry(cache)
    path.unlink()
    path.mkdir()
    assert cache.get("one") is None


def test_the_entry_of_another_key_is_a_miss(cache):
    path = entry(cache)
    other = ClipCache(path.parent)
    other.put("two", CLIP)
    [second] = set(path.parent.iterdir()) - {path}
    path.replace(second)
    assert cache.get("two") is None


def test_a_folder_that_cannot_be_written_is_told_once_and_stops_nothing(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    cache = ClipCache(tmp_path / "file" / "clips")
    cache.put("one", CLIP)
    problem = cache.problem
    assert isinstance(problem, OSError)
    cache.put("two", CLIP)
    assert cache.problem is problem
    assert cache.get("one") is None


def test_a_disk_that_fills_up_leaves_no_half_entry(cache, monkeypatch):
    path = entry(cache)

    def full(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    cache.put("two", CLIP)
    assert cache.problem is not None
    assert list(path.parent.iterdir()) == [path]
    assert same(cache.get("one"), CLIP)


def _fill(folder):
    cache = ClipCache(folder)
    for number in range(50):
        cache.put(f"{number % 5}", CLIP[number % 5 :])
        if not same(cache.get(f"{number % 5}"), CLIP[number % 5 :]):
            os._exit(1)


def test_two_processes_may_share_it(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_fill, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(list(tmp_path.iterdir())) == 5
