import pytest
import yaml

from tests.support.source import ROOT
from tracker.domain.unit_functions import FUNCTION_WORDS, FUNCTIONS, body_key, function_of

SAME_FUNCTION = {
    "科技": ["市科技局", "省科技厅", "科技部", "市科学技术局", "嘉兴市科学技术局", "省科学技术厅"],
    "发展改革": ["市发展改革委", "国家发展改革委", "县发展和改革局", "市发改委"],
    "经信": ["市经信局", "省经济和信息化厅", "工业和信息化部", "市工信局", "市经济信息委"],
    "财政": ["财政部", "省财政厅", "市财政局"],
    "建设": ["市建设局", "省住房城乡建设厅", "市住房城乡建委", "市住房和城乡建设局"],
    "自然资源": ["市自然资源和规划局", "省自然资源厅"],
    "市场监管": ["市场监管总局", "省市场监管局（省知识产权局）", "市市场监督管理局"],
    "知识产权": ["省知识产权局"],
    "中医药": ["省中医药局"],
    "药监": ["省药监局"],
    "民政": ["市民政局", "民政部"],
    "人民银行": ["人行嘉兴市中心支行", "中国人民银行台州市分行"],
    "金融监管": ["嘉兴银保监分局", "国家金融监督管理总局台州监管分局"],
    "金融": ["市金融办", "省地方金融监管局", "省委金融办"],
    "数据": ["省数据局", "州、县（市）数据资源主管部门"],
    "地方政府": ["各县〔市、区〕政府", "各市、县（市、区）人民政府", "各设区市政府", "各镇（街道、管委会）"],
    "开发区": ["西咸新区管委会", "嘉兴经济技术开发区〔国际商务区〕", "嘉兴港区"],
    None: ["有关部门", "省级各有关部门", "政务部门", "市健康专家委员会"],
}


@pytest.mark.parametrize(("function", "name"), [(f, name) for f, names in SAME_FUNCTION.items() for name in names])
def test_bodies_of_all_levels_answer_to_one_function(function, name):
    assert function_of(name) == function


def test_white_space_and_width_of_brackets_do_not_matter():
    assert function_of("省市场 监管局(省知识产权局)") == "市场监管"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("市科技局", "科技"),
        ("市投资公司", "投资公司"),
        ("省信息中心", "信息中心"),
        ("市委史志办", "史志办"),
        ("省级有关部门", None),
        ("各有关部门和单位", None),
    ],
)
def test_a_body_without_a_known_function_is_compared_by_its_name_and_a_collective_not_at_all(name, key):
    assert body_key(name) == key


def test_the_seed_gives_every_body_the_function_that_its_name_tells():
    entries = yaml.safe_load((ROOT / "seed" / "units.yaml").read_text(encoding="utf-8"))
    bodies = [body for entry in entries for body in (*entry.get("units", ()), *entry.get("groups", ()))]

    wrong = {
        body["name"]: body.get("function")
        for body in bodies
        if body.get("function") != (function_of(body["name"]) or function_of(body["full_name"]))
    }

    assert len(bodies) > 60
    assert wrong == {}


def test_no_part_of_a_name_belongs_to_two_functions():
    parts = [part for function in FUNCTIONS for part in function.names]

    assert len(parts) == len(set(parts))


def test_every_function_has_words_of_its_business():
    assert all(FUNCTION_WORDS.values())
