"""What the child process says to its parent: a document or a refusal, as plain JSON values."""

import sys
import traceback
from dataclasses import asdict
from typing import Any

from tracker.adapters.document_reader import read_in_this_process
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument


def answer(data: bytes, filename: str) -> dict[str, Any]:
    """Return `{"document": …}` or `{"refusal": code}`; whatever a parser raises, the caller gets an answer."""
    try:
        return {"document": asdict(read_in_this_process(data, filename))}
    except UnreadableDocument as refused:
        return {"refusal": refused.refusal.value}
    except (MemoryError, RecursionError):
        return {"refusal": Refusal.TOO_COMPLEX.value}
    except BaseException:  # parsers raise anything on damaged files, those in Rust even panics; the traceback is logged
        sys.stderr.write(traceback.format_exc())
        return {"refusal": Refusal.DAMAGED.value}
