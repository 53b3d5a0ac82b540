"""The invented places with their departments, and the forms these are printed in."""

from __future__ import annotations

import random
from dataclasses import dataclass

from scripts.corpus_maker.text import Text, join


@dataclass(frozen=True)
class Department:
    """A department: canonical ``name``, the forms it is printed in, its stem in lists that share
    a suffix (人社 in 人社、民政等部门), an inner unit, and a second name printed in a bracket behind
    the first (printed form, canonical name)."""

    name: str
    forms: tuple[str, ...]
    stem: str = ""
    unit: str = ""
    also: tuple[str, str] | None = None


PROVINCIAL = (
    # name without the place; printed forms; stem; inner unit; second name
    ("发展和改革委员会", "省发展改革委 省发改委", "发展改革", "营商环境处", "省能源局"),
    ("经济和信息化厅", "经济和信息化厅 省经济和信息化厅 省经信厅", "经信", "产业融合处", ""),
    ("教育厅", "教育厅 省教育厅", "教育", "政策法规处", ""),
    ("科学技术厅", "科技厅 省科技厅 科学技术厅", "科技", "高新技术处", ""),
    ("公安厅", "公安厅 省公安厅", "公安", "治安管理总队", ""),
    ("民政厅", "民政厅 省民政厅", "民政", "养老服务处", ""),
    ("司法厅", "司法厅 省司法厅", "司法", "公共法律服务处", ""),
    ("财政厅", "财政厅 省财政厅", "财政", "国库处", ""),
    ("人力资源和社会保障厅", "人力资源社会保障厅 省人力资源社会保障厅 省人社厅", "人社", "就业促进处", ""),
    ("自然资源厅", "自然资源厅 省自然资源厅", "自然资源", "不动产登记处", ""),
    ("生态环境厅", "生态环境厅 省生态环境厅", "生态环境", "环境影响评价处", ""),
    ("住房和城乡建设厅", "住房城乡建设厅 省住房城乡建设厅 省住建厅", "住建", "建筑管理处", ""),
    ("交通运输厅", "交通运输厅 省交通运输厅", "交通运输", "综合运输处", ""),
    ("水利厅", "水利厅 省水利厅", "水利", "水资源处", ""),
    ("农业农村厅", "农业农村厅 省农业农村厅", "农业农村", "种业管理处", "省乡村振兴局"),
    ("商务厅", "商务厅 省商务厅", "商务", "市场秩序处", ""),
    ("文化和旅游厅", "文化和旅游厅 省文化和旅游厅", "文旅", "市场管理处", "省文物局"),
    ("卫生健康委员会", "省卫生健康委 省卫健委", "卫健", "医政处", ""),
    ("退役军人事务厅", "退役军人事务厅 省退役军人事务厅", "退役军人事务", "", ""),
    ("应急管理厅", "应急管理厅 省应急管理厅", "应急", "危险化学品监管处", ""),
    ("审计厅", "审计厅 省审计厅", "审计", "", ""),
    ("市场监督管理局", "省市场监管局 省市场监督管理局", "市场监管", "登记注册处", "省知识产权局"),
    ("广播电视局", "省广电局 省广播电视局", "广电", "", ""),
    ("体育局", "省体育局", "体育", "", ""),
    ("统计局", "省统计局", "统计", "", ""),
    ("林业和草原局", "省林草局 省林业和草原局", "林草", "资源管理处", ""),
    ("医疗保障局", "省医保局 省医疗保障局", "医保", "待遇保障处", ""),
    ("地方金融监督管理局", "省地方金融监管局", "", "", ""),
    ("药品监督管理局", "省药监局 省药品监督管理局", "药监", "", ""),
    ("大数据中心", "省大数据中心", "", "", ""),
    ("供销合作社联合社", "省供销社", "", "", ""),
    ("人民政府口岸与物流办公室", "省口岸物流办", "", "", ""),
    ("高级人民法院", "省高级人民法院", "", "", ""),
    ("政务服务技术公司", "省政务服务技术公司", "", "", ""),
    ("软件行业协会", "省软件行业协会", "", "", ""),
)  # fmt: skip
MUNICIPAL = (
    ("发展和改革委员会", "市发展改革委 市发改委", "发展改革", "", ""),
    ("经济和信息化局", "市经济和信息化局 市经信局", "经信", "", ""),
    ("教育局", "市教育局", "教育", "", ""),
    ("科学技术局", "市科技局 市科学技术局", "科技", "", ""),
    ("公安局", "市公安局", "公安", "出入境管理支队", ""),
    ("民政局", "市民政局", "民政", "", ""),
    ("司法局", "市司法局", "司法", "", ""),
    ("财政局", "市财政局", "财政", "", ""),
    ("人力资源和社会保障局", "市人力资源社会保障局 市人社局", "人社", "就业科", ""),
    ("自然资源和规划局", "市自然资源和规划局", "", "不动产登记科", ""),
    ("生态环境局", "市生态环境局", "生态环境", "", ""),
    ("住房和城乡建设局", "市住房城乡建设局 市住建局", "住建", "", ""),
    ("交通运输局", "市交通运输局", "交通运输", "", ""),
    ("水务局", "市水务局", "水务", "", ""),
    ("农业农村局", "市农业农村局", "农业农村", "", ""),
    ("商务局", "市商务局", "商务", "", ""),
    ("文化和旅游局", "市文化和旅游局", "文旅", "", ""),
    ("卫生健康委员会", "市卫生健康委 市卫健委", "卫健", "", ""),
    ("应急管理局", "市应急管理局", "应急", "", ""),
    ("市场监督管理局", "市市场监管局 市市场监督管理局", "市场监管", "登记注册科", ""),
    ("医疗保障局", "市医保局 市医疗保障局", "医保", "", ""),
    ("城市管理局", "市城市管理局", "城管", "", ""),
    ("统计局", "市统计局", "统计", "", ""),
    ("供销合作社联合社", "市供销社", "", "", ""),
)  # fmt: skip


def _departments(place: str, short: str, rows: tuple[tuple[str, ...], ...]) -> list[Department]:
    departments = []
    for name, printed, stem, unit, also in rows:
        forms = printed.split()
        # The place written out is rarer than 省 or 市, so it stands once among doubled forms.
        spelled = [place + form[1:] for form in forms if form.startswith(short)][:1]
        second = (also, place + also[1:]) if also else None
        departments.append(Department(place + name, (*forms, *forms, *spelled), stem, unit, second))
    tax = f"国家税务总局{place}税务局"
    departments.append(Department(tax, (f"{short}税务局", f"{place}税务局", tax), "税务"))
    bank = f"中国人民银行{place}分行"
    departments.append(Department(bank, (f"人行{place}分行", f"人民银行{place}分行")))
    return departments


@dataclass(frozen=True)
class Place:
    """A jurisdiction with its departments, its towns and what its bulletin calls itself."""

    name: str
    short: str
    publisher: str
    own_names: tuple[str, ...]
    departments: tuple[Department, ...]
    towns: tuple[str, ...]
    companies: tuple[str, ...]
    app: str


YUNCHUAN = Place(
    "云川省",
    "省",
    "云川省政务服务管理中心",
    ("省中心", "省中心", "本中心"),
    tuple(_departments("云川省", "省", PROVINCIAL)),
    ("临江市", "青屏市", "雁回市", "石渡市", "白鹭市", "松溪市", "枫亭市", "望海州", "龙吟州"),
    (
        "云川启明新能源科技有限公司", "云川青禾农业发展有限公司", "云川远航物流集团有限公司",
        "云川省港航投资集团有限公司", "临江精工机械股份有限公司", "青屏茶业有限责任公司",
    ),
    "云川办",
)  # fmt: skip
HENGLING = Place(
    "衡岭省",
    "省",
    "衡岭省政务服务管理局",
    ("本局", "我局"),
    tuple(_departments("衡岭省", "省", PROVINCIAL)),
    ("云台市", "清溪市", "曲河市", "长岗市", "南屏市", "丹霞市", "铜山市"),
    ("衡岭建设投资集团有限公司", "曲河半导体材料有限公司", "衡岭粮油储备有限公司"),
    "衡易办",
)
LINJIANG = Place(
    "临江市",
    "市",
    "临江市行政审批服务局",
    ("我局", "本局"),
    tuple(_departments("临江市", "市", MUNICIPAL)),
    ("东湖区", "西岭区", "江南县", "北原县", "高桥区", "临港新区"),
    ("临江恒泰机电有限公司", "临江市公共交通集团有限公司", "临江云谷软件有限公司"),
    "临江通",
)
PINGHAI = Place(
    "平海市",
    "市",
    "平海市政务服务中心",
    ("市中心", "本中心"),
    tuple(_departments("平海市", "市", MUNICIPAL)),
    ("港东区", "港西区", "盐田县", "沙河县", "鹭岛区"),
    ("平海远洋渔业有限公司", "平海船舶修造有限公司"),
    "平海办",
)
AWAY = ("东陵省", "南麓省", "北屿省", "西塬省")
"""Other provinces that are visited."""
AWAY_DEPARTMENTS = ("商务厅", "应急管理厅", "自然资源厅", "人力资源和社会保障厅", "政务服务管理局")


def named(rng: random.Random, department: Department, *, lead: bool = False) -> Text:
    """The department in one of its printed forms, now and then with its second name or unit."""
    text = Text().department(rng.choice(department.forms), department.name, lead=lead)
    if department.also and not lead and rng.random() < 0.2:
        text.add("（").department(*department.also).add("）")
    return text


def unit_of(rng: random.Random, department: Department) -> Text:
    """The department with its inner unit (省市场监管局登记注册处), which it must have."""
    surface = rng.choice(department.forms)
    return Text().department(surface + department.unit, department.name + department.unit)


def listed(rng: random.Random, departments: list[Department]) -> Text:
    """商务厅、财政厅、省税务局"""
    return join([named(rng, department) for department in departments], "、")


def stems(departments: list[Department]) -> Text:
    """人社、民政、住建: members of a list whose suffix (等部门) the caller writes."""
    return join([Text().department(d.stem, d.name) for d in departments], "、")
