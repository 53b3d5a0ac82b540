"""The forms in which texts name times: 12月6日—8日, 11月中旬, 前三季度, 本周, 年内."""

from __future__ import annotations

import re

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[廿卅][一二三四五六七八九]?)"
_M = rf"(?:{_N}|(?<![万亿美港日欧])元)"
_YEAR = (
    r"(?:(?:19|20)[0-9]{2}|(?:１９|２０)[０-９]{2}|[一二][〇○零一二三四五六七八九]{3}"
    # 九八年十月: two digits only where a part of the year follows, for 98年 may be a duration.
    r"|(?:[089][0-9]|[八九零〇○][〇○零一二三四五六七八九])"
    rf"(?=年(?:[度底初末]|以来|[上下]半年|[一二三四]季|{_N}月)))年"
    # Not 成本年均, 60岁以上年龄, 说明年限.
    r"|今年|去年|(?<![说证声表注标])明年|(?<![成基样版])本年|(?<![以晚])上年(?!龄|纪)|(?<!年)前年"
)
_TO = r"(?:[—–\-－~～]{1,2}|至|到)"
_PART = r"上旬|中旬|下旬|上中旬|中下旬|初|底|末"
_SINCE = r"(?:以来|至今)?"
FORMS = {
    "iso": r"(?P<iy>(?:19|20)[0-9]{2})(?P<is>[-./])(?P<im>[0-9]{1,2})(?P=is)"
    r"(?P<id>[0-9]{1,2})(?![0-9])",
    # 4月中旬至5月下旬, 9月20日至10月上旬: the days of one month are left to "day".
    "parts": rf"(?P<ay>{_YEAR})?(?P<am>{_M})月份?(?:"
    rf"(?P<ap>{_PART}){_TO}(?:(?P<by>{_YEAR})?(?P<bm>{_M})月份?)?(?:(?P<bp>{_PART})|(?P<bd_>{_N})日)"
    rf"|(?:(?P<ad>{_N})日)?{_TO}(?:(?P<cy>{_YEAR})?(?P<cm>{_M})月份?)?(?P<cp>{_PART}))",
    "day": rf"(?P<dy>{_YEAR})?(?P<dm>{_M})月(?P<dd>{_N})(?:[日号]|(?={_TO}{_N}日|、{_N}日))"
    rf"(?:{_TO}(?:(?P<dy2>{_YEAR})?(?P<dm2>{_M})月)?(?P<dd2>{_N})日)?{_SINCE}",
    "months": rf"(?P<my>{_YEAR})?(?P<m1>{_M})月?份?{_TO}(?P<my2>{_YEAR})?(?P<m2>{_N})月份?(?!龄)",
    "years": rf"(?P<y1>(?:19|20)[0-9]{{2}})年?{_TO}(?P<y2>(?:19|20)[0-9]{{2}})年(?!第|[0-9０-９])",
    "month": rf"(?P<ny>{_YEAR})?(?P<nm>{_M})月份?(?P<np>{_PART})?{_SINCE}(?![龄均])",
    "this_month": r"(?P<tm>(?<![成样基])本月|当月|(?<!以)上月|上个月|(?<!以)下月)份?"
    rf"(?:(?P<td>{_N})日(?:{_TO}(?P<td2>{_N})日)?|(?P<tp>{_PART}))?{_SINCE}",
    "part": r"(?<![月年本上中下])(?P<xp>[上中下]旬)(?!刊)",
    "quarters": rf"(?P<ry>{_YEAR})?第?(?P<r1>[一二三1-3]){_TO}(?P<r2>[二三四2-4])季度",
    "quarter": rf"(?P<qy>{_YEAR})?第?(?P<q>[一二三四1-4])季度(?P<qp>[末底])?{_SINCE}",
    "this_quarter": r"(?P<tq>本季度|当季|上季度)",
    # Not 提前3个月, 之前3个月.
    "stretch": rf"(?P<sy>{_YEAR})?(?P<s>上半年|下半年"
    rf"|(?<![提之以此目牵])[前头](?:[两二三23]个?季度|(?:{_N}|两)个?月))(?:以来)?",
    "year": rf"(?P<yy>{_YEAR})度?(?:全年|(?P<yp>年?[初底末]))?{_SINCE}(?!第|版|[0-9０-９])",
    "since": r"年初以来|开年以来|年初至今|今年累计|本年累计|全年累计",
    "whole": r"(?<![健安完])(?P<wy>全年)(?![级龄])",
    # Not 资本周转, 以上周期.
    "week": r"(?P<w>(?<![资成样基版])本周|当周|这周|(?<!以)上周|上一周|(?<!以)下周|一周来)"
    r"(?:(?P<wd>[一二三四五六日天])|(?![边转知围]|期(?!间)))",
    "near": r"(?P<r>昨[日天晚夜]|(?<![目之提])前天|(?<!雨)后天(?!性)|今[日天晨早晚]"
    r"|(?<![文说证声])明[日天])",
    # 18日看望, not 时限20日 or 20日内.
    "bare": rf"(?<![期限为达满超每过第])(?<!至少|至多|最多|提前|缩短|连续)"
    rf"(?<![缩短减少长宽整低][到至为成])(?P<bd>{_N})(?:日|(?={_TO}{_N}日))(?:{_TO}(?P<bd2>{_N})日)?"
    r"(?!以?内|游|报|均|常|用|间|照|本|元|缩|压|减|延|龄|年|三餐|之[计内]|[1一][报会查])",
    # Not 一个月内, 三年内.
    "within": r"(?<![个两几数半多0-9０-９一二三四五六七八九十])"
    r"(?P<e>年内|年底|年末|月内|月底|月末)",
}
"""Each form by the name of the rule. Where two match at the same place, the first wins."""

FORM = re.compile(
    # What a form begins with is asked for first: most numbers are none.
    r"(?=一周来|[0-9０-９一二三四五六七八九十〇○零廿卅元]{1,4}[年月日份季个—–\-－~～至到./]"
    r"|[今去明本上前头当下中第全年这昨后开月])(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in FORMS.items())
    + ")"
)
JOINED = re.compile(_TO)
"""Between two times that are one stretch: 去年12月|至|本月."""

FEASTS = re.compile("二月二|三月三|五月五|七月七|八月十五|九月九")
"""Days of the lunar calendar, which are feasts."""

RECURRING = ("每年", "每月", "每周", "每季度", "历年", "逐年", "每")
"""Before a time that comes again and again: 每年12月 is no month."""
