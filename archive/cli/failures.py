"""How the command fails: one line, a hint, an exit status (``docs/cli.md``), never a trace."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import click

from archive.cli.terminal import printable
from archive.errors import ArchiveError

LOG = Path("log") / "bulletin.log"

SOME_FILES_FAILED = 1
INTERRUPTED = 130
_BROKEN_PIPE = 141
_DEFECT = 70
_STATUSES = {
    "source": 1,
    "request": 2,
    "configuration": 3,
    "archive.not_found": 4,
    "archive.busy": 5,
    "store": 6,
    "index": 6,
}
"""By code, else by its first part."""

_log = logging.getLogger("archive.cli")


class OutputClosed(Exception):
    """Whoever reads our output has seen enough. Not an OSError, which click would handle."""


def log_to(home: Path) -> None:
    """Send warnings and errors of this process to the archive's log file, made when needed."""
    path = home / LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        # An archive that can only be read has no log; that is no reason to refuse to read it.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old, RotatingFileHandler):
            root.removeHandler(old)
            old.close()
    root.addHandler(handler)


def exit_status(code: str) -> int:
    """The exit status for an error's code."""
    return _STATUSES.get(code) or _STATUSES.get(code.partition(".")[0], _DEFECT)


def run(command: Callable[[], Any]) -> int:
    """Run a command and turn whatever ends it into an exit status."""
    try:
        status = command()
    except ArchiveError as error:
        _say(error.message, error.hint)
        return exit_status(error.code)
    except click.ClickException as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            click.echo(error.format_message(), err=True)
        else:
            _say(_usage(error), _usage_hint(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("已中断", "")
        return INTERRUPTED
    except OutputClosed:
        # Keep Python from failing on exit as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        _log.exception("a defect")
        handlers = logging.getLogger().handlers
        where = [h.baseFilename for h in handlers if isinstance(h, RotatingFileHandler)]
        hint = f"详情见 {where[0]}，请将其报告给开发者" if where else "请报告给开发者"
        _say(f"程序内部错误（{type(error).__name__}）", hint)
        return _DEFECT
    return status if isinstance(status, int) else 0


def _say(message: str, hint: str) -> None:
    click.echo(printable(f"错误：{message}"), err=True)
    if hint:
        click.echo(printable(f"提示：{hint}"), err=True)


def _usage(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"未知的选项 {error.option_name}"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return f"缺少参数 {name}"
        case click.BadParameter():
            name = "、".join(error.param.opts) if error.param else ""
            return f"参数 {name} 无效：{_expected(error)}"
        case _:
            return f"命令用法不对：{error.format_message()}"


def _expected(error: click.BadParameter) -> str:
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return f"须为 {'、'.join(choices)} 之一"
        case click.IntRange(min=low, max=high):
            return f"须为 {low} 至 {high} 之间的整数"
        case click.Path():
            return "须为文件夹的路径"
        case _:
            return error.message


def _usage_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"用法见 {context.command_path} --help" if context else ""
