"""Acts that make thousands of records at once, and keep all of them until they answer."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def makes_many_records(view: Callable[P, T]) -> Callable[P, T]:
    """Wrap a view so that nobody looks for garbage while it runs: there is none, and looking took a fifth of it."""

    @wraps(view)
    def undisturbed(*args: P.args, **kwargs: P.kwargs) -> T:
        gc.disable()
        try:
            return view(*args, **kwargs)
        finally:
            gc.enable()

    return undisturbed
