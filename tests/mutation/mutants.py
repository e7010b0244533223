# SPDX-License-Identifier: BSL-1.0
"""Single-point mutants of a header: what a slip of the pen could have made of it.

mutants_of(name, text) gives them all, sample(...) a seeded choice that another mutant more or less does not change.
"""
import hashlib
import re
from dataclasses import dataclass

from source import Source

COMPARISONS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!=", ">="],
               "!=": ["=="]}
ARITHMETIC = {"+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"], "+=": ["-="], "-=": ["+="], "*=": ["/="]}
BOUNDARIES = ("<<=", "<=<", ">>=", ">=>")  # an operator and what it becomes, in the head of a loop
LOGIC = {"&&": ["||"], "||": ["&&"]}
# words that are easily taken for each other: members, names, operations
MEMBERS = [("a", "b"), ("rows", "columns"), ("row", "column"), ("first", "second"), ("offset", "size"),
           ("left_transposed", "right_transposed"), ("parameters", "state"), ("left", "right")]
NAMES = [("x", "y"), ("u", "v"), ("left", "right"), ("first", "second"), ("chosen", "otherwise"), ("true", "false"),
         ("left_scalar", "right_scalar")]
OPERATIONS = [("add", "subtract"), ("multiply", "divide"), ("maximum", "minimum"), ("sin", "cos"), ("sinh", "cosh"),
              ("exp", "expm1"), ("log", "log1p"), ("sqrt", "rsqrt"), ("greater", "greater_equal"), ("erf", "erfc"),
              ("softmax", "log_softmax"), ("slice", "pad"), ("asin", "acos"), ("square", "absolute"), ("sum", "max"),
              ("diagonal", "diagonal_matrix"), ("batch_sum", "sum"), ("floor", "round"), ("xlogy", "xdivy")]
COMMUTATIVE = ("op::add", "op::multiply", "op::maximum", "op::minimum", "op::equal", "op::hypot")
RESULT = re.compile(r"\b(bool|id|std::uint32_t|std::uint64_t|std::size_t|double|std::ptrdiff_t)\s+\w+\s*\(")


@dataclass(frozen=True)
class Mutant:
    header: str  # below include/tapeless/
    kind: str
    before: str  # the lines that change, without indentation
    after: str
    occurrence: int  # among equal lines
    line: int
    start: int  # text[start:end] becomes `put`
    end: int
    put: str

    @property
    def identity(self):
        number = f" [{self.occurrence}]" if self.occurrence > 1 else ""
        return f"{self.header}{number}: {self.before} => {self.after}"

    def of(self, text):
        return text[:self.start] + self.put + text[self.end:]


def compact(text):
    """Lines as one, without comments and indentation."""
    return " ".join(re.sub(r"(^|\s)//[^\n]*", "", text).split())


def both_ways(pairs):
    return {**{one: other for one, other in reversed(pairs)}, **{other: one for one, other in reversed(pairs)},
            **{one: other for one, other in reversed(pairs)}}


def replaced_tokens(s):
    """Operators, comparisons, and words that have a neighbour: (kind, first token, behind last token, new text)."""
    there = {t.text for t in s.tokens}
    members, operations = both_ways(MEMBERS), both_ways(OPERATIONS)
    names = {one: other for one, other in both_ways(NAMES).items() if other in there or other in ("true", "false")}
    for i, t in enumerate(s.tokens):
        before = s.tokens[i - 1].text if i else ""
        if t.kind == "sign" and s.is_spaced(i):
            for kind, table in (("comparison", COMPARISONS), ("arithmetic", ARITHMETIC), ("logic", LOGIC)):
                for other in table.get(t.text, []):
                    if t.text != "==" or other == "!=" or has_an_order(s, i + 1):
                        yield kind, i, i + 1, other
        elif t.kind == "word" and before == "::" and s.tokens[i - 2].text == "op" and t.text in operations:
            yield "operation", i, i + 1, operations[t.text]
        elif t.kind == "word" and before == "." and s.tokens[i + 1].text != "(" and t.text in members:
            yield "word", i, i + 1, members[t.text]
        elif t.kind == "word" and before != "." and t.text in names and is_use(s, i):
            yield "word", i, i + 1, names[t.text]


def has_an_order(s, i):
    """Whether `>=` says something else than `==` of the operand at i: not of enumerators, addresses and `none`."""
    t = s.tokens[i]
    return t.text not in ("none", "nullptr", "true", "false") and s.tokens[i + 1].text != "::"


def is_use(s, i):
    """Whether a word is used, not declared: a declared name stands behind its type."""
    before, after = s.tokens[i - 1], s.tokens[i + 1].text
    if s.tokens[i].text in ("true", "false") or before.text == "return":
        return True
    return before.kind == "sign" and before.text not in ("&", ">", "*") and after not in ("{", "::")


def constants(s):
    """Numbers by one more and one less."""
    for i, t in enumerate(s.tokens):
        if t.kind != "number":
            continue
        digits = re.fullmatch(r"(0[xX][\da-fA-F']+|[\d'.]+(?:[eE][+-]?\d+)?)(\w*)", t.text)
        if not digits:
            continue
        if re.search(r"[.eE]", digits[1]) and not digits[1].startswith(("0x", "0X")):
            number = float(digits[1])
            for other in (number + 1, number - 1):
                yield "constant", i, i + 1, repr(1000 * number if other == number or abs(number) < 1e-3 else other)
            continue
        number = int(digits[1].replace("'", ""), 0)
        yield "constant", i, i + 1, f"{number + 1}{digits[2]}"
        if number > 0:
            yield "constant", i, i + 1, f"{number - 1}{digits[2]}"


def conditions(s):
    """Conditions of if and while, and of ?:, negated and constant; a statement behind an if is dropped that way."""
    for i, t in enumerate(s.tokens):
        if t.text in ("if", "while"):
            at = i + 2 if s.tokens[i + 1].text == "constexpr" else i + 1
            if at not in s.partner:
                continue
            begin, end = at + 1, s.partner[at]
            for j in range(begin, end):
                if s.tokens[j].text == ";":  # if (init; condition)
                    begin = j + 1
            yield "condition", begin, end, f"!({s.span(begin, end)})"
            if t.text == "if":
                yield "dropped", begin, end, "false"
                yield "condition", begin, end, "true"
        elif t.text == "?":
            begin = s.operand_before(i)
            yield "condition", begin, i, f"!({s.span(begin, i)})"


def dropped_operands(s):
    """a && b: a, and b; likewise for ||, for sums and for products."""
    for i, t in enumerate(s.tokens):
        if t.text in ("&&", "||") and s.is_spaced(i):
            begin, end = s.operand_before(i), s.operand_behind(i)
            yield "conjunct", begin, end, s.span(i + 1, end)
            yield "conjunct", begin, end, s.span(begin, i)


def dropped_statements(s):
    """Expressions that stand as statements, break, continue, and labels of a switch."""
    for i, t in enumerate(s.tokens):
        before = s.tokens[i - 1].text if i else ""
        if t.text == "case":
            colon = next(j for j in range(i, len(s.tokens)) if s.tokens[j].text == ":")
            yield "dropped", i, colon + 1, ""
            continue
        if before not in (";", "{", "}", ")", "else", ":") or (before == ":" and not is_behind_label(s, i)):
            continue
        if before == ")" and is_behind_if(s, i):  # conditions() drops it
            continue
        if t.text in ("break", "continue"):
            yield "dropped", i, i + 1, ""
            continue
        end = s.statement(i)
        if end is None or not is_expression(s, i, end):
            continue
        yield "dropped", i, end - 1, ""


STATEMENTS = ("return", "else", "static_assert", "asm", "if", "for", "while", "switch", "do")


def is_behind_label(s, i):
    while i > 0 and (s.tokens[i - 1].kind == "word" or s.tokens[i - 1].text in (":", "::")):
        i -= 1
        if s.tokens[i].text in ("case", "default"):
            return True
    return False


def is_behind_if(s, i):
    head = s.tokens[s.partner[i - 1] - 1].text if i - 1 in s.partner else ""
    return head in ("if", "constexpr")


def is_expression(s, begin, end):
    first, second = s.tokens[begin], s.tokens[begin + 1].text
    if first.text in ("++", "--"):
        return True
    if first.text == "(" and s.tokens[begin - 1].text in (";", "{", "}"):  # a fold
        return True
    if first.kind != "word" or first.text in STATEMENTS:
        return False
    return second in ("(", ".", "->", "[", "=", "+=", "-=", "*=", "++", "--") and end - begin > 2


def returns(s):
    """What a function of a plain type returns: negated, none, one more."""
    heads = [(m.start(), m[1]) for m in RESULT.finditer(s.text)]
    lambdas = [(s.tokens[i].end, None) for i, t in enumerate(s.tokens) if t.text == "]"]
    heads += [(m.start(), None) for m in re.finditer(r"\bauto\b|\bvoid\b", s.text)] + lambdas
    heads.sort(key=lambda h: h[0])
    for i, t in enumerate(s.tokens):
        if t.text != "return":
            continue
        end = s.statement(i)
        of_type = next((name for start, name in reversed(heads) if start < t.start), None)
        if end is None or end - i <= 2:
            continue
        value = s.span(i + 1, end - 1)
        if of_type == "bool" and value not in ("true", "false"):
            yield "result", i + 1, end - 1, f"!({value})"
        elif of_type == "id" and value != "none":
            yield "result", i + 1, end - 1, "none"
        elif of_type and of_type.startswith(("std::", "double")) and end - i > 3:
            yield "result", i + 1, end - 1, f"({value}) + 1"


def swapped_operands(s):
    """f(…, x, y) as f(…, y, x), a − b as b − a, likewise for the other operations that are not commutative."""
    for i, t in enumerate(s.tokens):
        if t.text == "(" and i in s.partner and s.tokens[i - 1].kind == "word":
            arguments = split(s, i + 1, s.partner[i])
            if len(arguments) < 2 or any(s.span(*arguments[0]) == each for each in COMMUTATIVE):
                continue
            (b0, e0), (b1, e1) = arguments[-2:]
            if looks_like_parameters(s, b0, e0) or looks_like_parameters(s, b1, e1) or s.span(b0, e0) == s.span(b1, e1):
                continue
            yield "swapped", b0, e1, f"{s.span(b1, e1)}, {s.span(b0, e0)}"
        elif t.text in ("-", "/", "%") and s.is_spaced(i):
            begin, end = factor_before(s, i), factor_behind(s, i)
            if s.span(begin, i) != s.span(i + 1, end):
                yield "swapped", begin, end, f"{s.span(i + 1, end)} {t.text} {s.span(begin, i)}"


def split(s, begin, end):
    """The arguments between two brackets, as pairs of indices."""
    parts, start, i = [], begin, begin
    while i < end:
        if s.tokens[i].text == ",":
            parts.append((start, i))
            start = i + 1
        i = s.partner[i] + 1 if i in s.partner and s.partner[i] > i else i + 1
    if start < end:
        parts.append((start, end))
    return parts if all(b < e for b, e in parts) else []


def looks_like_parameters(s, begin, end):
    """A type and a name, or a lambda: nothing that could change places."""
    words = s.tokens[begin:end]
    if any(t.text in ("[", "const", "...", "{", "&&") for t in words):
        return True
    return any(one.kind == "word" and other.kind == "word" for one, other in zip(words, words[1:]))


def factor_before(s, i):
    begin = i - 1
    while True:
        begin = s.partner.get(begin, begin)
        before = s.tokens[begin - 1]
        opens = before.text in (".", "::", "->")
        if s.tokens[begin].text in ("(", "[", "<") and before.kind == "word" and before.text not in ("return", "if"):
            begin -= 1
        elif opens:
            begin -= 2
        else:
            return begin


def factor_behind(s, i):
    end = i + 1
    if s.tokens[end].text in ("-", "!", "*"):
        end += 1
    end = s.partner.get(end, end) + 1
    while s.tokens[end].text in (".", "::", "->", "(", "[") or (s.tokens[end].text == "<" and end in s.partner):
        end = s.partner[end] + 1 if end in s.partner else end + 2
    return end


RULES = [replaced_tokens, constants, conditions, dropped_operands, dropped_statements, returns, swapped_operands]


def mutants_of(header, text):
    """All mutants of a header, each once, in the order of the text."""
    s = Source(text)
    loops = heads_of_loops(s)
    found = {}
    for rule in RULES:
        for kind, begin, end, put in rule(s):
            if begin >= end or any(i in s.fixed for i in (begin, end - 1)):
                continue
            if begin in loops and s.tokens[begin].text + put not in BOUNDARIES:
                continue
            start, stop = s.tokens[begin].start, s.tokens[end - 1].end
            first, last = s.lines(start, stop)
            before, after = compact(text[first:last]), compact(text[first:start] + put + text[stop:last])
            if before == after:
                continue
            key = (first, after)
            occurrence = 1 + sum(compact(line) == before for line in text[:first].splitlines())
            line = text.count("\n", 0, start) + 1
            found.setdefault(key, Mutant(header, kind, before, after, occurrence, line, start, stop, put))
    return sorted(found.values(), key=lambda m: (m.line, m.identity))


def heads_of_loops(s):
    """Tokens of for (...): loops that never begin or never end are found by any test, only their boundaries are not."""
    inside = set()
    for i, t in enumerate(s.tokens):
        if t.text == "for" and i + 1 in s.partner:
            inside.update(range(i + 1, s.partner[i + 1]))
    return inside


def sample(mutants, seed):
    """All mutants in a random order in which no line comes a second time before every line came once; an order that
    stays when some mutants come or go."""
    def rank(m):
        return hashlib.sha256(f"{seed} {m.identity}".encode()).hexdigest()

    earlier, keyed = {}, []
    for m in sorted(mutants, key=rank):
        place = (m.header, m.line)
        earlier[place] = earlier.get(place, 0) + 1
        keyed.append((earlier[place], rank(m), m))
    return [m for _, _, m in sorted(keyed, key=lambda k: k[:2])]
