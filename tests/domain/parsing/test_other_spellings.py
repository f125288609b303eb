"""One paper in the many spellings of printers, web pages and plain texts: each is read the same."""

import pytest

from tracker.domain.parsing import parse_document

LINES = [
    "某县推进节水工作方案",
    "一、总体要求",
    "到2027年，全县节水设施更加完善。",
    "二、主要任务",
    "（一）更新老旧管网。推进“一户一表”改造，2026年底前完成。（县水务局牵头，县财政局、各乡镇政府配合）",
    "（二）推广节水器具。新建住宅一律采用节水器具。（责任单位：县住建局、各镇（街道））",
    "三、保障措施",
    "（三）加强宣传。办好节水周，讲好节水故事。（县水务局、县教育局按职责分工负责）",
]
PAPER = "\n".join(LINES)
BRACKETS = ["（）", "()", "〔〕", "【】", "[]", "［］", "<>", "＜＞", "‹›", "〈〉", "「」", "{}", "﹝﹞"]


def reading(text: str) -> list[tuple[object, ...]]:
    return [
        (
            clause.path,
            clause.title,
            clause.is_task,
            [unit.name.replace("(", "（").replace(")", "）") for unit in clause.lead_units],
            [unit.name.replace("(", "（").replace(")", "）") for unit in clause.supporting_units],
            clause.lead_is_explicit,
            clause.due_on,
        )
        for clause in parse_document(text).clauses
    ]


READING = reading(PAPER)


def test_the_paper_itself_is_read_whole() -> None:
    assert [(path, leads) for path, _, _, leads, *_ in READING] == [
        (("一",), []),
        (("二", "（一）"), ["县水务局"]),
        (("二", "（二）"), ["县住建局"]),
        (("三", "（三）"), ["县水务局"]),
    ]


@pytest.mark.parametrize("brackets", BRACKETS)
def test_marks_may_stand_in_brackets_of_any_form(brackets: str) -> None:
    lines = [
        line[: (cut := line.rindex("。（")) + 1] + brackets[0] + line[cut + 2 : -1] + brackets[1]
        if "。（" in line
        else line
        for line in LINES
    ]
    assert reading("\n".join(lines)) == READING


HALF = str.maketrans("（），：；", "(),:;")
TRADITIONAL = str.maketrans("节县务队责单镇总体设层", "節縣務隊責單鎮總體設層")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SPELLINGS = {
    "half width": PAPER.translate(HALF),
    "wide digits": PAPER.translate(WIDE),
    "straight quotes": PAPER.replace("“", '"').replace("”", '"'),
    "blanks in lists": PAPER.replace("、县", "、 县").replace("：县", "： 县"),
    "indented": "\n".join("　　" + line for line in LINES),
    "blank lines": "\r\n\r\n".join(LINES),
    "bold headings": "\n".join(f"**{line}**" if len(line) < 12 else line for line in LINES),
    "bold to the stop": "\n".join(f"**{line.replace('。', '。**', 1)}" if line[0] == "（" else line for line in LINES),
    "headings of a plain text": "\n".join(f"## {line}" if line[1] == "、" else line for line in LINES),
    "items of a plain text": "\n".join(f"- {line}" if line[0] == "（" else line for line in LINES),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_paper_is_read_the_same_in_every_spelling(spelling: str) -> None:
    assert reading(SPELLINGS[spelling]) == READING


def test_a_paper_mirrored_in_traditional_characters_is_read_the_same() -> None:
    clauses = parse_document("\n".join(LINES).translate(TRADITIONAL)).clauses
    assert [clause.path for clause in clauses] == [path for path, *_ in READING]
    assert [clause.is_task for clause in clauses] == [is_task for _, _, is_task, *_ in READING]
    assert [unit.name for unit in clauses[1].units] == ["縣水務局", "縣财政局", "各乡鎮政府"]


@pytest.mark.parametrize("width", [20, 24, 30])
def test_blanks_at_the_head_of_a_line_begin_a_paragraph_where_a_printer_broke_lines(width: int) -> None:
    sentences = "".join(f"第{number}项设施要管好。" for number in range(10, 18))
    closing = "各单位要抓好落实，每季度报送进展情况。"
    lines = [f"　　{number}、管好设施。{sentences}" for number in "一二三四五六"]
    lines[-1] += "甲" * (width - (len(lines[-1]) % width) - 1) + "。"
    lines.append("　　" + closing)
    broken = [line[start : start + width] for line in lines for start in range(0, len(line), width)]
    document = parse_document("某县工作方案\n" + "\n".join(broken))
    assert document.clauses[-1].text.strip().replace("\n", "") == closing


def test_the_first_chapter_may_follow_the_title_without_a_line_break() -> None:
    text = "某县公园管理办法第一章总则第一条为加强管理，制定本办法。第二章管理第二条县水务局应当巡查公园。"
    assert [clause.path for clause in parse_document(text).clauses] == [("第一章", "第一条"), ("第二章", "第二条")]


def test_a_citation_is_no_chapter() -> None:
    text = "某县公园办法\n一、甲。按照公园办法第一章规定执行。\n二、乙。违反条例第三条、 第四条的，予以通报。\n"
    assert [clause.path for clause in parse_document(text).clauses] == [("一",), ("二",)]


OPENINGS = [("一、", "（一）"), ("一、", "[一]"), ("一.\t", "（一）\t"), ("一 、", "（ 一 ）"), ("一、　", "第一条 ")]


@pytest.mark.parametrize(("chapter", "item"), OPENINGS)
def test_items_stand_beneath_their_chapter_however_numbers_are_printed(chapter: str, item: str) -> None:
    lines = []
    for number, heading in (("一", "大类"), ("二", "中类")):
        lines.append(chapter.replace("一", number) + heading)
        following = {"一": "一二", "二": "三四"}[number]
        lines += [item.replace("一", each, 1) + "做好本项工作。（县水务局负责）" for each in following]
    clauses = parse_document("某县工作方案\n" + "\n".join(lines)).clauses
    assert [(len(clause.path), clause.path[0]) for clause in clauses] == [(2, "一"), (2, "一"), (2, "二"), (2, "二")]


def test_a_wide_blank_parts_a_title_from_its_sentences() -> None:
    clause = parse_document("某县工作方案\n一、更新老旧管网　推进改造。\n二、推广器具　推广节水器具。\n").clauses[0]
    assert (clause.title, clause.body.strip()) == ("更新老旧管网", "推进改造。")


def test_sections_in_one_line_are_parted_at_their_decimals() -> None:
    text = (
        "某镇总体应急预案 1.总则 1.1目的依据 提高处置能力，促进全面发展。结合实际，制定本预案。 "
        "1.2现状特点 某镇属季风气候。 1.3工作原则 （1）以人为本。履行职能。 （2）分级负责。落实责任制。 "
        "2.组织体系 2.1领导机构 镇政府是领导机构。 2.2办事机构 镇党政办公室负责值守应急、信息汇总工作。\n"
    )
    document = parse_document(text)
    assert [clause.path for clause in document.clauses] == [
        ("1", "1.1"),
        ("1", "1.2"),
        ("1", "1.3", "（1）"),
        ("1", "1.3", "（2）"),
        ("2", "2.1"),
        ("2", "2.2"),
    ]
    assert (document.clauses[-1].title, [unit.name for unit in document.clauses[-1].units]) == (
        "办事机构",
        ["镇党政办公室"],
    )
