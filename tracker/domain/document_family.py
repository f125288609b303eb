"""The family of a policy document: the papers it rests on and those that rest on it, 国 → 省 → 市 → 县.

A paper names others in its text (贯彻落实《…》（国发〔2020〕7号）). Names are matched to the documents known; a paper
that is only named still has its place. Where a paper names several above it, it stands under the nearest; one that
names none itself stands under a higher one named beside it, and that is marked as inferred (推定).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.domain.document_names import (
    DocumentName,
    GovernmentLevel,
    NameMatch,
    level_of,
    match_of,
    number_key,
)

LARGEST_FAMILY = 200  # documents shown; beyond, a tree helps nobody


@dataclass(frozen=True)
class KnownDocument:
    """A document of the register, with the names it prints of others. `reference` is the caller's own key of it."""

    reference: int
    name: DocumentName
    rests_on: tuple[DocumentName, ...] = ()


@dataclass(frozen=True)
class FamilyLink:
    """That one paper rests on another, both by their keys. `match` is None where the other is only named."""

    child: str
    parent: str
    match: NameMatch | None


@dataclass(frozen=True)
class FamilyNode:
    """A paper in the tree. `document` is None where it is not in the register.

    `match` tells by what it was recognised in the papers that name it; `also_rests_on` holds the titles of papers it
    names beside the one it stands under.
    """

    key: str
    name: DocumentName
    level: GovernmentLevel
    document: int | None
    match: NameMatch | None = None
    is_inferred: bool = False
    also_rests_on: tuple[str, ...] = ()
    children: tuple["FamilyNode", ...] = ()


@dataclass
class _Family:
    known: dict[str, KnownDocument] = field(default_factory=dict)
    named: dict[str, DocumentName] = field(default_factory=dict)
    links: list[FamilyLink] = field(default_factory=list)


class DocumentRegister:
    """The documents known, so that a name printed somewhere can be looked up."""

    def __init__(self, documents: Sequence[KnownDocument]) -> None:
        self._documents = documents
        self._by_number: dict[str, list[KnownDocument]] = {}
        for document in documents:
            if key := number_key(document.name.document_number):
                self._by_number.setdefault(key, []).append(document)

    def find(self, named: DocumentName, asking: int | None = None) -> tuple[KnownDocument, NameMatch] | None:
        """Return the document meant and by what it was found, the surest match first; never the asking one itself."""
        numbered = self._by_number.get(number_key(named.document_number) or "", ())
        candidates = [
            (match, document)
            for document in (numbered or self._documents)
            if document.reference != asking and (match := match_of(named, document.name))
        ]
        if not candidates:
            return None
        match, document = min(candidates, key=lambda found: list(NameMatch).index(found[0]))
        return document, match

    def family_of(self, reference: int) -> tuple[FamilyNode, ...]:
        """Return the trees, highest papers first, of everything related to that document, itself included."""
        family = _Family()
        waiting = [next(document for document in self._documents if document.reference == reference)]
        while waiting and len(family.known) < LARGEST_FAMILY:
            document = waiting.pop()
            if _key(document) in family.known:
                continue
            family.known[_key(document)] = document
            waiting += self._add_parents(document, family)
            waiting += self._children_of(document)
        return _trees(family)

    def _add_parents(self, document: KnownDocument, family: _Family) -> list[KnownDocument]:
        parents = []
        for named in document.rests_on:
            found = self.find(named, document.reference)
            if match_of(named, document.name) or (found and not _may_rest_on(document.name, found[0].name)):
                continue
            if found:
                parents.append(found[0])
                family.links.append(FamilyLink(_key(document), _key(found[0]), found[1]))
            elif level_of(named) is not GovernmentLevel.UNKNOWN:
                family.links.append(FamilyLink(_key(document), _remember(named, family), None))
        return parents

    def _children_of(self, parent: KnownDocument) -> list[KnownDocument]:
        return [
            document
            for document in self._documents
            if document.reference != parent.reference
            and _may_rest_on(document.name, parent.name)
            and any(match_of(name, parent.name) for name in document.rests_on)
        ]


def _may_rest_on(lower: DocumentName, upper: DocumentName) -> bool:
    """A paper carries out those of its own level or above; one below that it names is only mentioned."""
    ranks = level_of(lower).rank, level_of(upper).rank
    return ranks[0] >= ranks[1] or ranks[1] == GovernmentLevel.UNKNOWN.rank


def _remember(named: DocumentName, family: _Family) -> str:
    """Return the key of a paper that is only named; one paper named twice, once with its number, stays one."""
    for key, known in family.named.items():
        if match_of(named, known):
            family.named[key] = known if known.document_number else replace(named, title=named.title or known.title)
            return key
    key = f"named-{len(family.named) + 1}"
    family.named[key] = named
    return key


def _key(document: KnownDocument) -> str:
    return f"document-{document.reference}"


def _trees(family: _Family) -> tuple[FamilyNode, ...]:
    nodes = {key: _node(key, document.name, document.reference) for key, document in family.known.items()}
    nodes |= {key: _node(key, name, None) for key, name in family.named.items()}
    parent_of, others = _placed(nodes, family.links)
    for link in family.links:
        if link.parent in nodes and (match := link.match):
            nodes[link.parent] = replace(nodes[link.parent], match=match)
    for key in list(nodes):
        if key not in parent_of and (above := _named_beside(key, nodes, family.links)):
            parent_of[key] = above
            nodes[key] = replace(nodes[key], is_inferred=True)
    for key, titles in others.items():
        nodes[key] = replace(nodes[key], also_rests_on=tuple(titles))
    return _grown(None, nodes, parent_of)


def _node(key: str, name: DocumentName, document: int | None) -> FamilyNode:
    return FamilyNode(key, name, level_of(name), document)


def _placed(nodes: dict[str, FamilyNode], links: list[FamilyLink]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Each child under the nearest paper above it that it names; the titles of the others."""
    named_by: dict[str, list[str]] = {}
    for link in links:
        if link.parent in nodes and link.parent not in named_by.setdefault(link.child, []):
            named_by[link.child].append(link.parent)
    parent_of: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for child, parents in named_by.items():
        nearest_first = sorted(parents, key=lambda key: (-_height(nodes[key]), parents.index(key)))
        chosen = next((key for key in nearest_first if not _is_below(key, child, parent_of)), None)
        if chosen:
            parent_of[child] = chosen
        others[child] = [nodes[key].name.title or "" for key in parents if key != chosen]
    return parent_of, others


def _height(node: FamilyNode) -> int:
    """How near to the ground a paper is; one of unknown level counts as the farthest."""
    return -1 if node.level is GovernmentLevel.UNKNOWN else node.level.rank


def _is_below(key: str, other: str, parent_of: dict[str, str]) -> bool:
    """Whether `key` already stands below `other` (two papers that name each other must not make a ring)."""
    while key in parent_of:
        key = parent_of[key]
        if key == other:
            return True
    return False


def _named_beside(key: str, nodes: dict[str, FamilyNode], links: list[FamilyLink]) -> str | None:
    """The paper of a higher level that is named together with one that is only named, the nearest."""
    naming = {link.child for link in links if link.parent == key}
    beside = {link.parent for link in links if link.child in naming and link.parent in nodes}
    higher = [other for other in beside if nodes[other].level.rank < nodes[key].level.rank]
    if nodes[key].level is GovernmentLevel.UNKNOWN or not higher:
        return None
    return max(higher, key=lambda other: (nodes[other].level.rank, other))


def _grown(parent: str | None, nodes: dict[str, FamilyNode], parent_of: dict[str, str]) -> tuple[FamilyNode, ...]:
    below = [node for key, node in nodes.items() if parent_of.get(key) == parent]
    ordered = sorted(below, key=lambda node: (node.level.rank, node.name.title or "", node.key))
    return tuple(replace(node, children=_grown(node.key, nodes, parent_of)) for node in ordered)
