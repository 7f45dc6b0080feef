"""``python -m office.deployment.archive FILE`` finishes the zip of the functions.

Chalice packs sources, and botocore with its descriptions of some four hundred services.

1. A function cannot write where its code lies, so without bytecode in the zip every new one
   compiles all that it imports: more than half of its start.  The bytecode is made here, by the
   Python that Chalice names in the template; any other one would read the sources instead.
2. Descriptions of services that no function calls are left out: two thirds of the zip.

The same sources give the same bytes.
"""

import py_compile
import sys
import tempfile
import zipfile
from pathlib import Path

CALLED = frozenset({"dynamodb", "lambda", "s3", "ssm"})
"""The services that ``chalicelib.store.clients`` has clients of."""

_DESCRIPTIONS = "botocore/data/"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def finish(archive: Path) -> None:
    """Put the finished zip in the place of the one that Chalice made."""
    with zipfile.ZipFile(archive) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if is_needed(name)}
    for name in [name for name in files if name.endswith(".py")]:
        files[bytecode_name(name)] = bytecode(name, files[name])
    beside = archive.with_suffix(".new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as finished:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.external_attr = _READABLE
            finished.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    beside.replace(archive)


def is_needed(name: str) -> bool:
    """Tell whether a function may read the file.

    >>> is_needed("botocore/data/dynamodb/2012-08-10/service-2.json.gz")
    True
    >>> is_needed("botocore/data/partitions.json")
    True
    >>> is_needed("botocore/data/ec2/2016-11-15/service-2.json.gz")
    False
    """
    if not name.startswith(_DESCRIPTIONS):
        return True
    service, inside, _ = name.removeprefix(_DESCRIPTIONS).partition("/")
    return not inside or service in CALLED


def bytecode_name(name: str) -> str:
    """Return where Python looks for the bytecode of a source file.

    >>> bytecode_name("chalicelib/composition.py").replace(sys.implementation.cache_tag, "TAG")
    'chalicelib/__pycache__/composition.TAG.pyc'
    """
    folder, slash, file = name.rpartition("/")
    tag = sys.implementation.cache_tag
    return f"{folder}{slash}__pycache__/{file.removesuffix('.py')}.{tag}.pyc"


def bytecode(name: str, source: bytes) -> bytes:
    """Return the bytecode of a source file, which Python takes without comparing both.

    The file's times would differ wherever the zip is unpacked, and nothing changes it there.
    Traces name the file as it lies in the function.
    """
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "source.py")
        written.write_bytes(source)
        made = Path(folder, "bytecode.pyc")
        py_compile.compile(
            str(written),
            cfile=str(made),
            dfile=f"/var/task/{name}",
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        return made.read_bytes()


if __name__ == "__main__":
    finish(Path(sys.argv[1]))
