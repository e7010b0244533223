#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The site's pages hold together: links and anchors lead somewhere, nothing comes from elsewhere, formulas are
rendered, each page has a way back, the search knows what is looked for, and the API reference has what documents and
examples use.

    documents.py <project> <the site's folder>
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

# What a reader looks for, and a page on which it has to be found; words as Sphinx stems them.
SEARCHED = {
    "kingma": "reference/optimizers",
    "::adam": "reference/optimizers",
    "hessian": "reference/derivatives",
    "cortex": "embedded",
    "checkpoint": "reference/save",
    "safetensor": "guide",
    "softmax": "operations",
    "recomput": "architecture",
    "flash": "memory",
    "libtorch": "performance",
}

# Names in documents and examples that users do not write: rooms, and what belongs to tests and to the planner's own.
NOT_IN_REFERENCE = {"train", "math", "plan::kernel_set", "plan::kernel_id::in_loops", "train::update_of"}

LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data"), ("embed", "src"),
         ("video", "src"), ("audio", "src"), ("use", "href"), ("image", "href")}  # fmt: skip
RELATIONS_THAT_LOAD = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect"}
CODE = {"pre", "code", "script", "style", "annotation"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids = set()
        self.links = []
        self.loaded = []
        self.styles = []
        self.prose = []
        self.classes = set()
        self.inside = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag not in VOID:
            self.inside.append(tag)
        self.ids |= {attributes[name] for name in ("id", "name") if name in attributes}
        self.classes |= set(attributes.get("class", "").split())
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        self.loaded += [value for name, value in attributes.items() if (tag, name) in LOADS]
        if tag == "link" and RELATIONS_THAT_LOAD & set(attributes.get("rel", "").split()):
            self.loaded.append(attributes["href"])
        self.styles.append(attributes.get("style", ""))

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, text):
        if "style" in self.inside[-1:]:
            self.styles.append(text)
        if not CODE & set(self.inside):
            self.prose.append(text)


class Site:
    def __init__(self, folder):
        self.folder = folder
        self.pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}

    def target(self, path, link):
        """The file and the anchor that a link of a page leads to; none if it leads out of the site."""
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        file = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
        return file, urllib.parse.unquote(parts.fragment)

    def faults_of_links(self, path, page):
        for link in page.links + page.loaded:
            target = self.target(path, link)
            if target is None or link in ("", "#"):
                continue
            file, anchor = target
            if not file.is_file():
                yield f"leads to {link}, which is not there"
            elif anchor and file in self.pages and not anchor.startswith(":~:") and anchor not in self.pages[file].ids:
                yield f"leads to {link}: there is no such place in that page"

    def faults_of_loads(self, path, page):
        for link in page.loaded:
            if self.target(path, link) is None and not link.startswith("data:"):
                yield f"loads {link} from elsewhere"
        for style in page.styles:
            yield from loads_in_style(style)

    def faults(self):
        documents = self.folder / "docs"
        for path, page in self.pages.items():
            found = [*self.faults_of_links(path, page), *self.faults_of_loads(path, page)]
            if documents in path.parents:
                found += faults_of_formulas(page)
                targets = [self.target(path, link) for link in page.links]
                ways = {target[0] for target in targets if target}
                found += [f"has no way to {name}" for name in ("docs/index.html", "index.html")
                          if self.folder / name not in ways and self.folder / name != path]  # fmt: skip
            for fault in found:
                yield f"{path.relative_to(self.folder)} {fault}"
        for path in sorted(self.folder.rglob("*.css")):
            for fault in loads_in_style(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(self.folder)} {fault}"


def loads_in_style(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for link in re.findall(r"url\(\s*['\"]?((?:https?:)?/[^'\")]*)|@import\s+['\"]([^'\"]*)", text):
        yield f"loads {''.join(link)} from elsewhere"


def faults_of_formulas(page):
    text = "".join(page.prose)
    for formula in re.findall(r"\$\$?[^$\n]+\$\$?|\\\(|\\\[|\\frac|\\partial", text):
        yield f"has a formula that is not rendered: {formula}"
    if "katex-error" in page.classes:
        yield "has a formula that KaTeX does not know"


def pages_found(folder, word):
    """The pages on which the search finds a word, or the end of an entity's name, ::word."""
    program = """
        let index;
        globalThis.Search = { setIndex: (it) => { index = it; } };
        const [file, word] = process.argv.slice(1);
        eval(require("fs").readFileSync(file, "utf8"));
        const pages = word.startsWith("::")
            ? index.objects[""].filter((entity) => entity[4].endsWith(word)).map((entity) => entity[0])
            : [].concat(index.terms[word] ?? [], index.titleterms[word] ?? []);
        console.log(JSON.stringify(pages.map((number) => index.docnames[number])));
    """
    arguments = ["node", "-e", program, folder / "docs/searchindex.js", word]
    return json.loads(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


def names_used(project):
    """Names that documents and examples write with tapeless's namespace."""
    files = [project / "README.md", *(project / "docs").glob("*.md"), *(project / "examples").rglob("*.cpp")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r"\btl::((?:[a-z_0-9]+::)*[a-z_0-9]+)", text))


def names_without_reference(site, names):
    reference = set()
    for path, page in site.pages.items():
        if path.parent == site.folder / "docs/reference":
            reference |= page.ids

    def is_there(name):
        outer = name.rpartition("::")[0]  # a member, an enumerator
        return f"api-{name.replace('::', '-').replace('_', '-')}" in reference or (outer and is_there(outer))

    return sorted(name for name in names - NOT_IN_REFERENCE if not is_there(name))


def notices(site):
    """Whether this test notices what it is there for."""
    path = site.folder / "docs/made_up.html"
    page = Page('<a href="guide.html#nowhere">a</a><a href="nothing.html">b</a><img src="https://example.org/a.png">'
                '<link rel="stylesheet" href="//example.org/a.css">'
                '<p style="background: url(https://example.org/b)">$x^2$</p><code>$not this$</code>')  # fmt: skip
    return (len([*site.faults_of_links(path, page)]) == 2 and len([*site.faults_of_loads(path, page)]) == 3
            and len([*faults_of_formulas(page)]) == 1 and names_without_reference(site, {"no_such_name"})
            and not pages_found(site.folder, "nosuchword"))  # fmt: skip


def main():
    project, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    site = Site(folder)
    faults = [*site.faults()]
    faults += [f"the search does not find {word} in {page}" for word, page in SEARCHED.items()
               if page not in pages_found(folder, word)]  # fmt: skip
    faults += [f"the API reference lacks {name}" for name in names_without_reference(site, names_used(project))]
    for fault in faults:
        print(fault)
    if len(site.pages) < 60 or not notices(site):
        print("this test does not notice what it is there for")
        return 1
    links = sum(len(page.links) for page in site.pages.values())
    print(f"{len(site.pages)} pages, {links} links, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
