"""XML from untrusted packages: no entities, no network, no document type, bounded depth and size."""

from lxml import etree

from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACES = (  # ISO 29500 "strict" files differ in these names only
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
LIMIT_CODES = (2, 114)  # XML_ERR_NO_MEMORY, XML_ERR_RESOURCE_LIMIT of libxml2


def parse_xml(content: bytes) -> etree._Element:
    """Return the root element; raise `UnreadableDocument` where the XML is broken or defines entities."""
    for strict, transitional in STRICT_NAMESPACES:
        content = content.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(_cause(content, error)) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocument(Refusal.XML_ENTITIES)
    return root


def _cause(content: bytes, error: etree.XMLSyntaxError) -> Refusal:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return Refusal.XML_ENTITIES
    return Refusal.TOO_COMPLEX if error.code in LIMIT_CODES else Refusal.DAMAGED


def w(name: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{WORD}}}{name}"


def val(element: etree._Element | None, default: str = "") -> str:
    """Return the `w:val` attribute of an element that may be absent."""
    return default if element is None else element.get(w("val"), default)


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a toggle such as `<w:vanish/>` is there and not switched off."""
    return element is not None and val(element, "1") not in ("0", "false", "off")
