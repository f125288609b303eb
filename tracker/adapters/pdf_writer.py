"""Facts → PDF, by typst: Chinese set as Chinese, the same facts always the same bytes, nothing read but the template.

A template lies in `typst/`; the facts reach it as data, so that no text of a person is ever taken for markup.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "typst"
STANDARD = "a-2b"  # PDF/A: what archives keep


def write_pdf(template: str, facts: Mapping[str, Any], *, font_dir: Path | None = None) -> bytes:
    """Return the PDF of a template, `NAME.typ` below `typst/`, with these facts, which are plain JSON values.

    Fonts of `font_dir` come first, those of Noto that are installed with the product after them. `facts` tells
    `made_on` as [year, month, day]: PDF/A wants a date, and it is the only thing that ages.
    """
    import pylopdf_fonts_zh_cn  # noqa: PLC0415  # heavy: only where a PDF is made
    import typst  # noqa: PLC0415  # heavy: 85 MB of library

    fonts = [Path(pylopdf_fonts_zh_cn.__file__).parent]
    with tempfile.TemporaryDirectory(prefix="luoshi-pdf-") as empty:
        written: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want template and root alike
            (TEMPLATES / f"{template}.typ").read_bytes(),
            root=empty,
            format="pdf",
            sys_inputs={"data": json.dumps(facts, ensure_ascii=False)},
            font_paths=[str(path) for path in ([font_dir] if font_dir else []) + fonts],
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
        )
    return written
