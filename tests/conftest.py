"""Fixtures and options that several tests share."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.kit import Program

BROWSER_SWITCHES = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    parser.addoption(
        "--remake-goldens",
        action="store_true",
        help="write the golden timelines anew instead of comparing with them",
    )
    parser.addoption("--forbid-skips", action="store_true", help="fail where a test was skipped")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """Where no skip is allowed, one fails the run: CI has to have everything."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--forbid-skips") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own for everything the program keeps."""
    folder = tmp_path / "home"
    monkeypatch.setenv("VOICECOACH_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def warm_home(tmp_path_factory):
    """A home whose clips stay from test to test."""
    return tmp_path_factory.mktemp("warm-home")


@pytest.fixture
def program(warm_home, tmp_path):
    """The program as a user starts it, in a folder of its own, with warm clips."""
    return Program(warm_home, tmp_path)


@pytest.fixture(scope="session")
def ffmpeg():
    """Path of ffmpeg, the other program that decodes our files."""
    found = shutil.which("ffmpeg")
    if found is None:
        pytest.skip("ffmpeg is not installed")
    return found


@pytest.fixture(scope="module")
def browser():
    """A browser as on a phone, without a screen; one for a module, because it takes a second."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=BROWSER_SWITCHES)
        yield started
        started.close()
