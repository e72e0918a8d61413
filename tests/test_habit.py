import pytest

from voicecoach.habit import NEW, guidance_for, notice


@pytest.mark.parametrize(
    ("completed", "guidance"),
    [(0, "full"), (1, "full"), (NEW - 1, "full"), (NEW, "brief"), (1000, "brief")],
)
def test_guidance_fades_once_a_script_is_known(completed, guidance):
    assert guidance_for(completed) == guidance


def test_less_guidance_is_said():
    assert notice(0) == ""
    assert notice(NEW - 1) == ""
    expected = "brief guidance: you have done this 6 times; --guidance full says all of it"
    assert notice(6) == expected
