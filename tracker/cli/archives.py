"""`flask verify-archive`: is a package that was taken away as it was made?"""

import sys
from pathlib import Path

import click

from tracker.adapters.zip_stream import PackageDamaged, verify_package


@click.command("verify-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_archive(file: Path) -> None:
    """Check every file of an archive or evidence package against its list of hashes; exit code 1 if one differs."""
    try:
        count, digest = verify_package(file)
    except PackageDamaged as fault:
        click.echo(f"校验不通过：{fault}")
        sys.exit(1)
    click.echo(f"校验通过：{count} 个文件与清单一致，清单的 SHA-256 为 {digest}")


commands = [verify_archive]
