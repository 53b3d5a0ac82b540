"""Bytes of Chinese text become characters: UTF-8, UTF-16 or GB 18030, told apart."""

from __future__ import annotations

import codecs

from archive.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEAST_KNOWN = 0.9
"""Part of the characters outside ASCII that GB 2312 has, in text that really is GB 18030."""


def decode(data: bytes, name: str) -> str:
    """The text of ``data``; ``name`` is the file's, for messages.

    What is valid UTF-8 beyond ASCII is UTF-8: Chinese in another encoding is never valid by
    chance. Else it must be GB 18030, of which GBK and GB 2312 are parts. What a web page declares
    is not asked: it is wrong too often. Raises :class:`SourceError`: ``source.not_text`` or
    ``source.encoding``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _unknown(name) from error
    if b"\0" in data:
        raise SourceError(
            f"{name} 不是文本文件",
            code="source.not_text",
            hint="请导入 UTF-8 或 GB18030 编码的文本",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unknown(name) from error
    foreign = "".join(character for character in text if not character.isascii())
    if len(foreign.encode("gb2312", "ignore")) < 2 * _LEAST_KNOWN * len(foreign):
        raise _unknown(name)
    return text


def _unknown(name: str) -> SourceError:
    return SourceError(
        f"{name} 的文字编码无法识别，既非 UTF-8 也非 GB18030",
        code="source.encoding",
        hint="请用文本编辑器另存为 UTF-8 后再导入",
    )
