import pytest

from tracker.domain.criteria_suggestions import (
    MOST_SUGGESTIONS,
    default_criterion,
    is_default,
    suggest_criteria,
)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("出台高新区条例实施细则，鼓励企业创新。", ["出台高新区条例实施细则"]),
        ("到2027年，建成概念验证中心5家。", ["建成概念验证中心5家"]),
        ("研发投入占比达到8%以上。", ["研发投入占比达到8%以上"]),
        ("一是设立产业引导基金；二是完善考核机制。", ["设立产业引导基金"]),
        ("创新能力达到先进水平。", []),  # no figure to hold against it
        ("支持企业建立研发机构。", []),  # a wish, nothing owed
        ("建成平台。", []),  # too short to mean anything
        ("（责任单位：市科技局、市建成局）", []),
        ("新增高新技术企业 20 家，\n新增高新技术企业 20 家。", ["新增高新技术企业 20 家"]),
        ("", []),
    ],
)
def test_what_a_clause_suggests(text, suggested):
    assert suggest_criteria(text) == suggested


def test_goals_come_first_and_nothing_is_said_twice():
    goals = ["研发投入占比 不低于 8%", "研发投入占比 不低于 8%"]

    assert suggest_criteria("出台高新区条例实施细则。", goals) == [goals[0], "出台高新区条例实施细则"]


def test_suggestions_are_few():
    text = "".join(f"出台第{number}个专项实施细则；" for number in range(20))

    assert len(suggest_criteria(text)) == MOST_SUGGESTIONS


@pytest.mark.parametrize(
    ("goals", "criterion"),
    [
        ((), "完成“提升创新能力”的全部工作（默认）"),
        (
            ("研发投入占比 不低于 8%", "亩均税收 不低于 45万元"),
            "研发投入占比 不低于 8%；亩均税收 不低于 45万元（默认）",
        ),
    ],
)
def test_the_default_criterion_says_that_it_is_one(goals, criterion):
    assert default_criterion("提升创新能力", goals) == criterion
    assert is_default(criterion)
    assert not is_default("完成实施细则")
