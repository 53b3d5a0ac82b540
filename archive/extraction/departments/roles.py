"""What part an organisation plays where it is named: host, attendee, joint issuer, recipient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.extraction.context import ItemText
from archive.extraction.named import Named
from archive.model import MentionRole

_LINK = re.compile(r"[、和与及，]|以及|联合|会同|商|，?(?:并)?(?:会同|联合)")
_BRACKET = re.compile(r"[（）()]{1,2}")
_CLOSERS = ("）", ")", "”")
_REACH = 40
_RECIPIENT = re.compile(
    r"(?:抄送|抄报|主送|报送|呈报|呈送|发送|转送|移送|送|发|报|转交|移交|交由|交办|函告|致函|反馈给?|推送(?:给|至)|提交给?|分送|下达)[：:]?$"
)
_HOST_BEFORE = re.compile(r"由$")
_LEADING = re.compile("牵头|主办|承办|组织|负责")
_HOST = re.compile(
    r"(?:等?[^，。；]{0,8}?(?:部门|单位))?(?:主要|党组|党委|联合|共同|组织|统一|负责|具体|近日|在[^，。；]{1,12}?|率先)*"
    r"(?:主办|承办|协办|牵头|主持|召开|举办|举行|组织)"
)
_ATTENDEE = re.compile(r"[^，。；！？\n]{0,30}?(?:参加|出席|列席|参会|与会|陪同|应邀|到会|旁听)")
_INVITED = re.compile(r"(?:邀请|商请|通知|陪同|随同)$")
_JOINT = re.compile(
    r"(?:等?[^，。；]{0,8}?(?:部门|单位|家|个))?(?:近日|日前|研究|正式|制定|共同|联合|会商|后)*"
    r"(?:联合|共同|会签|联署)?(?:印发|下发|出台|发布|发文|公布|制发|制定|签署|签发|颁布|转发)"
)
_JOINTLY = re.compile(r"联合|共同|会同|会签|联署|商")


def with_roles(item: ItemText, found: Sequence[Named]) -> list[MentionRole | None]:
    """The role of each mention, in their order; None where the text does not say."""
    roles: list[MentionRole | None] = [None] * len(found)
    for group in _groups(item, found):
        role = _role(item, [found[index] for index in group])
        for index in group:
            roles[index] = role
    return roles


def _groups(item: ItemText, found: Sequence[Named]) -> Iterator[list[int]]:
    """Mentions that stand in one list play one role."""
    group: list[int] = []
    for index, named in enumerate(found):
        if group:
            gap = item.text[found[group[-1]].end : named.start]
            if len(gap) > 4 or not (_LINK.fullmatch(gap) or _BRACKET.fullmatch(gap) or not gap):
                yield group
                group = []
        group.append(index)
    if group:
        yield group


def _role(item: ItemText, group: list[Named]) -> MentionRole | None:
    text, start, end = item.text, group[0].start, group[-1].end
    while text[end : end + 1] in _CLOSERS:
        end += 1
    sentence = item.sentences.start(start)
    before = text[max(sentence, start - 6) : start]
    ceiling = min(item.sentences.end(max(start, end - 1)), end + _REACH)
    if text[start - 1 : start] not in ("联", "印", "分") and _RECIPIENT.search(before):
        return MentionRole.RECIPIENT
    joint = _JOINT.match(text, end, ceiling)
    if joint is not None:
        inside = text[start : joint.end()]
        if len(group) > 1 or _JOINTLY.search(inside) or _JOINTLY.search(before):
            return MentionRole.JOINT_ISSUER
    if _INVITED.search(before):
        return MentionRole.ATTENDEE
    if _HOST.match(text, end, ceiling) or (
        _HOST_BEFORE.search(before) and _LEADING.match(text, end)
    ):
        return MentionRole.HOST
    if _ATTENDEE.match(text, end, min(ceiling, item.clauses.end(max(start, end - 1)))):
        return MentionRole.ATTENDEE
    return None
