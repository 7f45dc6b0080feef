"""Texts that would run, break out or mislead if a page took them for anything but text.

``spoil`` walks a value and puts one in place of every text in it, so that a new field is tried
without being named; the same text becomes the same hostile one, so that references still hold.
Ids and codes have types of their own and are left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

RUN = "pwned()"

_MARKUP = (
    "<script>{run}</script>",
    "</script><script>{run}</script>",
    "<SCRIPT>{run}</SCRIPT>",
    "<scr<script>ipt>{run}</scr</script>ipt>",
    "<script src=data:,{run}></script>",
    "<script type=module>{run}</script>",
    "<img src=x onerror={run}>",
    "<img/src=x/onerror={run}>",
    "<image src=x onerror={run}>",
    "<svg onload={run}>",
    "<svg/onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><set onbegin={run} attributeName=x>",
    "<math><mtext><script>{run}</script>",
    "<body onload={run}>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<iframe src=javascript:parent.{run}></iframe>",
    "<object data=javascript:{run}></object>",
    "<embed src=javascript:{run}>",
    "<details open ontoggle={run}>",
    "<input autofocus onfocus={run}>",
    "<select autofocus onfocus={run}></select>",
    "<video><source onerror={run}></video>",
    "<audio src=x onerror={run}></audio>",
    "<marquee onstart={run}>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<base href=//example.invalid/>",
    "<link rel=stylesheet href=//example.invalid/a.css>",
    "<style>*{{background:url(//example.invalid/)}}</style>",
    "<template><script>{run}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'></noscript>",
    "</title><script>{run}</script>",
    "</textarea><script>{run}</script>",
    "</style><script>{run}</script>",
    "</option></select><img src=x onerror={run}>",
    "</summary></details><img src=x onerror={run}>",
    "</td></tr></table><img src=x onerror={run}>",
    "</caption></table><svg onload={run}>",
    "<!--><script>{run}</script>-->",
    "--><img src=x onerror={run}>",
    "]]><script>{run}</script>",
    "<![CDATA[<script>{run}</script>]]>",
    "<?xml version='1.0'?><script>{run}</script>",
    "<a href=javascript:{run}>x</a>",
    "<form action=javascript:{run}><button>x</button></form>",
    "<button formaction=javascript:{run}>x</button>",
    "<p style=animation-name:x onanimationstart={run}>x</p>",
    "<xss id=x tabindex=1 onfocus={run}>",
    "<img src=x onerror=eval(atob('cHduZWQoKQ=='))>",
)
_ATTRIBUTES = (
    '" onmouseover="{run}',
    "' onmouseover='{run}",
    '" autofocus onfocus="{run}',
    "' autofocus onfocus='{run}",
    '"><script>{run}</script>',
    "'><script>{run}</script>",
    '"><img src=x onerror={run}>',
    "'><svg onload={run}>",
    "` onmouseover=`{run}",
    '" style="background:url(javascript:{run})',
    '"/><svg/onload={run}>',
    "x onload={run} y",
    '\\"><script>{run}</script>',
    "\\'><script>{run}</script>",
    '" srcdoc="<script>{run}</script>',
    '" href="javascript:{run}',
)
_SCRIPTS = (
    "';{run};//",
    '";{run};//',
    "`;{run};//",
    "\\';{run};//",
    "${{{run}}}",
    "'+{run}+'",
    '"+{run}+"',
    "'-{run}-'",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "\\x3cscript\\x3e{run}",
    "*/{run}/*",
    "//\u2028{run}",
    "//\u2029{run}",
    "constructor.constructor('{run}')()",
    "__proto__[x]={run}",
    '{{"__proto__":{{"x":"{run}"}}}}',
)
_ADDRESSES = (
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    "java\tscript:{run}",
    " javascript:{run}",
    "javascript&colon;{run}",
    "javascript://%0a{run}",
    "data:text/html,<script>{run}</script>",
    "vbscript:{run}",
    "//example.invalid/{run}",
    "\\\\example.invalid\\{run}",
)
_TEMPLATES = (
    "{{{{ {run} }}}}",
    "{{{{7*7}}}} {run}",
    "{{% raw %}} {run}",
    "{{% endraw %}}{{{{ contest }}}} {run}",
    "{{# {run} #}}",
    "{{% include 'rules.jinja' %}} {run}",
    "{{{{ ''.__class__.__mro__ }}}} {run}",
    "${{7*7}} {run}",
    "#{{7*7}} {run}",
    "<%= {run} %>",
    "{{name}} {run}",
    "{{0}} %s %(name)s {run}",
)
_ENTITIES = (
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&#60;script&#62;{run}",
    "&#x3c;img src=x onerror={run}&#x3e;",
    "&amp;lt;script&amp;gt;{run}",
    "&quot; onmouseover=&quot;{run}",
    "&apos;&#39;&#039; {run}",
    "&lt;svg onload={run}&gt;",
    "&NewLine;&Tab;{run}",
    "%3Cscript%3E{run}%3C/script%3E",
    "+ADw-script+AD4-{run}",
)
_MARKDOWN = (
    "[x](javascript:{run})",
    '![x](x" onerror="{run})',
    "[x]: javascript:{run}",
    "<javascript:{run}>",
    "**đậm** _nghiêng_ `mã` {run}",
    "# đầu đề {run}",
    "> trích {run}",
    "- mục {run}",
    "1. mục {run}",
    "| a | b | {run}",
    "--- {run} ---",
    "``` {run} ```",
    "!!! note {run}",
    "{{: onclick={run} }}",
    "{{: .x #noi-dung }} {run}",
    "[^1]: {run}",
)
_FORMULAS = (
    '=HYPERLINK("javascript:{run}")',
    "+cmd|'/c calc'!A0 {run}",
    "-2+3 {run}",
    "@SUM(1+1)*{run}",
    "=1+1;{run}",
    "\t=1+1 {run}",
)
_LETTERS = (
    "\u202eđảo ngược\u202c {run}",
    "\u2067phải sang trái\u2069 {run}",
    "\u202ai\u202b lồng \u2066nhau {run}",
    "khoảng\u200btrắng\u200ckhông\u200dcó {run}",
    "\ufeffđầu {run}",
    "nguye\u0302\u0303n to\u0302\u0309 ho\u031b\u0323p {run}",
    "z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319a\u0319\u033c {run}",
    "👩\u200d👩\u200d👧\u200d👦 🇻🇳 {run}",
    "\U00020000\U0001f600 ngoài mặt phẳng {run}",
    "ｆｕｌｌ　ｗｉｄｔｈ ＜script＞{run}",
    "‹script›{run}‹/script›",
    "ʺ onmouseover=ʺ{run}",
    "\u00a0\u3000trắng\u00a0 {run}",
    "a" * 3_000 + " {run}",
    "rất dài " * 400 + "{run}",
)
_CONTROLS = (
    "\x00<script>{run}</script>",
    "<scr\x00ipt>{run}</script>",
    "\x0b<img src=x onerror={run}>",
    "\x1b[31m{run}",
    "a\r\nSet-Cookie: {run}",
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "markup": _MARKUP,
    "attributes": _ATTRIBUTES,
    "scripts": _SCRIPTS,
    "addresses": _ADDRESSES,
    "templates": _TEMPLATES,
    "entities": _ENTITIES,
    "markdown": _MARKDOWN,
    "formulas": _FORMULAS,
    "letters": _LETTERS,
    "controls": _CONTROLS,
}
HOSTILE = tuple(each.format(run=RUN) for kind in KINDS.values() for each in kind)
LEFT_ALONE = frozenset(
    {
        "Contest.portal",
        "LegalDocument.attachment",
        "NewsPost.slug",
        "Organizer.key",
        "WrittenQuestion.number",
    }
)
"""The site's own address, file names, a key, a right number: the checker holds them to a form."""


@dataclass
class Spoiler:
    """Puts hostile texts in place of others, each once before any comes again."""

    by_text: dict[str, str] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)
    """The hostile texts by the class and field in which they stand."""

    def text(self, plain: str, place: str) -> str:
        """Return what stands for a text; a mark tells apart those that come again."""
        if plain == "":
            return ""
        if plain not in self.by_text:
            number = len(self.by_text)
            again, which = divmod(number, len(HOSTILE))
            self.by_text[plain] = f"{HOSTILE[which]} ~{number}" if again else HOSTILE[which]
        self.places.setdefault(place, set()).add(self.by_text[plain])
        return self.by_text[plain]

    def spoil(self, value: Any) -> Any:
        """Return a frozen value with every text in it replaced."""
        hints = get_type_hints(type(value))
        changed = {
            each.name: self._field(getattr(value, each.name), hints[each.name], place)
            for each in fields(value)
            if (place := f"{type(value).__name__}.{each.name}") not in LEFT_ALONE
        }
        return replace(value, **changed)

    def _field(self, value: Any, hint: Any, place: str) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return self.spoil(value)
        if isinstance(value, tuple):
            inner = next(iter(get_args(hint)), None)
            return tuple(self._field(each, inner, place) for each in value)
        return self.text(value, place) if hint is str and type(value) is str else value


def texts_of(kind: type) -> set[str]:
    """Return every text that a kind of value can hold, as the class and field it stands in."""
    found: set[str] = set()
    looked_at: set[type] = set()

    def look(hint: Any, place: str) -> None:
        if hint is str:
            found.add(place)
        elif is_dataclass(hint) and isinstance(hint, type):
            if hint not in looked_at:
                looked_at.add(hint)
                for name, inner in get_type_hints(hint).items():
                    look(inner, f"{hint.__name__}.{name}")
        else:
            for inner in get_args(hint):
                look(inner, place)

    look(kind, "")
    return found - LEFT_ALONE
