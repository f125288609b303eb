import pytest

from tracker.domain.text_difference import Piece, PieceKind, pieces

SIGN = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}]", PieceKind.ADDED: "[+{}]"}


def shown(old, new):
    return "".join(SIGN[piece.kind].format(piece.text) for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("亩均税收达到42万元", "亩均税收达到45万元", "亩均税收达到[-42][+45]万元"),
        ("占比达到8%以上", "占比达到8.5%以上", "占比达到[-8%][+8.5%]以上"),
        ("建设平台。", "建设平台。加强保障。", "建设平台。[+加强保障。]"),
        ("建设平台，加强保障。", "加强保障。", "[-建设平台，]加强保障。"),
        ("", "新增条款", "[+新增条款]"),
        ("删去条款", "", "[-删去条款]"),
        ("", "", ""),
        ("责任单位：市科技局", "责任单位:市科技局", "责任单位:市科技局"),
        ("甲的乙", "丙的丁", "[-甲的乙][+丙的丁]"),
        ("开展甲。", "开展乙。", "开展[-甲][+乙]。"),
    ],
)
def test_words_that_stayed_went_and_came(old, new, difference):
    assert shown(old, new) == difference


@pytest.mark.parametrize(
    ("old", "new"),
    [("一二三四五六七八", "八七六五四三二一"), ("支持高新区R&D投入8%", "支持园区R&D经费10%，每年增长。")],
)
def test_pieces_joined_give_back_both_wordings(old, new):
    found = pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in found if piece.kind is not PieceKind.REMOVED) == new


def test_equal_wordings_are_one_piece():
    assert pieces("加强组织领导。", "加强组织领导。") == (Piece(PieceKind.SAME, "加强组织领导。"),)
