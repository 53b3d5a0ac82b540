"""Which files an import means."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

from archive.errors import SourceError
from archive.parser import REFUSED_SUFFIXES, SUFFIXES
from archive.pipeline.report import Failure

_ENDINGS = (*SUFFIXES, *REFUSED_SUFFIXES)
"""What is taken up from a folder: also what is refused, so that nobody takes it for imported."""
_NOT_MEANT = (".", "~$")
"""How the names of files begin that systems and Word leave beside others."""


def find_files(paths: Sequence[Path], leave_out: Path) -> tuple[list[Path], list[Failure]]:
    """The files among ``paths`` and those anywhere in the folders among them that end like a
    bulletin's (PDF, DOCX, HTML, TXT, and kinds that are refused with advice), each once, by name
    within a folder; and the paths that cannot be looked at.

    ``leave_out`` is the archive's own folder, whose originals are no new files.
    """
    files: dict[Path, Path] = {}
    failures: list[Failure] = []

    def fail(error: OSError) -> None:
        failures.append(Failure.of(Path(error.filename), unreadable_path(error)))

    def consider(file: Path) -> None:
        try:
            if not S_ISREG(file.stat().st_mode):
                # Opening a pipe or a device could wait forever.
                raise OSError(errno.EINVAL, "不是普通文件", str(file))
            files.setdefault(file.resolve(), file)
        except OSError as error:
            fail(error)

    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
            for file in _files_below(path, leave_out, fail):
                consider(file)
        else:
            consider(path)
    return list(files.values()), failures


def unreadable_path(error: OSError) -> SourceError:
    """Why a path cannot be read, in the words of the operating system."""
    name = Path(error.filename).name
    if isinstance(error, FileNotFoundError):
        return SourceError(f"{name} 不存在", code="source.not_found", hint="请检查路径")
    return SourceError(f"{name} 无法读取：{error.strerror}", hint="请检查文件及其权限")


def _files_below(
    folder: Path, leave_out: Path, onerror: Callable[[OSError], None]
) -> Iterator[Path]:
    # Links to folders are not followed, so that below the root a path is where it says.
    root = folder.resolve()
    for parent, folders, names in os.walk(folder, onerror=onerror):
        here = Path(parent)
        inside = root / here.relative_to(folder)
        folders[:] = sorted(name for name in folders if inside / name != leave_out)
        for name in sorted(names):
            if name.lower().endswith(_ENDINGS) and not name.startswith(_NOT_MEANT):
                yield here / name
