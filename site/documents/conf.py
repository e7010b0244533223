# SPDX-License-Identifier: BSL-1.0
"""Sphinx's options for the documents; scripts/site calls it. Debian 12 has Sphinx 5.3, MyST 0.18, furo."""

import functools
import json
import os
import pathlib
import re
import subprocess

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError

here = pathlib.Path(__file__).parent
version_header = (here / "../../include/tapeless/meta/version.hpp").read_text()

project = "tapeless"
author = "the authors of tapeless"
version = release = ".".join(re.search(r"version\{(\d+), (\d+), (\d+)\}", version_header).groups())
copyright = "the authors of tapeless, BSL-1.0"
language = "en"

extensions = ["myst_parser", "sphinx_copybutton"]
source_suffix = {".md": "markdown"}
root_doc = "index"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
myst_dmath_double_inline = True
highlight_language = "cpp"
pygments_style = "friendly"
pygments_dark_style = "monokai"
smartquotes = False
copybutton_prompt_text = "$ "
copybutton_selector = "[class*=highlight-]:not(.signature) > .highlight pre"

html_theme = "furo"
html_title = "tapeless"
html_static_path = ["static"]
# Of KaTeX there is one copy in the site, beside the documents' folder.
html_css_files = ["../../katex/katex.min.css", "documents.css"]
html_math_renderer = "katex"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True, "top_of_page_button": None}
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "playground.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}


@functools.lru_cache(maxsize=None)
def katex(_):  # one for each of Sphinx's processes
    return subprocess.Popen(
        ["node", here / "katex_server.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


@functools.lru_cache(maxsize=None)
def rendered(latex, display):
    """A formula as HTML, by KaTeX at build time: pages need no script for it."""
    process = katex(os.getpid())
    print(json.dumps({"latex": latex, "display": display}), file=process.stdin, flush=True)
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise ExtensionError(f"KaTeX: {answer['error']}: {latex}")
    return answer["html"]


def visit_inline(writer, node):
    writer.body.append(f'<span class="math">{rendered(node.astext(), False)}</span>')
    raise nodes.SkipNode


def visit_display(writer, node):
    writer.body.append(f'<div class="math">{rendered(node.astext(), True)}</div>')
    raise nodes.SkipNode


def add_anchors(app, doctree, docname):
    """Sections answer to the anchors that code hosts give them as well as to those of docutils."""
    for section in doctree.findall(nodes.section):
        anchor = section.get("myst-anchor", "").partition("#")[2]
        if anchor and anchor not in section["ids"]:
            section["ids"].append(anchor)


class ApiReference(Domain):
    """The entities of the API reference, so that the search finds them by name: they are what has a label api-NAME."""

    name = "api"
    label = "API"
    object_types = {"entity": ObjType("reference")}

    def get_objects(self):
        for label, (page, anchor, _) in self.env.get_domain("std").labels.items():
            if label.startswith("api-"):
                name = label.removeprefix("api-").replace("-", "::")
                yield name, name, "entity", page, anchor, 0

    def resolve_any_xref(self, *_):
        return []  # links to entities are links to labels

    def merge_domaindata(self, *_):
        pass  # it has none of its own


def mend_furo(app, exception):
    """Debian 12's furo is not bundled: its script imports another, which a page without a server must not, and its
    styles lost what is inside two @media: that the reader's preference for dark colours is followed."""
    if exception:
        return
    static = pathlib.Path(app.outdir) / "_static"
    script = static / "scripts/furo.js"
    text = script.read_text()
    found = re.match(r'import Gumshoe from "\./gumshoe-patched\.js";\n', text)
    if found:
        script.write_text((static / "scripts/gumshoe-patched.js").read_text() + text[found.end() :])
    styles = static / "styles/furo.css"
    text = styles.read_text()
    if "prefers-color-scheme: dark" not in text:
        dark = re.findall(r'^ *body\[data-theme="dark"\](?! \.theme-toggle)[^{]*\{[^}]*\}', text, flags=re.MULTILINE)
        auto = "\n".join(dark).replace('data-theme="dark"', 'data-theme="auto"')
        styles.write_text(f"{text}\n@media screen and (prefers-color-scheme: dark) {{\n{auto}\n}}\n")


def setup(app):
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_display, None))
    app.add_domain(ApiReference)
    app.connect("doctree-resolved", add_anchors)
    app.connect("build-finished", mend_furo)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
