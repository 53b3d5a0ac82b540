"""How an issue calls organisations that it names in full elsewhere, and their units alone."""

from __future__ import annotations

import pytest

from archive.extraction.departments.short_names import is_short_for
from archive.extraction.extract import extract
from archive.vocabulary import Vocabulary
from tests.extraction.issues import CITY, departments_of, make_issue


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("热线中心", "12345政务服务便民热线服务中心", True),
        ("运管处", "道路运输管理处", True),
        ("环卫处", "环境卫生管理处", True),
        ("规划院", "城市规划设计研究院", True),
        ("创城办", "创建全国文明城市工作指挥部办公室", True),
        ("指挥部", "防汛抗旱指挥部", True),
        ("中心", "不动产登记中心", False),
        ("二大队", "第一大队", False),
        ("渔政支队", "海洋行政执法支队", False),
        ("农机站", "农业技术推广站", False),
    ],
)
def test_a_short_name_keeps_words_in_their_order_and_the_end(
    short: str, full: str, *, expected: bool
) -> None:
    assert is_short_for(short, full) is expected


@pytest.mark.parametrize(
    ("publisher", "texts", "expected"),
    [
        ("岚江市老旧小区改造工作指挥部",
         ["市旧改指挥部开工12处。", "市指挥部综合协调组走访。"],
         [("市旧改指挥部", "岚江市老旧小区改造工作指挥部"),
          ("市指挥部综合协调组", "岚江市老旧小区改造工作指挥部综合协调组")]),
        (CITY,
         ["云溪县县委讲师团下乡宣讲。", "市建设工程造价管理站发布信息价。",
          "讲师团编写讲稿12篇，市造价站受理咨询。"],
         [("云溪县县委讲师团", "中共云溪县委讲师团"),
          ("市建设工程造价管理站", "岚江市建设工程造价管理站"),
          ("讲师团", "中共云溪县委讲师团"), ("市造价站", "岚江市建设工程造价管理站")]),
        ("岚江市总工会办公室",
         ["市总法律工作部部长王强值班，女职工部走访，机关党委书记李娜授课。"],
         [("市总法律工作部", "岚江市总工会法律工作部"), ("女职工部", "岚江市总工会女职工部"),
          ("机关党委", "中国共产党岚江市总工会机关委员会")]),
        ("南通海事局",
         ["南通海事局部署，如皋海事处检查船舶12艘次。"],
         [("南通海事局", "中华人民共和国南通海事局"),
          ("如皋海事处", "中华人民共和国南通海事局如皋海事处")]),
        ("岚江市12345政务服务便民热线服务中心",
         ["市热线中心受理来电，本中心回访，中心主任王强带班，中心服务大厅启用。"],
         [("市热线中心", "岚江市12345政务服务便民热线服务中心"),
          ("本中心", "岚江市12345政务服务便民热线服务中心"),
          ("中心", "岚江市12345政务服务便民热线服务中心")]),
        ("岚江市防汛抗旱指挥部办公室",
         ["抢险救援组转移群众120人，市指挥部会商，综合组组长王强值班。"],
         [("抢险救援组", "岚江市防汛抗旱指挥部抢险救援组"), ("市指挥部", "岚江市防汛抗旱指挥部"),
          ("综合组", "岚江市防汛抗旱指挥部综合组")]),
        ("岚江市公安局交通警察支队",
         ["市局部署夏季整治，车管所办理业务1200笔，群众在所办事满意。"],
         [("市局", "岚江市公安局"), ("车管所", "岚江市公安局交通警察支队车辆管理所")]),
        ("青溪县城市管理综合行政执法大队",
         ["县执法大队检查，大队党支部书记王强带队。"],
         [("县执法大队", "青溪县城市管理综合行政执法大队"),
          ("大队", "青溪县城市管理综合行政执法大队")]),
        ("云川省白山监狱",
         ["白山监狱整改隐患12处，狱政管理科加密巡查班次，该科每日通报。"],
         [("白山监狱", "云川省白山监狱"), ("狱政管理科", "云川省白山监狱狱政管理科"),
          ("该科", "云川省白山监狱狱政管理科")]),
        ("岚江市工业和信息化局",
         ["云川省柳河绢纺织厂技改投产。", "柳河绢纺织厂厂长王强介绍，该厂新增订单12笔。"],
         [("云川省柳河绢纺织厂", "云川省柳河绢纺织厂"), ("柳河绢纺织厂", "云川省柳河绢纺织厂"),
          ("该厂", "云川省柳河绢纺织厂")]),
    ],
)  # fmt: skip
def test_short_forms_and_units_alone_are_those_of_the_issue(
    publisher: str, texts: list[str], expected: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    assert departments_of(extract(make_issue(*texts, publisher=publisher), vocabulary)) == expected
