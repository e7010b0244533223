#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Lays the documents out as Sphinx wants to read them: in the repository they stand as a code host shows them.

README.md, docs/ and what else is a document become pages of one folder, and links between them are written for it.
Sources that they link to become pages of highlighted code, folders pages of links.

    assemble.py <root of the repository> <folder to write> <folder for Doxygen's output>
"""

import os
import pathlib
import re
import sys

import reference

# Pages that do not stand in docs/, under the names that they have in the site.
NAMED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "site/README.md": "site.md",
}

# The order of contents, after README, which is the first page.
CONTENTS = {
    "Learn": ["guide", "glossary", "gallery", "changelog"],
    "Mathematics": ["derivation", "operations", "mathematics", "numerics"],
    "On a board": ["embedded", "memory", "footprint"],
    "Figures": ["performance", "compile-time", "special_cases", "layout_model"],
    "Reference": ["reference/index", "contract", "limits"],
    "The project": ["architecture", "contributing", "site", "random_programs", "mutation", "fuzzing", "security"],
}

LANGUAGES = {".cpp": "cpp", ".hpp": "cpp", ".py": "python", ".cmake": "cmake", ".sh": "sh"}

LINK = re.compile(r"(!?)(\[(?:[^][]|\[[^][]*\])*\])\(([^()\s]+)\)")
FENCE = re.compile(r"^( *)(```+).*?^\1\2 *$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


class Assembly:
    def __init__(self, root, folder):
        self.root = root
        self.folder = folder
        self.pages = {name: page for name, page in NAMED.items() if (root / name).is_file()}
        self.pages |= {f"docs/{path.name}": path.name for path in sorted((root / "docs").glob("*.md"))}
        self.sources = set()

    def write(self, page, text):
        path = self.folder / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def source_page(self, name):
        """The page of a source, or of a folder of sources; it is written when it is asked for first."""
        page = f"sources/{name}.md"
        if page in self.sources:
            return page
        self.sources.add(page)  # now: a folder may have a link to itself
        path = self.root / name
        if path.is_dir():
            names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
            links = "\n".join(f"- [{entry}]({entry})" for entry in names)
            text = LINK.sub(lambda link: self.moved_link(link, name, page), links)
        else:
            code = path.read_text()
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
            text = f"{fence}{LANGUAGES.get(path.suffix, 'text')}\n{code.rstrip()}\n{fence}"
        self.write(page, f"---\norphan: true\nnosearch: true\n---\n# {name}\n\n{text}\n")
        return page

    def moved_link(self, link, folder, page):
        """A link as it has to be on `page`, which was written for `folder` of the repository."""
        picture, text, target = link.groups()
        target, hash_sign, anchor = target.partition("#")
        if not target or "://" in target or target.startswith("mailto:"):
            return link[0]
        name = os.path.normpath(os.path.join(folder, target))
        if name in self.pages:
            to = self.pages[name]
        elif not (self.root / name).exists() or name.startswith(".."):
            return link[0]  # not a link but code, or one that is broken, which Sphinx reports
        elif picture:
            to = name.removeprefix("docs/")
            self.write(to, (self.root / name).read_bytes())
        else:
            to = self.source_page(name)
        return f"{picture}{text}({os.path.relpath(to, os.path.dirname(page) or '.')}{hash_sign}{anchor})"

    def moved(self, name, page):
        """The text of a document, with links and formulas as Sphinx reads them."""
        folder = os.path.dirname(name)

        def outside_of_code(text):
            text = re.sub(r"\$`(.+?)`\$", r"$\1$", text)  # formulas in a line, as code hosts write them in tables
            # Links may have code in their text, and code may look like a link: it is away while links are looked for.
            codes = [code[0] for code in CODE.finditer(text)]
            numbers = iter(range(len(codes)))
            text = CODE.sub(lambda code: f"\0{next(numbers)}\0", text)
            text = LINK.sub(lambda link: self.moved_link(link, folder, page), text)
            return re.sub("\0(\\d+)\0", lambda number: codes[int(number[1])], text)

        parts, end = [], 0
        text = (self.root / name).read_text()
        for fence in FENCE.finditer(text):
            block = fence[0]
            if re.match(r" *```math\n", block):
                block = re.sub(r"^( *)```(math)?", r"\1$$", block, flags=re.MULTILINE)
            parts += [outside_of_code(text[end : fence.start()]), block]
            end = fence.end()
        return "".join(parts) + outside_of_code(text[end:])

    def contents(self):
        """The table of contents, which the sidebar shows. A document that is in no group is an error of Sphinx."""
        text = ""
        for caption, pages in CONTENTS.items():
            listed = "\n".join(pages)
            text += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n:maxdepth: 2\n\n{listed}\n```\n"
        return text

    def run(self, work):
        for name, page in self.pages.items():
            text = self.moved(name, page)
            self.write(page, text + self.contents() if page == "index.md" else text)
        reference.Reference(self, work).write()


if __name__ == "__main__":
    root, folder, doxygens = map(lambda name: pathlib.Path(name).resolve(), sys.argv[1:])
    Assembly(root, folder).run(doxygens)
