"""Cuts the vendored style sheet down to what our pages can use: browsers paint nothing before they have read it whole.

A selector stays when every class, id and attribute it asks for is a word of our templates, scripts or code; what it
says of elements alone stays. Custom properties, animations and registered properties stay when something that stays
asks for them. The order of the rules and the words of their declarations are kept.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ROOT

STATIC = ROOT / "tracker" / "static"
FULL = STATIC / "vendor" / "tabler-1.6.1" / "tabler.min.css"

_WORD = re.compile(r"[A-Za-z][\w-]*")
_CODE_CLASS = re.compile(r"class_?\"?\s*[:=]\s*\"([^\"]*)\"")  # where Python hands a template its classes
_CLASSES = re.compile(r"class=\"[^\"]*")
_BEGUN_WORD = re.compile(r"([A-Za-z][\w-]*-)\{[{%]")  # tag-{{ tone }}: any class that begins so may be meant
_NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_NEGATION = re.compile(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)")  # what must be missing need not be ours
_ASKED_FOR = re.compile(r"[.#]((?:[\w-]|\\.)+)|\[([\w-]+)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class Words:
    """What our pages can say: whole words, and how the words begin that are put together as a page is drawn."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    def include(self, name: str) -> bool:
        """Say whether a class, id or attribute of this name can stand in a page of ours."""
        return name in self.whole or name.startswith(self.begun)


@dataclass
class Block:
    """A rule or an at-rule: what stands before the brace, its declarations, the blocks inside it."""

    head: str
    declarations: list[str] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.head}{{{';'.join(self.declarations)}{''.join(map(str, self.blocks))}}}"


def cut() -> str:
    """Return what today's pages can use of the vendored sheet."""
    return cut_sheet(FULL.read_text(encoding="utf-8"), our_words(), our_styles())


def our_words() -> Words:
    """Return every word of the templates and scripts, and the classes of the code; few of the words are classes."""
    tracker = ROOT / "tracker"
    pages = _NOTE.sub("", _texts(tracker.rglob("*.html")))
    code = " ".join(_CODE_CLASS.findall(_texts(tracker.rglob("*.py"))))
    whole = frozenset(_WORD.findall("\n".join((pages, _texts(STATIC.glob("js/*.js")), code))))
    begun = {start for classes in _CLASSES.findall(pages) for start in _BEGUN_WORD.findall(classes)}
    return Words(whole, tuple(sorted(begun)))


def said(sheet: str) -> set[tuple[str, str, str]]:
    """Return what a sheet says: (at-rule it stands in, selector, declaration)."""
    return set(_said("", parsed(_COMMENT.sub("", sheet))))


def our_styles() -> str:
    """Return our own style sheets, which lean on the custom properties of the full one."""
    return _texts(STATIC.glob("css/*.css"))


def _texts(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


def cut_sheet(full: str, words: Words, leaning: str) -> str:
    """Return what of the full sheet is left, its licence first; `leaning` is the text of the sheets loaded after it."""
    licence = _LICENCE.search(full)
    blocks = list(_used(parsed(_COMMENT.sub("", full)), words))
    names = _wanted_variables(blocks, leaning)
    for block in _all_of(blocks):
        block.declarations = [one for one in block.declarations if not one.startswith("--") or _name(one) in names]
    written = "".join(_values(blocks)) + leaning
    kept = [block for block in blocks if _is_asked_for(block, names, written) and not _is_empty(block)]
    notice = licence.group() if licence else ""
    return "\n".join(['@charset "UTF-8";', notice, *map(str, kept), ""])


def parsed(text: str) -> list[Block]:
    """Return the blocks of a sheet without comments, in their order."""
    outermost = Block("")
    open_blocks = [outermost]
    for part, mark in _parts(text):
        if mark == "{":
            block = Block(part)
            open_blocks[-1].blocks.append(block)
            open_blocks.append(block)
        else:
            if part:
                open_blocks[-1].declarations.append(part)
            if mark == "}":
                open_blocks.pop()
    return outermost.blocks


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each stretch with the brace or semicolon that ends it; those in strings and brackets end nothing."""
    depth, start = 0, 0
    for found in re.finditer(r"\"[^\"]*\"|'[^']*'|[(){};]", text):
        mark = found.group()
        depth += (mark == "(") - (mark == ")")
        if depth == 0 and mark in "{};":
            yield text[start : found.start()].strip(), mark
            start = found.end()


def _used(blocks: list[Block], words: Words) -> Iterator[Block]:
    for block in blocks:
        if block.head.startswith("@media"):
            inside = list(_used(block.blocks, words))
            if inside:
                yield Block(block.head, [], inside)
        elif block.head.startswith("@"):
            yield block
        elif selectors := [one for one in _selectors(block.head) if _can_match(one, words)]:
            yield Block(",".join(selectors), list(block.declarations))


def _said(inside: str, blocks: list[Block]) -> Iterator[tuple[str, str, str]]:
    for block in blocks:
        for selector in _selectors(block.head):
            yield from ((inside, selector, declaration) for declaration in block.declarations)
        yield from _said(f"{inside} {block.head}", block.blocks)


def _selectors(head: str) -> list[str]:
    depth, found, start = 0, [], 0
    for place, letter in enumerate(head):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            found.append(head[start:place])
            start = place + 1
    return [*found, head[start:]]


def _can_match(selector: str, words: Words) -> bool:
    asked = _ASKED_FOR.findall(_NEGATION.sub("", _STRING.sub("", selector)))
    return all(words.include((name or attribute).replace("\\", "")) for name, attribute in asked)


def _wanted_variables(blocks: list[Block], leaning: str) -> set[str]:
    """Return the custom properties that something asks for, through others where need be."""
    asks: dict[str, set[str]] = {}
    wanted = set(_VARIABLE.findall(leaning))
    for one in (one for block in _all_of(blocks) for one in block.declarations):
        if one.startswith("--"):
            asks.setdefault(_name(one), set()).update(_VARIABLE.findall(one))
        else:
            wanted.update(_VARIABLE.findall(one))
    waiting = list(wanted)
    while waiting:
        new = asks.get(waiting.pop(), set()) - wanted
        wanted |= new
        waiting += new
    return wanted


def _is_asked_for(block: Block, names: set[str], written: str) -> bool:
    kind, _, name = block.head.partition(" ")
    if kind == "@keyframes":
        return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written) is not None
    return kind != "@property" or name in names


def _values(blocks: list[Block]) -> Iterator[str]:
    return (one for block in _all_of(blocks) if not block.head.startswith("@keyframes") for one in block.declarations)


def _is_empty(block: Block) -> bool:
    return not block.declarations and all(_is_empty(one) for one in block.blocks)


def _all_of(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all_of(block.blocks)


def _name(declaration: str) -> str:
    return declaration.partition(":")[0]
