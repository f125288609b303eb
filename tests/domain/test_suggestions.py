import pytest

from tracker.domain.assignments import AssignmentRole
from tracker.domain.nearest_clauses import ClauseIndex
from tracker.domain.ngrams import grams, overlap, plain
from tracker.domain.suggestions import LIKE_ENOUGH, AssignedClause, AssignedUnit, Suggester

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING


def assigned(reference, title, body, *units, document=1, document_title="甲市意见"):
    roles = [AssignedUnit(name, SUPPORTING if position else LEAD) for position, name in enumerate(units)]
    return AssignedClause(reference, document, document_title, f"二（{reference}）", title, body, tuple(roles))


LEARNT = [
    assigned(1, "建设科创平台", "布局重点实验室和技术创新中心。责任单位：市科技局、市财政局", "市科技局", "市财政局"),
    assigned(2, "强化土地保障", "盘活低效工业用地，保障用地指标。责任单位：市自然资源和规划局", "市自然资源和规划局"),
    assigned(3, "加强组织领导", "建立联席会议制度。责任单位：市科技局", "市科技局"),
]


def bodies(suggestions):
    return [suggestion.body for suggestion in suggestions]


def test_the_nearest_clause_names_the_body_and_is_shown_as_the_reason():
    first = Suggester(LEARNT).suggest("保障园区土地", "加大低效工业用地盘活力度。")[0]

    assert first.body == "自然资源"
    assert first.sources[0].clause.reference == 2
    assert first.reason.startswith("《甲市意见》二（2）“强化土地保障”由市自然资源和规划局牵头（相近度")


def test_a_clause_of_one_city_helps_another_by_function():
    elsewhere = [assigned(1, "统筹用海用岛", "编制用海用岛方案。", "省海洋厅", document=2)]

    assert bodies(Suggester(elsewhere).suggest("统筹用海用岛", "编制用海用岛方案。"))[0] == "海洋渔业"


def test_nothing_of_a_document_that_may_not_be_seen_is_told():
    hidden = [assigned(1, "秘密事项甲", "盘活低效工业用地。", "乙市自然资源局", document_title=None)]

    reason = Suggester(hidden).suggest("盘活", "盘活低效工业用地。")[0].reason

    assert reason.startswith("其他地区一相近条款由同职能单位牵头（相近度")
    assert "秘密" not in reason
    assert "乙市" not in reason


def test_words_speak_where_nothing_has_been_learnt():
    first = Suggester([]).suggest("落实税收优惠", "落实研发费用加计扣除政策。")[0]

    assert (first.body, first.sources, first.words) == ("税务", (), ("税收", "加计扣除"))
    assert first.reason == "文中有“税收”“加计扣除”，通常属税务职能。"


def test_a_clause_that_says_nothing_gets_what_is_usual_and_is_told_so():
    suggestions = Suggester(LEARNT).suggest("", "其他。")

    assert bodies(suggestions)[0] == "科技"
    assert suggestions[0].reason == "没有足够相近的条款，仅因该职能常见（约67%的条款）。"


def test_a_clause_that_is_hardly_alike_is_no_reason_to_name():
    asked = ("", "布局" + "其他若干事项另行研究，具体办法由有关方面商定以后印发施行。")
    [nearest, *_] = ClauseIndex([(plain(one.title), plain(one.body)) for one in LEARNT]).nearest(*asked, 1)

    first = Suggester(LEARNT).suggest(*asked)[0]

    assert 0 < nearest.similarity < LIKE_ENOUGH
    assert (first.body, first.sources) == ("科技", ())
    assert first.reason == "没有足够相近的条款，仅因该职能常见（约67%的条款）。"


def test_nothing_learnt_and_nothing_said_gives_no_suggestion():
    assert Suggester([]).suggest("", "") == []


def test_collectives_are_never_suggested():
    learnt = [assigned(1, "建立联席会议", "建立联席会议制度。", "各有关部门")]

    assert "各有关部门" not in bodies(Suggester(learnt).suggest("建立联席会议", "建立联席会议制度。"))


@pytest.mark.parametrize("count", [1, 3, 5])
def test_no_more_than_asked_for_and_the_likeliest_first(count):
    suggestions = Suggester(LEARNT).suggest("建设科创平台", "布局重点实验室，给予资金支持，保障用地。", count=count)

    scores = [suggestion.score for suggestion in suggestions]
    assert len(suggestions) <= count
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_text_is_nearest_to_itself_and_strangers_are_left_out():
    index = ClauseIndex([("土地", "盘活低效用地"), ("人才", "引育高层次人才"), ("", "")])

    neighbours = index.nearest("人才", "引育高层次人才", 5)

    assert [(n.index, round(n.similarity, 6)) for n in neighbours] == [(1, 1.0)]


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("", "", 1.0), ("科技", "", 0.0), ("科技", "科技", 1.0), ("研发投入", "财政资金", 0)]
)
def test_overlap_of_two_texts(one, other, expected):
    assert overlap(grams(one), grams(other)) == expected


def test_a_plain_text_has_one_form_and_no_names_left_out():
    assert plain("责任单位:市 科技局,市财政局", ["市科技局", ""]) == "责任单位：，市财政局"


def test_the_function_a_register_gives_a_unit_goes_before_its_name():
    unit = AssignedUnit("市科创中心", LEAD, body="科技", unit=7)
    learnt = [AssignedClause(1, 1, "甲市意见", "一", "大型仪器", "开放共享大型仪器。", (unit,))]

    first = Suggester(learnt).suggest("大型仪器", "开放共享大型仪器。")[0]

    assert (first.body, first.sources[0].unit.unit) == ("科技", 7)
