"""Lines for the listener, in which nothing that others wrote commands the terminal."""

import sys

import typer

from voicecoach.errors import printable


def tell(line: object, *, err: bool = False) -> None:
    """Print a line of words in any language.

    Control codes, and what the terminal has no letters for, become a ``?``.
    """
    stream = sys.stderr if err else sys.stdout
    typer.echo(printable(str(line)).encode(stream.encoding or "utf-8", "replace"), err=err)


def tell_path(path: object) -> None:
    """Print where a file is: to the letter for a program that reads us, as a line for people."""
    if sys.stdout.isatty():
        tell(path)
    else:
        typer.echo(str(path), color=True)  # or codes that look like colours would be left out
