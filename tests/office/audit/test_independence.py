"""The audit shares no code with what it audits, and the import contract that says so fires."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CONTRACT = "The audit shares no code with what it audits"
SPOILT = (
    "from chalicelib.contest.grading import marks_of\n",
    "from office.report.exact import rounded\n",
    "def late() -> object:\n    import chalicelib.contest.ids\n    return chalicelib\n",
)


def lint(root: Path) -> tuple[int, str]:
    """Return how import-linter judges the project in a folder."""
    code = (
        "import sys; sys.path[:0] = ['functions', 'site', '.'];"
        "from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True, limit_to_contracts=('audit',)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def copied(folder: Path) -> Path:
    """Copy the project's modules, with the one contract that is looked at."""
    bare = shutil.ignore_patterns("__pycache__", "vendor", ".chalice", "node_modules")
    for name in ("office", "functions/chalicelib", "site/sitegen"):
        shutil.copytree(ROOT / name, folder / name, ignore=bare)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    head = '[tool.importlinter]\nroot_packages = ["chalicelib", "sitegen", "office"]\n'
    contract = next(
        part for part in text.split("[[tool.importlinter.contracts]]") if CONTRACT in part
    )
    (folder / "pyproject.toml").write_text(
        f'{head}include_external_packages = true\n\n[[tool.importlinter.contracts]]\nid = "audit"'
        f"{contract}",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("project"))


def test_the_contract_is_kept(project: Path) -> None:
    code, said = lint(project)

    assert (code, f"{CONTRACT} KEPT" in said) == (0, True), said


@pytest.mark.parametrize("imported", SPOILT)
def test_an_import_of_what_is_audited_breaks_it(project: Path, imported: str) -> None:
    module = project / "office" / "audit" / "marks.py"
    whole = module.read_text(encoding="utf-8")
    module.write_text(whole + imported, encoding="utf-8")

    code, said = lint(project)
    module.write_text(whole, encoding="utf-8")

    assert (code, f"{CONTRACT} BROKEN" in said) == (1, True), said


def test_every_import_is_of_the_standard_library_of_cryptography_or_of_the_audit_itself() -> None:
    imported = {
        name
        for file in (ROOT / "office" / "audit").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    others = {
        name
        for name in imported
        if name.partition(".")[0] not in sys.stdlib_module_names
        and name != "office.audit"
        and not name.startswith("office.audit.")
    }
    assert others == {
        "cryptography.exceptions",
        "cryptography.hazmat.primitives.asymmetric.ed25519",
        "cryptography.hazmat.primitives.ciphers.aead",
    }


def test_nothing_of_the_program_is_loaded_with_the_audit() -> None:
    code = (
        "import sys; sys.path[:0] = ['functions', 'site', '.']; import office.audit;"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in"
        " {'chalicelib', 'sitegen', 'msgspec', 'boto3', 'botocore'}"
        " or m.startswith('office.') and not m.startswith('office.audit')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
