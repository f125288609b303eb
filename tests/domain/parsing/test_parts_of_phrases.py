"""Phrases with one verb for several names, names after the last verb, and sentences that share out one task."""

import pytest

from tracker.domain.parsing import parse_document

HEAD = "某市关于修路的通知\n一、修路。推进道路建设。"


def read(words: str) -> str:
    """Return who leads | who supports | ! if the text says so."""
    (clause,) = parse_document(HEAD + words + "\n").clauses
    names = [" ".join(unit.name for unit in units) for units in (clause.lead_units, clause.supporting_units)]
    return "|".join((*names, "!" if clause.lead_is_explicit else ""))


BRACKETS = [
    ("（市甲局、市乙局，各县政府参与）", "市甲局 市乙局|各县政府|!"),
    ("（市甲局；各县政府配合）", "市甲局|各县政府|!"),
    ("（市甲局牵头，市乙局、市丙局）", "市甲局|市乙局 市丙局|!"),
    ("（市甲局牵头；各相关部门）", "市甲局|各相关部门|!"),
    ("（市甲局牵头，长期坚持）", "市甲局||!"),
    ("（市甲局、市乙局；完成时限：6月底前）", "市甲局|市乙局|"),
    ("（市甲局：市乙局、市丙局）", "||"),
    ("（第一责任单位：市甲局，第二责任单位：市乙局）", "市甲局|市乙局|!"),
    ("（牵头单位：市甲局；成员单位：市乙局）", "市甲局|市乙局|!"),
    ("\n整改责任单位：市甲局、市乙局", "市甲局|市乙局|"),
    ("\n〔主责单位〕市甲局〔协同单位〕市乙局", "市甲局|市乙局|!"),
    ("完善机制——市甲局、市乙局。", "市甲局|市乙局|"),
    ("责任领导为王某，牵头单位为旗甲局，配合单位为旗乙局。", "旗甲局|旗乙局|!"),
]
SENTENCES = [
    ("由市甲局牵头，市乙局负责审查，市丙局做好保障。", "市甲局|市乙局 市丙局|!"),
    ("市甲局牵头组织实施，市乙局按职责分工负责。", "市甲局|市乙局|!"),
    ("市甲局总负责，市乙局、市丙局分工负责。", "市甲局|市乙局 市丙局|!"),
    ("市甲局要切实发挥牵头作用，市乙局要积极配合。", "市甲局|市乙局|!"),
    ("责成市甲局牵头，会同市乙局研究。", "市甲局|市乙局|!"),
    ("市甲局、市乙局按各自职责抓好落实。", "市甲局|市乙局|"),
    ("市甲局会商市乙局后印发。", "市甲局|市乙局|!"),
    ("由县甲办会同县政府督查室考核验收。", "县甲办|县政府督查室|!"),
    ("由市政府审核中心负责。", "市政府审核中心||"),
    ("周边秩序以乡综治办、派出所为主，乡土地办配合。", "乡综治办 派出所|乡土地办|!"),
    ("县教育局牵头，县公安局及其交警大队、县文旅局配合。", "县教育局|县公安局及其交警大队 县文旅局|!"),
]


@pytest.mark.parametrize(("words", "expected"), BRACKETS + SENTENCES)
def test_each_name_has_the_role_its_part_of_the_phrase_gives(words: str, expected: str) -> None:
    assert read(words) == expected


def test_an_item_keeps_the_fields_above_its_measures() -> None:
    text = "某清单\n一、甲问题。\n整改责任单位：市甲局\n整改措施：\n（一）做甲。\n（二）做乙。\n验收单位：市乙局\n"
    item, *measures = parse_document(text).clauses
    assert ([unit.name for unit in item.units], [clause.units for clause in measures]) == (["市甲局"], [(), ()])


def test_a_short_heading_keeps_its_words_above_its_field() -> None:
    heading, _ = parse_document("某市方案\n三、水生态\n责任单位：市甲局\n5.完成修复。\n").clauses
    assert (heading.title, [unit.name for unit in heading.units]) == ("水生态", ["市甲局"])
