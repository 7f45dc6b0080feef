import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.joiner import JoinError, join_modules, join_styles


def test_a_module_stands_after_everything_that_it_imports() -> None:
    joined = join_modules(
        {
            "quiz/main.js": 'import { a } from "./a.js";\nimport { b } from "../lib/b.js";\na(b);',
            "quiz/a.js": 'import { b } from "../lib/b.js";\nexport const a = () => b;',
            "lib/b.js": "export const b = 1;",
        },
        "quiz/main.js",
    )

    assert joined == "const b = 1;\nconst a = () => b;\na(b);\n"


def test_a_module_that_two_others_import_stands_once() -> None:
    shared = 'import { c } from "./c.js";\n'

    joined = join_modules(
        {
            "main.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\na(b());',
            "a.js": f"{shared}export function a() {{ return c; }}",
            "b.js": f"{shared}export function b() {{ return c; }}",
            "c.js": "export const c = 3;",
        },
        "main.js",
    )

    assert joined.count("const c = 3;") == 1


LATER = {
    "quiz/main.js": 'async function end() {\n  (await import("./after.js")).a();\n}',
    "quiz/after.js": 'import { b } from "../lib/b.js";\nexport const a = () => b;',
    "lib/b.js": "export const b = 1;",
}


def test_what_is_needed_later_is_asked_for_as_a_script_of_its_own() -> None:
    names = {"quiz/after.js": "quiz_after.js"}

    assert join_modules(LATER, "quiz/main.js", names) == (
        'async function end() {\n(await import("./quiz_after.js")).a();\n}\n'
    )
    assert join_modules(LATER, "quiz/after.js", names) == (
        "const b = 1;\nconst a = () => b;\nexport { a };\n"
    )


def test_a_later_module_that_has_no_script_is_refused() -> None:
    with pytest.raises(JoinError, match="cannot be joined"):
        join_modules(LATER, "quiz/main.js")


def test_comments_and_indentation_go_and_strings_stay() -> None:
    source = (
        "// What it is for.\n"
        "/**\n * @param {string} x\n * @returns {import('./types.js').X}\n */\n"
        "export function say(x) {\n"
        "  // Why.\n"
        '  return /** @type {string} */ ("https://x" + x);\n'
        "}\n"
    )

    assert join_modules({"a.js": source}, "a.js") == (
        'function say(x) {\nreturn ("https://x" + x);\n}\n'
    )


def test_names_may_be_imported_over_several_lines() -> None:
    joined = join_modules(
        {
            "a.js": 'import {\n  b,\n  c,\n} from "./b.js";\nb(c);',
            "b.js": "export const b = 1;\nexport const c = 2;",
        },
        "a.js",
    )

    assert joined == "const b = 1;\nconst c = 2;\nb(c);\n"


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        (
            {
                "a.js": 'import { b } from "./b.js";\nconst same = 1;',
                "b.js": "const same = 2;\nexport const b = 1;",
            },
            r"b\.js and a\.js both declare same",
        ),
        (
            {
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;',
            },
            r"a\.js -> b\.js -> a\.js: modules import each other",
        ),
        ({"a.js": 'import { b } from "./b.js";'}, r"a\.js: no module b\.js"),
        (
            {"a.js": 'import { b } from "./b.js";', "b.js": "const b = 1;"},
            r"a\.js: b\.js does not export b",
        ),
        ({"a.js": 'import { b } from "b";'}, "only relative imports"),
        (
            {"a.js": 'import { b as c } from "./b.js";', "b.js": "export const b = 1;"},
            "cannot be renamed",
        ),
        ({"a.js": 'import * as b from "./b.js";'}, "this cannot be joined: import"),
        ({"a.js": 'import "./b.js";'}, "this cannot be joined: import"),
        ({"a.js": "export default 1;"}, "this cannot be joined: export default"),
        ({"a.js": "export { b };"}, "this cannot be joined: export"),
        ({"a.js": 'const b = await import("./b.js");'}, "this cannot be joined: import"),
        ({"a.js": "const { b } = c;"}, "this cannot be joined: const"),
        ({"a.js": "const b = `one\n  two`;"}, "a template literal over several lines"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_the_file_and_the_reason(
    modules: dict[str, str], complaint: str
) -> None:
    with pytest.raises(JoinError, match=complaint):
        join_modules(modules, "a.js")


@given(st.permutations(["main.js", "a.js", "b.js", "c.js"]))
def test_the_order_in_which_sources_are_read_makes_no_difference(order: list[str]) -> None:
    sources = {
        "main.js": 'import { c } from "./c.js";\nimport { a } from "./a.js";\nc(a);',
        "a.js": 'import { b } from "./b.js";\nexport const a = b;',
        "b.js": "export const b = 1;",
        "c.js": 'import { b } from "./b.js";\nexport const c = () => b;',
    }

    joined = join_modules({name: sources[name] for name in order}, "main.js")

    assert joined == join_modules(sources, "main.js")


def test_the_rules_of_a_later_sheet_come_later() -> None:
    assert join_styles(["a { color: red; }\n", "\nb { color: blue; }\n"]) == (
        "a { color: red; }\nb { color: blue; }\n"
    )
