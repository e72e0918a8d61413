"""``voicecoach doctor``: is this machine ready?"""

from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from voicecoach.checkup import Finding


def doctor(
    tone: Annotated[
        bool, typer.Option("--tone", help="Play a test tone, as a session would.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Check that voice, sound, encoders and folders are ready, and say what to do where not."""
    from voicecoach.checkup import checks_of, examine, is_ready
    from voicecoach.home import find_home
    from voicecoach.player.devices import list_devices

    findings = examine(checks_of(find_home(), list_devices, tone=tone))
    done = list(findings if json else shown(findings))
    if json:
        typer.echo(as_json(done))
    else:
        typer.echo(verdict(done))
    if not is_ready(done):
        raise typer.Exit(1)


def shown(findings: "Iterable[Finding]") -> "Iterator[Finding]":
    """Show each finding as soon as there is one, and pass it on."""
    for finding in findings:
        for line in lines_of(finding):
            tell(line)
        yield finding


def lines_of(finding: "Finding") -> "Iterator[str]":
    """Write a finding: what there is and, on a line of its own, what to do."""
    yield f"{finding.state:<8} {finding.name:<15} {finding.detail}"
    if finding.advice:
        yield f"{'':<8} {'':<15} > {finding.advice}"


def verdict(findings: "Sequence[Finding]") -> str:
    """Sum up."""
    missing = [finding.name for finding in findings if finding.state == "missing"]
    if missing:
        return f"\nNot ready: see to {'; '.join(missing)}."
    return "\nReady: all that is needed works."


def as_json(findings: "Sequence[Finding]") -> str:
    """Write findings for programs."""
    import msgspec

    from voicecoach.checkup import is_ready

    report = {"ready": is_ready(findings), "findings": findings}
    return msgspec.json.format(msgspec.json.encode(report)).decode()
