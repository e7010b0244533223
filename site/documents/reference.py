# SPDX-License-Identifier: BSL-1.0
"""The API reference: pages in Markdown of what reference.toml lists.

Doxygen finds the entities: their scopes, where they stand, what is public. Declaration and docstring are shown as they
stand in the header there, where they are formatted and read every day.
"""

import pathlib
import re
import subprocess
import tomllib
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).parent
# What ends before a declaration: another, a docstring, an access specifier, but not the line of a requires-clause.
ENDS = re.compile(r"^(?!\s*requires).*[;{}]$|^\s*//|^\s*#|:$")
CODE = re.compile(r"(`[^`]+`)")
# Words of a docstring that are code though nobody put them between backticks: batch<B>(x), update::step, batch_mean(x).
CALL = r"(?:\((?:[^()]|\([^()]*\))*\))?"
CODE_WORD = re.compile(
    rf"\b[A-Za-z_]\w*(?:::\w+)*(?:<[^<>\s]+(?:<[^<>]*>)?>{CALL}|_\w+{CALL})|\b\w+::\w+(?:::\w+)*"
)
# Overloads that take what is wrong and say so in one error: no user writes them.
TRAP = re.compile(r"static_assert\(\s*error::|is_no_call|memory_is_first")


# Overloads that are errors only, and of the terms in which derivatives are written.
NOT_FOR_USERS = ["tapeless/expr/hints.hpp", "tapeless/run/misbinding.hpp", "tapeless/rules/term.hpp"]


class Entity:
    """A declaration: of a class, function, variable, alias, enumeration or concept."""

    def __init__(self, element, headers):
        place = element.find("location")
        self.name = re.sub(r"^tapeless::", "", element.findtext("compoundname") or element.findtext("qualifiedname"))
        self.kind = element.get("kind")
        self.public = element.get("prot", "public") == "public"
        self.id = element.get("id")
        self.header = place.get("file")
        lines = headers.lines(self.header)
        line = int(place.get("line")) - 1
        begin, self.docstring = declared(lines, line)
        if not self.docstring and self.kind in ("struct", "class"):  # it may stand where the class is declared first
            first = re.compile(rf"(struct|class) {self.name.rpartition('::')[2]};")
            line = next((i for i, text in enumerate(lines) if first.match(text)), line)
            begin, self.docstring = declared(lines, line)
        self.begin = begin
        end = line
        while end + 1 < len(lines) and not re.search(r"[;{}]\s*(//.*)?$", lines[end]):
            end += 1
        self.end = max(end, int(place.get("bodyend") or 0) - 1)
        if self.kind == "concept":
            while not is_complete("\n".join(lines[begin : self.end + 1])):
                self.end += 1
        fields = {member.get("kind") for member in element.iter("memberdef")} - {"friend"}
        self.is_plain = self.kind == "struct" and fields == {"variable"}
        indent = len(lines[begin]) - len(lines[begin].lstrip())
        shown = lines[begin : self.end + 1] if self.is_whole() else lines[begin : end + 1]
        self.declaration = self.cut("\n".join(text[indent:] for text in shown))
        if not self.docstring:  # of a member, behind it
            behind = re.search(r"///< (.*)$", lines[line])
            self.docstring = [behind[1][0].upper() + behind[1][1:]] if behind else []
        self.is_trap = self.kind == "function" and self.traps("\n".join(lines[begin : self.end + 1]))

    def place(self):
        return self.header, self.begin

    def is_whole(self):
        """Of a concept, an enumeration and a struct of numbers all is shown."""
        return self.kind in ("enum", "concept") or self.is_plain

    def cut(self, text):
        """What stands before the body."""
        if self.is_whole():
            return re.sub(r"\n\n( *friend .*\n)+", "\n", text).replace("///<", "//")
        text = re.sub(r"\s*///<.*$", "", text, flags=re.MULTILINE)
        text = re.sub(r"\bTAPELESS_\w+\s+", "", text)  # how a function is inlined is no part of what it is called with
        text = re.sub(r"\s*//.*$", "", text)
        if self.kind in ("struct", "class"):
            text = re.sub(r"\s*\{[^{}]*\}?;?$|;$", "", text)
            return re.sub(r" : (?!public).*<.*$", "", text, flags=re.DOTALL) + ";"  # what it is made of is for its header
        if self.kind == "function":
            text = re.sub(r"\s+: \w+[({].*$", "", text[: begin_of_body(text)].rstrip())  # and what initializes members
            return text.rstrip(";") + ";"
        return text

    @staticmethod
    def traps(body):
        return TRAP.search(body) and not re.search(r"if constexpr \((?!!any_ill_formed)", body)


def declared(lines, line):
    """Where the declaration with its name in this line begins (template <…> requires …), and the docstring above."""
    begin = line
    while begin > 0 and lines[begin - 1].strip() and not ENDS.search(lines[begin - 1]):
        begin -= 1
    above = begin
    while above > 0 and lines[above - 1].lstrip().startswith("///"):
        above -= 1
    return begin, [text.strip()[3:].removeprefix(" ") for text in lines[above:begin]]


def begin_of_body(text):
    """Where a function's body begins, whose first line is the last of the text."""
    depth = 0
    last_line = text.rfind("\n")
    for i, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "{" and depth == 0 and i > last_line and text[i - 1].isspace():
            return i
    return len(text)


def is_complete(text):
    return text.count("{") == text.count("}") and text.endswith(";")


class Headers:
    def __init__(self, root):
        self.root = root
        self.texts = {}

    def lines(self, name):
        if name not in self.texts:
            self.texts[name] = (self.root / "include" / name).read_text().split("\n")
        return self.texts[name]

    def docstring(self, name):
        """What stands above the header's first namespace: of all that is in it."""
        lines = self.lines(name)
        line = next(i for i, text in enumerate(lines) if text.startswith("namespace tapeless"))
        return declared(lines, line)[1]

    def included_by(self, name):
        """The header, and what it includes, with all that they include."""
        found, next_ones = set(), [name]
        while next_ones:
            header = next_ones.pop()
            if header not in found:
                found.add(header)
                next_ones += re.findall(r'^#include "(tapeless/.*)"', "\n".join(self.lines(header)), flags=re.MULTILINE)
        return found


class Reference:
    def __init__(self, assembly, work):
        self.assembly = assembly
        self.headers = Headers(assembly.root)
        self.xml = work / "xml"
        self.entities = {}  # by qualified name: the declarations, in the order of the headers
        self.homes = {}  # by qualified name: the page
        self.faults = []
        self.in_umbrella = self.headers.included_by("tapeless/tapeless.hpp")
        options = (HERE / "Doxyfile").read_text()
        include = assembly.root / "include"
        options += f"OUTPUT_DIRECTORY = {work}\nINPUT = {include}\nSTRIP_FROM_PATH = {include}\n"
        work.mkdir(parents=True, exist_ok=True)
        subprocess.run(["doxygen", "-"], input=options, text=True, check=True)
        self.read()

    def compound(self, name):
        return xml.etree.ElementTree.parse(self.xml / f"{name}.xml").getroot()[0]

    def read(self):
        for compound in xml.etree.ElementTree.parse(self.xml / "index.xml").getroot():
            kind, name = compound.get("kind"), compound.findtext("name")
            if not name.startswith("tapeless"):
                continue
            if kind == "namespace":
                for member in self.compound(compound.get("refid")).iter("memberdef"):
                    self.add(member)
            elif kind in ("struct", "class", "concept") and "<" not in name:
                self.add(self.compound(compound.get("refid")))
        self.share_docstrings([entity for declarations in self.entities.values() for entity in declarations])
        for declarations in self.entities.values():
            declarations.sort(key=Entity.place)

    @staticmethod
    def share_docstrings(entities):
        """A declaration without docstring right behind another, no blank line between them, has that of the other."""
        before = None
        for entity in sorted(entities, key=Entity.place):
            if not entity.docstring and before and (before.header, before.end + 1) == entity.place():
                entity.docstring = before.docstring
            before = entity

    def add(self, element):
        entity = Entity(element, self.headers)
        guides = entity.kind == "function" and re.search(r"\) -> \w+<", entity.declaration)
        if not entity.is_trap and not guides and entity.header not in NOT_FOR_USERS:
            self.entities.setdefault(entity.name, []).append(entity)

    def members(self, entity):
        """Public members, in groups that share a docstring."""
        if entity.kind not in ("struct", "class") or entity.is_plain:
            return []
        members = [Entity(member, self.headers) for member in self.compound(entity.id).iter("memberdef")]
        members = [member for member in members if member.public and not member.is_trap]
        for kind in {member.kind for member in members}:
            self.share_docstrings([member for member in members if member.kind == kind])
        return grouped(sorted(members, key=lambda member: (member.kind != "function", member.begin)))

    def expand(self, names):
        for name in names:
            if name.endswith("::*"):  # but those that are named by themselves
                scope = name[:-1]
                inside = [full for full in self.entities if full.startswith(scope) and "::" not in full[len(scope) :]]
                for full in sorted(inside, key=lambda full: self.entities[full][0].place()):
                    if full not in names and any(entity.docstring for entity in self.entities[full]):
                        yield full
            else:
                yield name

    def link(self, code, scope):
        """The page of an entity that a docstring names, or of a header."""
        text = code.strip("`")
        header = f"tapeless/{text}"
        if text.endswith(".hpp") and (self.assembly.root / "include" / header).is_file():
            return f"[{code}](../{self.assembly.source_page(f'include/{header}')})"
        if text in self.assembly.pages:
            return f"[{code}](../{self.assembly.pages[text]})"
        word = re.match(r"(?:tl::|tapeless::)?([\w:]*\w)(?=$|[<({])", text)
        for name in [f"{scope}::{word[1]}", word[1]] if word else []:
            if name in self.homes and name not in self.shadowed:
                return f"[{code}]({label_of(name)})"
        return code

    def markdown(self, docstring, scope):
        text = "\n".join(docstring)

        def prose(words):
            parts = re.split(f"({CODE_WORD.pattern}|\\b[a-z_]+(?:/[a-z_0-9]+)+\\.(?:hpp|md))", words)
            return "".join(self.link(f"`{part}`", scope) if i % 2 else escaped(part) for i, part in enumerate(parts))

        blocks = []
        for block in re.split(r"((?:^ {4}.*\n?)+)", text, flags=re.MULTILINE):
            if block.startswith("    "):
                code = "\n".join(line[4:] for line in block.rstrip().split("\n"))
                language = "cpp" if re.search(r"[;{]\s*(//.*)?$", code, flags=re.MULTILINE) else "text"
                blocks.append(f"\n\n```{language}\n{code}\n```\n\n")
            else:
                parts = CODE.split(block)
                blocks.append("".join(self.link(part, scope) if i % 2 else prose(part) for i, part in enumerate(parts)))
        return "".join(blocks).strip()

    def groups(self, name):
        """Declarations, in groups that share a docstring."""
        groups = grouped(self.entities.get(name, []))
        if not groups:
            self.faults.append(f"{name} has no docstring")
        return groups

    def sections(self, names):
        """One for each name, or for names in a row that share a docstring."""
        before = None
        for name in names:
            groups = self.groups(name)
            if not groups:
                continue
            if before and groups[0][0].docstring is before[1][0][0].docstring:
                before[0].append(name)
                before[1][0] += groups[0]
            else:
                if before:
                    yield self.section(*before)
                before = [name], groups
        if before:
            yield self.section(*before)

    def section(self, names, groups):
        members = [members for group in groups for members in self.members(group[0])]
        self.shadowed = {*names, *(member.name.rpartition("::")[2] for group in members for member in group)}
        scope = names[0].rpartition("::")[0]
        between = {1: "", 2: ", "}.get(len(names), " … ")
        title = names[0] + (between and between + names[-1].rpartition("::")[2])
        text = "".join(f"({label_of(name)})=\n" for name in names) + f"## {escaped(title)}\n\n"
        for group in groups:
            text += f"{fenced(group)}\n\n{self.markdown(group[0].docstring, scope)}\n\n"
        headers = dict.fromkeys(entity.header for group in groups for entity in group)
        for header in headers:
            introduction = self.headers.docstring(header)
            if header not in self.introduced and len(introduction) > 2:  # less is a title
                text += f"````{{container}} introduction\n{self.markdown(introduction, scope)}\n````\n\n"
            self.introduced.add(header)
        text += "```{container} header\n"
        for header in headers:
            own = "" if header in self.in_umbrella else ", to be included by name"
            text += f"Header [`{header}`](../{self.assembly.source_page(f'include/{header}')}){own}\n"
        text += "```\n\n"
        if members:
            text += "`````{container} members\n"
            for group in members:
                text += f"{fenced(group)}\n\n{self.markdown(group[0].docstring, scope)}\n\n"
            text += "`````\n\n"
        return text

    def write(self):
        pages = tomllib.loads((HERE / "reference.toml").read_text())["page"]
        for page in pages:
            page["names"] = list(self.expand(page["entities"].split()))
            for name in page["names"]:
                if name not in self.entities:
                    self.faults.append(f"there is no {name}")
                if name in self.homes:
                    self.faults.append(f"{name} stands on two pages")
                self.homes[name] = page["file"]
        index = "# API reference\n\nEvery entity that a user writes, with the docstring of its header. All stand in the "
        index += "namespace `tapeless`; `tapeless/tapeless.hpp`\nincludes all but what says that it is to be included by "
        index += "name.\n\n"
        for page in pages:
            about = page["about"].replace("](docs/", "](../")
            self.introduced = set()
            text = f"# {page['title']}\n\n{about}\n\n" + "".join(self.sections(page["names"]))
            self.assembly.write(f"reference/{page['file']}.md", text)
            names = " ".join(f"[`{name}`]({label_of(name)})" for name in page["names"])
            index += f"**[{page['title']}]({page['file']}.md)** {names}\n\n"
        toctree = "\n".join(page["file"] for page in pages)
        if self.faults:
            raise SystemExit("\n".join(f"site/documents/reference.toml: {fault}" for fault in self.faults))
        self.assembly.write("reference/index.md", f"{index}\n```{{toctree}}\n:hidden:\n\n{toctree}\n```\n")


def grouped(entities):
    groups = []
    for entity in entities:
        if groups and entity.docstring is groups[-1][0].docstring:
            groups[-1].append(entity)
        elif entity.docstring:
            groups.append([entity])
    return groups


OPERATORS = {"+": "plus", "-": "minus", "*": "times", "%": "element_product", "/": "over", ">": "greater", "<": "less",
             ">=": "greater_equal", "<=": "less_equal", "==": "equal", "!=": "not_equal"}  # fmt: skip


def label_of(name):
    sign = name.removeprefix("operator")
    return f"api-operator-{OPERATORS[sign]}" if sign in OPERATORS else f"api-{name.replace('::', '-')}"


def escaped(text):
    return re.sub(r"([\\*_<>\[\]$~|#])", r"\\\1", text)


def fenced(group):
    return "```{code-block} cpp\n:class: signature\n\n" + "\n".join(entity.declaration for entity in group) + "\n```"
