import time

import pytest

from tracker.domain.clause_alignment import SAME_CLAUSE, ComparedClause, align

TIME_LIMIT_S = 3  # a third of a second alone; room for a measured run on a busy machine


def clauses(*texts):
    return [ComparedClause(number, f"（{number}）", *text) for number, text in enumerate(texts, 1)]


PLATFORMS = ("建设科创平台", "布局重点实验室、技术创新中心等科技创新载体。")
LAND = ("强化土地保障", "盘活低效工业用地，新增建设用地指标优先保障园区。")
LEADERSHIP = ("加强组织领导", "建立联席会议制度，统筹协调重大事项。")


def answers(alignment):
    return [(pair.first.reference, pair.second.reference) for pair in alignment.pairs]


def test_clauses_on_one_subject_answer_to_each_other_wherever_they_stand():
    parent = clauses(PLATFORMS, LAND, LEADERSHIP)
    child = clauses(
        ("加强组织保障", "健全联席会议制度，统筹协调园区重大事项。"),
        ("建设高能级科创平台", "布局省重点实验室、技术创新中心。"),
        ("发展绿色园区", "推行排污许可管理。"),
    )

    alignment = align(parent, child)

    assert answers(alignment) == [(3, 1), (1, 2)]
    assert [clause.reference for clause in alignment.only_first] == [2]
    assert [clause.reference for clause in alignment.only_second] == [3]


def test_the_same_words_have_the_similarity_one_whatever_their_white_space_and_width():
    alignment = align(clauses(LAND), clauses((LAND[0], LAND[1].replace("，", ",\n "))))

    assert [pair.similarity for pair in alignment.pairs] == [1.0]


def test_words_that_repeat_are_paired_in_order():
    assert answers(align(clauses(LAND, LAND, PLATFORMS), clauses(LAND, LAND))) == [(1, 1), (2, 2)]


def test_every_clause_is_in_one_pair_at_most_and_the_likest_gets_it():
    close, closer = ("土地", "盘活低效工业用地。"), LAND

    assert answers(align(clauses(LAND), clauses(close, closer))) == [(1, 2)]


def test_what_is_less_alike_than_asked_for_is_left_over():
    near = ("强化要素保障", "盘活工业用地，降低企业成本，保障用电需求。")

    assert answers(align(clauses(LAND), clauses(near))) == [(1, 1)]
    assert answers(align(clauses(LAND), clauses(near), least=SAME_CLAUSE)) == []


def test_several_clauses_that_carry_out_one_are_named_with_it_and_are_nobodys_own():
    parent = clauses(("强化土地保障", LAND[1] + "布局重点实验室、技术创新中心等科技创新载体。"), LEADERSHIP)
    child = clauses(LAND, PLATFORMS, ("发展绿色园区", "推行排污许可管理。"))

    alignment = align(parent, child)

    assert answers(alignment) == [(1, 1)]
    assert [(pair.first.reference, pair.second.reference) for pair in alignment.further] == [(1, 2)]
    assert [clause.reference for clause in alignment.only_second] == [2, 3]
    assert [clause.reference for clause in alignment.alone_second] == [3]
    assert [clause.reference for clause in alignment.alone_first] == [2]


@pytest.mark.parametrize(("first", "second"), [((), (LAND,)), ((LAND,), ()), ((), ()), ((("", ""),), (LAND,))])
def test_nothing_to_compare_gives_no_pairs(first, second):
    alignment = align(clauses(*first), clauses(*second))

    assert alignment.pairs == ()
    assert (len(alignment.only_first), len(alignment.only_second)) == (len(first), len(second))


def test_clauses_without_titles_are_compared_by_their_bodies():
    assert answers(align(clauses(("", LAND[1])), clauses(("", PLATFORMS[1]), ("", LAND[1] + "另行规定。")))) == [(1, 2)]


@pytest.mark.slow
def test_two_documents_of_300_clauses_are_aligned_at_once():
    subjects = [
        f"第{number}项工作，由{chr(0x4E00 + number * 7) * 3}牵头，完成{number}件。" * 6 for number in range(300)
    ]
    old, new = clauses(*(("", text) for text in subjects)), clauses(*(("", text + "新") for text in subjects))

    began = time.process_time()
    alignment = align(old, new)

    assert answers(alignment) == [(number, number) for number in range(1, 301)]
    assert time.process_time() - began < TIME_LIMIT_S
