"""Characters that some programs write into PDF files instead of the usual ones with the same look."""

import unicodedata

LOOKALIKES = frozenset([*range(0x2E80, 0x2FE0), *range(0xFB00, 0xFB07)])  # radicals; Latin ligatures such as ﬁ
SUPPLEMENT = str.maketrans(  # these have no compatibility mapping in Unicode
    "⺀⺁⺄⺊⺋⺌⺍⺕⺗⺝⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺳⺶⺷⺸⺹⺺⺻⺼⻁⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰",
    "冫厂乙卜㔾小小彐心月民氵氺灬爪爪犭王疋目示礻竹糸纟网网羊羊羊老聿聿月虎西见角角讠贝车辶辶辶邑钅長長长门雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾齐齿竜龙",
)


def plain_characters(text: str) -> str:
    """Return the text with radicals and ligatures replaced by what they stand for, and nothing else normalised.

    NFKC of the whole text would also turn ，（） into ASCII, so it is asked character by character.
    """
    if not any(ord(character) in LOOKALIKES for character in text):
        return text
    normal = (unicodedata.normalize("NFKC", each) if ord(each) in LOOKALIKES else each for each in text)
    return "".join(normal).translate(SUPPLEMENT)
