"""Parameters as options of a command, by the names they have in URL and API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from archive.parameters import Kind, Parameter

Command = TypeVar("Command", bound=Callable[..., Any])


def asking(parameters: Iterable[Parameter]) -> Callable[[Command], Command]:
    """Options that hand their values over as text, to be checked where all requests are."""

    def decorated(command: Command) -> Command:
        for parameter in reversed(tuple(parameters)):
            command = click.option(
                f"--{parameter.name.replace('_', '-')}",
                parameter.name,
                multiple=parameter.repeatable,
                metavar=_value(parameter),
                help=parameter.description + ("（可重复）" if parameter.repeatable else ""),
            )(command)
        return command

    return decorated


def _value(parameter: Parameter) -> str:
    match parameter.kind:
        case Kind.CHOICE:
            return f"[{'|'.join(parameter.choices)}]"
        case Kind.FLAG:
            return "[true|false]"
        case _:
            return "TEXT"
