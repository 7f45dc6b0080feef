"""ES modules joined into one script, so that a page fetches one file instead of twenty.

1. A module comes after everything that it imports; the order of the import lines decides the rest,
   so that the same sources give the same bytes.
2. Of the language only what our modules use is understood: named imports of other modules by a
   relative path, and ``export`` before a declaration.  Anything else is refused, never guessed at.
3. All modules share one scope in the end, so two may not declare the same name at the top level.
4. Comments and indentation go; the code itself is left as it is written.
5. What is needed later may stay a script of its own: ``import("./later.js")`` of such a module asks
   for its made script, which then exports what its module does.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_BLOCK_COMMENT = re.compile(r"/\*\*.*?\*/[ \t]*", re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_IMPORT = re.compile(r"""^import\s*\{([^{}]*)\}\s*from\s*["']([^"']+)["'];?[ \t]*$""", re.MULTILINE)
_EXPORT = re.compile(r"^export(?= (?:async function|function|class|const|let)\b) ", re.MULTILINE)
_NOTHING_EXPORTED = re.compile(r"^export \{\};?$", re.MULTILINE)
_DECLARATION = re.compile(
    r"^(export )?(?:async function\*?|function\*?|class|const|let|var)\s+([\w$]+)", re.MULTILINE
)
_NOT_UNDERSTOOD = re.compile(
    r"^(?:import\b|export\b|(?:const|let|var)\s*[\[{]).*$|\bimport\s*\(.*$|\bimport\.meta\b.*$",
    re.MULTILINE,
)
_LATER = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


class JoinError(Exception):
    """The modules cannot be joined; the message names the file and what to change."""


@dataclass(frozen=True, slots=True)
class _Module:
    """A module's code without its imports, and what it shares."""

    path: str
    code: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    declared: tuple[str, ...]
    exported: frozenset[str]


def join_modules(
    sources: Mapping[str, str], entry: str, later: Mapping[str, str] = MappingProxyType({})
) -> str:
    r"""Return one module that does what ``entry`` does with everything that it imports.

    ``sources`` are modules by their path, ``later`` the names of the scripts made of modules that
    are loaded when they are needed, by the module's path; as the entry, one exports what it
    declares to be exported.  Raises JoinError for what cannot be joined.

    >>> join_modules({"a.js": 'import { b } from "./b.js";\n\nb();', "b.js":
    ...     "/** Says so. */\nexport function b() {\n  // Aloud.\n  alert(1);\n}"}, "a.js")
    'function b() {\nalert(1);\n}\nb();\n'
    """
    modules = _in_order(sources, entry, later)
    _check_names(modules)
    joined = "".join(f"{module.code}\n" for module in modules if module.code)
    if entry not in later:
        return joined
    return f"{joined}export {{ {', '.join(sorted(modules[-1].exported))} }};\n"


def join_styles(sheets: Sequence[str]) -> str:
    """Return several style sheets as one, in which a later rule still wins."""
    return "\n".join(sheet.strip() for sheet in sheets) + "\n"


def _in_order(sources: Mapping[str, str], entry: str, later: Mapping[str, str]) -> list[_Module]:
    done: dict[str, _Module] = {}
    open_paths: list[str] = []

    def visit(path: str) -> None:
        if path in done:
            return
        if path in open_paths:
            raise JoinError(f"{' -> '.join([*open_paths, path])}: modules import each other")
        if path not in sources:
            raise JoinError(f"{(open_paths or ['the page'])[-1]}: no module {path}")
        module = _read(path, sources[path], later)
        open_paths.append(path)
        for imported, _ in module.imports:
            visit(imported)
        open_paths.pop()
        done[path] = module

    visit(entry)
    return list(done.values())


def _read(path: str, source: str, later: Mapping[str, str]) -> _Module:
    plain = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source))
    for number, line in enumerate(plain.splitlines(), start=1):
        if line.count("`") % 2:
            raise JoinError(f"{path}: a template literal over several lines ({number}: {line})")
    imports = tuple(
        (_path_from(path, where), tuple(_names(names))) for names, where in _IMPORT.findall(plain)
    )
    for names, where in _IMPORT.findall(plain):
        if not where.startswith("."):
            raise JoinError(f"{path}: only relative imports can be joined, not {where}")
        for name in names.split(","):
            if name.strip() and not _NAME.fullmatch(name.strip()):
                raise JoinError(f"{path}: an import cannot be renamed ({name.strip()})")
    declarations = _DECLARATION.findall(plain)
    code = _EXPORT.sub("", _NOTHING_EXPORTED.sub("", _IMPORT.sub("", plain)))

    def made_script(found: re.Match[str]) -> str:
        name = later.get(_path_from(path, found[1]))
        return f'import("./{name}")' if name else found[0]

    def known(found: re.Match[str]) -> str:
        return "" if _path_from(path, found[1]) in later else found[0]

    strange = _NOT_UNDERSTOOD.search(_LATER.sub(known, code))
    if strange:
        raise JoinError(f"{path}: this cannot be joined: {strange[0].strip()}")
    lines = (line.strip() for line in _LATER.sub(made_script, code).splitlines())
    return _Module(
        path=path,
        code="\n".join(line for line in lines if line),
        imports=imports,
        declared=tuple(name for _, name in declarations),
        exported=frozenset(name for export, name in declarations if export),
    )


def _path_from(path: str, where: str) -> str:
    """Return the path of a module that another one names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), where))


def _names(listed: str) -> Iterator[str]:
    return (name.strip() for name in listed.split(",") if name.strip())


def _check_names(modules: Sequence[_Module]) -> None:
    owners: dict[str, str] = {}
    by_path = {module.path: module for module in modules}
    for module in modules:
        for name in module.declared:
            if name in owners:
                raise JoinError(f"{owners[name]} and {module.path} both declare {name}: rename one")
            owners[name] = module.path
        for path, names in module.imports:
            for name in names:
                if name not in by_path[path].exported:
                    raise JoinError(f"{module.path}: {path} does not export {name}")
