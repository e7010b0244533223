# SPDX-License-Identifier: BSL-1.0
"""A header as tokens: enough C++ to know what is code, which brackets belong together, where operands begin and end.

It relies on the project's format: binary operators stand between spaces, the angle brackets of templates do not.
"""
import re
from typing import NamedTuple

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
      | (?P<string>R"(?P<fence>[^(\s]*)\(.*?\)(?P=fence)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')
      | (?P<number>\.?\d(?:[eEpP][+-]|['\w.])*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<sign><=>|<<=|>>=|\.\.\.|::|->|\+\+|--|&&|\|\||<=|>=|==|!=|<<|[-+*/%&|^]=|[^\s\w])""",
    re.MULTILINE | re.DOTALL | re.VERBOSE)

OPENERS = {"(": ")", "[": "]", "{": "}"}
ENDS_OF_OPERANDS = {";", ",", "=", "?", ":", "{", "}", "return", "requires", "&&", "||", "+=", "-=", "case"}


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class Source:
    """The text of a header and its tokens without comments and preprocessor lines."""

    def __init__(self, text):
        self.text = text
        found = (Token(m.lastgroup, m[0], m.start(), m.end()) for m in TOKEN.finditer(text))
        self.tokens = [t for t in found if t.kind not in ("comment", "directive")]
        self.partner, self.angles = self._brackets()
        self.fixed = self._fixed()

    def is_spaced(self, i):
        """Between blanks, as binary operators are and nothing else is."""
        t = self.tokens[i]
        before, after = self.text[t.start - 1:t.start], self.text[t.end:t.end + 1]
        return (not before or before.isspace()) and (not after or after.isspace())

    def _is_angle(self, i):
        before = self.tokens[i - 1].text
        return self.tokens[i].text in "<>" and not self.is_spaced(i) and before not in ("operator", "-")

    def _brackets(self):
        """{index of a bracket: index of its partner}, and the spans of template brackets."""
        partner, angles, open_brackets = {}, [], []
        for i, t in enumerate(self.tokens):
            if t.kind != "sign":
                continue
            if t.text in OPENERS or (t.text == "<" and self._is_angle(i)):
                open_brackets.append(i)
            elif t.text in OPENERS.values() or (t.text == ">" and self._is_angle(i)):
                if not open_brackets:
                    continue
                begin = open_brackets.pop()
                partner[begin], partner[i] = i, begin
                if t.text == ">":
                    angles.append((begin, i))
        return partner, angles

    def _fixed(self):
        """Indices of tokens that stay: arguments of templates, static_assert, attributes, asm, declarations of names."""
        fixed = set()
        for begin, end in self.angles:
            fixed.update(range(begin, end + 1))
        for i, t in enumerate(self.tokens):
            if t.text in ("static_assert", "asm", "noexcept", "alignas", "decltype") and i + 1 in self.partner:
                fixed.update(range(i, self.partner[i + 1] + 1))
            elif t.text in ("namespace", "using", "friend", "concept", "include"):
                fixed.update(range(i, self.end_of_head(i)))
            elif t.text == "[" and self.tokens[i + 1].text == "[" and i in self.partner:
                fixed.update(range(i, self.partner[i] + 1))
            elif t.text == "operator":
                fixed.update((i, i + 1))
        return fixed

    def end_of_head(self, i):
        """The index of the first `{`, `;` or `(` from token i on."""
        while i < len(self.tokens) and self.tokens[i].text not in ("{", ";", "("):
            i += 1
        return i

    def operand_before(self, i):
        """The index at which the operand on the left of operator i begins."""
        while i > 0:
            text = self.tokens[i - 1].text
            if text in ENDS_OF_OPERANDS or (i - 1 in self.partner and self.partner[i - 1] > i - 1):
                # `{...}` is a value behind a type and a body behind a condition
                if text != "}" or i - 1 not in self.partner or not self._is_value(self.partner[i - 1]):
                    return i
            i = self.partner[i - 1] if i - 1 in self.partner and self.partner[i - 1] < i - 1 else i - 1
        return i

    def operand_behind(self, i):
        """The index behind the operand on the right of operator i."""
        i += 1
        while i < len(self.tokens):
            text = self.tokens[i].text
            if i in self.partner and self.partner[i] < i:
                return i
            if text in ENDS_OF_OPERANDS and not (text == "{" and self._is_value(i)):
                return i
            i = self.partner[i] + 1 if i in self.partner else i + 1
        return i

    def _is_value(self, i):
        before = self.tokens[i - 1]
        return before.kind == "word" and before.text not in ("else", "const", "do", "return") or before.text == ">"

    def statement(self, i):
        """The index behind the `;` of the statement that begins at token i, or None."""
        while i < len(self.tokens):
            text = self.tokens[i].text
            if text == ";":
                return i + 1
            if i in self.partner and self.partner[i] < i:
                return None
            i = self.partner[i] + 1 if i in self.partner else i + 1
        return None

    def span(self, begin, end):
        """The text from token `begin` up to and without token `end`."""
        return self.text[self.tokens[begin].start:self.tokens[end - 1].end]

    def lines(self, start, end):
        """The whole lines that hold text[start:end], as (start, end)."""
        begin = self.text.rfind("\n", 0, start) + 1
        stop = self.text.find("\n", end)
        return begin, len(self.text) if stop < 0 else stop
