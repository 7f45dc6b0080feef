"""A post's Markdown as HTML that can do no harm.

A post is written by an office, but may be pasted from anywhere: its Markdown is read without HTML
and without attributes, and a link leads to http, https, mailto, tel or a place of this site.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markupsafe import Markup

from sitegen.news import NewsPost, leads_somewhere_good

_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}


def body_html(post: NewsPost) -> Markup:
    """Return a post's body as HTML in which nothing can run and nothing comes from elsewhere."""
    made = Markdown(extensions=["tables", _Inert()]).convert(post.body)
    # A blank line would end the block of HTML in which the body stands in its page.
    lines = [line for line in made.splitlines() if line.strip()]
    return Markup("\n".join(lines))  # noqa: S704 - HTML of the text is escaped, links are checked


class _Inert(Extension):  # type: ignore[misc]
    """Markdown without HTML: tags are shown as they are written."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Leave out what lets HTML through, and look at every link."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Links(md), "links", 5)


class _Links(Treeprocessor):  # type: ignore[misc]
    """Takes away links and pictures that a post may not have; headings go below the page's."""

    def run(self, root: Element) -> None:
        """Look at every element."""
        for element in root.iter():
            element.tag = _HEADINGS.get(element.tag, element.tag)
            if element.tag == "a" and not leads_somewhere_good(element.get("href", "")):
                element.attrib.pop("href", None)
            if element.tag == "img":
                # What a picture shows is its text: our policy loads nothing from elsewhere.
                element.tag = "em"
                element.text = element.get("alt", "")
                for name in list(element.attrib):
                    del element.attrib[name]
