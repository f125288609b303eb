"""Our own source code as the guards read it: paths and syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRACKER = ROOT / "tracker"
VENDORED = ROOT / "tracker" / "static" / "vendor"


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*layers: str) -> Iterator[tuple[str, Path]]:
    """Yield (layer, path) of each module below tracker/, or only of these layers; the factory belongs to none."""
    for path in sorted(TRACKER.rglob("*.py")):
        layer = path.relative_to(TRACKER).parts[0].removesuffix(".py")
        if layer != "__init__" and (not layers or layer in layers):
            yield layer, path


def short(path: Path) -> str:
    """Return the path as a person would name it in this project."""
    return str(path.relative_to(ROOT))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Return the full dotted name of everything the module imports, wherever in the file."""
    names: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def calls_in(node: ast.AST) -> Iterator[str]:
    """Yield each called name as it is written, such as `db.session.add`."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
            yield ast.unparse(call.func)


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions at the top of a module."""
    return (node for node in tree_of(path).body if isinstance(node, ast.FunctionDef))


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, under version control; nothing outside a repository."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = [name for name in listing.stdout.splitlines() if not name.startswith('"')]
    return tuple(path for name in names if (path := ROOT / name).is_file())
