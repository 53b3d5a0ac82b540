"""A publisher's own party, union and league organs: 院党委, 局工会, 机关党委."""

from __future__ import annotations

import re

from archive.extraction.context import IssueContext
from archive.extraction.lexicon import alternatives
from archive.extraction.publisher import parent_of, publisher_department, self_marks
from archive.model import Department

_ORGAN = "(?:直属)?(?:机关)?党委|(?:机关)?纪委|(?:机关)?工会|(?:机关)?团委|妇联|妇委会|关工委|党校"
_ALONE = "(?:直属)?机关(?:党委|纪委|工会|团委)"
_OF_SCHOOLS = "学报编辑[部室]|校医院"
_OF_COMPANIES = "总医院|职工医院"
_SCHOOLS = ("大学", "学院", "学校", "中学")
_COMPANIES = ("集团", "公司")
_FORMS = {"党委": "中国共产党{}委员会", "纪委": "中共{}纪律检查委员会"}


def own_organs(context: IssueContext) -> re.Pattern[str] | None:
    """院工会, 集团党委, 机关党委 in the bulletin of a school, company or office: its own."""
    owner = owner_of(context)
    if owner is None:
        return None
    marks = self_marks(owner.id)
    alone = [_ALONE]
    alone += [_OF_SCHOOLS] if owner.id.endswith(_SCHOOLS) else []
    alone += [_OF_COMPANIES] if owner.id.endswith(_COMPANIES) else []
    return re.compile(
        rf"(?:{alternatives(marks) or '(?!)'})(?P<organ>{_ORGAN})(?![员托任])"
        rf"|(?<![\u4e00-\u9fff])(?P<alone>{'|'.join(alone)})(?![员托任])"
    )


def owner_of(context: IssueContext) -> Department | None:
    """Whose own organs are meant: the publisher's, or those of the office whose general office it
    is."""
    publisher = publisher_department(context)
    return parent_of(publisher) or publisher


def own_organ(owner: Department, organ: str) -> Department:
    """The authority record of such an organ: 中国共产党…委员会, …工会."""
    form = _FORMS.get(organ, "{}" + organ)
    return Department(form.format(owner.id), owner.jurisdiction, parent=owner.id, provisional=True)
