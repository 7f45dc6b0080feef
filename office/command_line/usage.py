"""Running what was typed: a command, its help, or one Vietnamese sentence on what is wrong with it.

The library words its refusals in English and ends with code 2; ours are in the language of those
who type, and end with 1 as every other refusal does.
"""

import re
import sys
from typing import Any

import typer

from office.texts import text

_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"extra argument(?:s|\(s\))? \((.*)\)")


def run(app: typer.Typer) -> int:
    """Run the command that was typed; return the exit code."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        print(text("usage.stopped"), file=sys.stderr)
        return 1
    except BrokenPipeError:  # Whoever read our lines has seen enough.
        sys.stderr.close()
        return 1
    except Exception as error:
        told = usage_text(error)
        if told is None:
            raise
        if told:
            print(told, file=sys.stderr)
        return 1 if told else 0
    return code if isinstance(code, int) else 0


def usage_text(error: Any) -> str | None:
    """Return what to say of something typed wrong; None for an error of any other kind."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "UsageError" not in kinds:
        return None
    if "NoArgsIsHelpError" in kinds:
        print(error.format_message())
        return ""
    command = error.ctx.command_path if error.ctx is not None else "build.py"
    return f"{_said(error, kinds)} {text('usage.see_help', command=command)}"


def _said(error: Any, kinds: set[str]) -> str:
    if "MissingParameter" in kinds:
        return text("usage.missing", what=_named(error))
    if "BadParameter" in kinds:
        return text("usage.bad_value", what=_named(error))
    if "NoSuchOption" in kinds:
        near = ", ".join(sorted(error.possibilities or ()))
        hint = text("usage.near", near=near) if near else ""
        return text("usage.no_option", option=error.option_name) + hint
    if "BadOptionUsage" in kinds:
        return text("usage.no_value", option=error.option_name)
    extra, quoted = _EXTRA.search(error.message), _QUOTED.search(error.message)
    if extra:
        return text("usage.too_much", what=extra[1])
    if quoted and "such command" in error.message:
        return text("usage.no_command", command=quoted[1])
    return text("usage.not_understood", what=error.message)


def _named(error: Any) -> str:
    """Return the option or argument at fault as it is typed."""
    if error.param is None:
        return str(error.param_hint or "")
    names = [name for name in error.param.opts if name.startswith("--")] or error.param.opts
    return str(names[0] if names[0].startswith("-") else error.param.metavar or names[0])
