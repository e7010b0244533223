# SPDX-License-Identifier: BSL-1.0
"""The most stack that a function of a linked image can take, from its instructions.

How deep the stack is flows through each function, from its first instruction along its branches. What the function takes
is the deepest place, and at each call the depth there and what the called function takes. There is no such bound if
functions call each other in a circle, call what a register says, or move the stack pointer by what is not a constant:
Unbounded says where.
"""
import re
import sys

RETURN, NEXT, BRANCH, JUMP, CALL, ANYWHERE, UNKNOWN_CALL = range(7)  # where an instruction goes; BRANCH: there or to the next


MOST = 1 << 20  # bytes: nothing that ends has so much


class Unbounded(Exception):
    pass


def target_of(operands):
    match = re.search(r"\b([0-9a-f]+) <", operands)
    return int(match[1], 16) if match else None


def register_bytes(operands):
    """Bytes of a list of Arm's registers: {r4, r5-r7, lr}, {d8-d15}; their names as objdump writes them."""
    names = ["sl", "fp", "ip", "sp", "lr", "pc"]  # r10 to r15
    total = 0
    for part in re.search(r"\{(.*)\}", operands)[1].replace(" ", "").split(","):
        numbers = [10 + names.index(name) if name in names else int(name[1:]) for name in part.split("-")]
        total += (numbers[-1] - numbers[0] + 1) * (8 if part[0] == "d" else 4)
    return total


class Arm:
    """Thumb code."""
    CONDITION = "eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le"
    OPENS = re.compile(r"push|vpush|stmdb|vstmdb")
    CLOSES = re.compile(r"pop|vpop|ldmia|ldm|vldmia")

    @staticmethod
    def plain(mnemonic):
        return re.sub(r"\.[nw]$", "", mnemonic)

    @classmethod
    def growth(cls, mnemonic, operands, constants):
        """By how many bytes the stack grows; None: not a constant."""
        name = cls.plain(mnemonic)
        lists = operands.startswith(("{", "sp!"))
        if lists and cls.OPENS.fullmatch(name):
            return register_bytes(operands)
        if lists and cls.CLOSES.fullmatch(name):
            return -register_bytes(operands)
        if match := re.search(r"\[sp, #(-?\d+)\]!|\[sp\], #(-?\d+)", operands):
            return -int(match[1] or match[2])
        if not operands.startswith("sp,") or not re.match(r"add|sub|mov|bic|and", name):
            return 0
        sign = 1 if name.startswith("sub") else -1
        if name[:3] in ("add", "sub") and (match := re.fullmatch(r"sp, (?:sp, )?(?:#(-?\d+)|(\w+)).*", operands)):
            amount = int(match[1]) if match[1] else constants.get(match[2])
            return None if amount is None else sign * amount
        return None

    @classmethod
    def flow(cls, mnemonic, operands):
        name, target = cls.plain(mnemonic), target_of(operands)
        if name in ("bl", "blx"):
            return (CALL, target) if target is not None else (UNKNOWN_CALL, None)
        if name == "b":
            return JUMP, target
        if re.fullmatch(rf"b({cls.CONDITION})|cbn?z|wlst?p?\.?\d*|le", name):
            return BRANCH, target
        if name in ("bx", "udf"):
            return (RETURN, None) if operands.startswith("lr") or name == "udf" else (ANYWHERE, None)
        if cls.CLOSES.fullmatch(name) and "pc" in operands or name == "ldr" and operands.startswith("pc, [sp]"):
            return RETURN, None
        if name in ("tbb", "tbh") or operands.startswith("pc,"):
            return ANYWHERE, None
        return NEXT, None

    @classmethod
    def constant(cls, mnemonic, operands, constants, words):
        """What a register holds after an instruction that makes a constant."""
        name, values = cls.plain(mnemonic), [each.strip() for each in operands.split(",")]
        if name == "ldr" and "[pc" in operands:
            place = re.search(r"\(([0-9a-f]+)", operands)
            return words.get(int(place[1], 16)) if place else None
        number = int(values[-1][1:]) if re.fullmatch(r"#\d+", values[-1]) else None
        if name in ("mov", "movs", "movw") and number is not None:
            return number
        if name == "lsls" and number is not None and values[1] in constants:
            return constants[values[1]] << number
        return -constants[values[1]] if name in ("negs", "rsbs") and values[1] in constants else None


class RiscV:
    @staticmethod
    def growth(mnemonic, operands, constants):
        if not operands.startswith("sp,") or mnemonic.startswith(("b", "s")) and mnemonic != "sub":
            return 0
        match = re.fullmatch(r"sp,sp,(-?\w+)", operands)
        if not match or mnemonic not in ("add", "addi", "sub"):
            return None
        amount = int(match[1]) if re.fullmatch(r"-?\d+", match[1]) else constants.get(match[1])
        return None if amount is None else amount if mnemonic == "sub" else -amount

    @staticmethod
    def flow(mnemonic, operands):
        target = target_of(operands)
        if mnemonic in ("jal", "jalr"):
            return (CALL, target) if target is not None else (UNKNOWN_CALL, None)
        if mnemonic in ("j", "jr"):
            return (JUMP, target) if target is not None else (ANYWHERE, None)
        if mnemonic in ("ret", "mret", "unimp"):
            return RETURN, None
        return (BRANCH, target) if mnemonic.startswith("b") and target is not None else (NEXT, None)

    @staticmethod
    def constant(mnemonic, operands, constants, words):
        del words
        values = operands.split(" #")[0].split(",")  # behind it objdump writes which address that might be
        if mnemonic in ("li", "lui"):
            number = int(values[1], 0) << (12 if mnemonic == "lui" else 0)
            return number - (1 << 32) if number >= 1 << 31 else number
        if mnemonic in ("add", "addi") and values[1] in constants and re.fullmatch(r"-?\d+", values[2]):
            return constants[values[1]] + int(values[2])
        return None


class Analysis:
    """@param functions {name: [Instruction]}
    @param known_calls {function: [functions]}: what its calls by a register reach"""

    def __init__(self, functions, known_calls=None):
        self.bodies = [body for body in functions.values() if body]
        self.entries = {name: body[0].address for name, body in functions.items() if body}
        self.names = {place: name for name, place in self.entries.items()}
        self.known_calls = known_calls or {}
        self.machine = Arm if any(each.mnemonic == "bx" for body in self.bodies for each in body) else RiscV
        self.code = {}  # {address: (instruction, growth, address of the next, its function)}
        for body in self.bodies:
            following = [each.address for each in body[1:]] + [None]
            for each, growth, after in zip(body, self.growths(body), following):
                self.code[each.address] = (each, growth, after, body)
        places = sorted(self.code)
        for place, after in zip(places, places[1:]):  # the last instruction of a function falls into the next one
            if self.code[place][2] is None:
                self.code[place] = (*self.code[place][:2], after, self.code[place][3])
        self.results = {}
        self.open = []

    def name(self, place):
        return self.names.get(place, f"{place:x}")

    def growths(self, body):
        """By how much each instruction makes the stack deeper; None: by no constant."""
        words = {each.address: int(each.operands.split()[0], 16) for each in body if each.mnemonic == ".word"}
        words = {place: value - (1 << 32) if value >= 1 << 31 else value for place, value in words.items()}
        constants = {}  # in registers
        for each in body:
            yield self.machine.growth(each.mnemonic, each.operands, constants)
            value = self.machine.constant(each.mnemonic, each.operands, constants, words)
            constants.pop(each.operands.split(",")[0].strip(), None)
            if value is not None:
                constants[each.operands.split(",")[0].strip()] = value

    def walk(self, entry):
        """({address: depth before it}, {(depth, entry of a called function)}) of what is reached without a call."""
        depths, calls, todo, tables = {}, set(), [(entry, 0)], []
        while todo:
            place, depth = todo.pop()
            if depths.get(place, -1) >= depth:
                continue
            if place not in self.code:
                raise Unbounded(f"{self.name(entry)} goes to {place and hex(place)}, where there is no code")
            each, growth, after, body = self.code[place]
            function = self.name(body[0].address)
            if growth is None:
                raise Unbounded(f"{function} moves the stack pointer by no constant: {each.mnemonic} {each.operands}")
            if depth > MOST:
                raise Unbounded(f"{function} takes more in each turn of a loop")
            depths[place] = depth
            kind, target = self.machine.flow(each.mnemonic, each.operands)
            if kind == CALL and target != body[0].address and body[0].address < target <= body[-1].address:
                kind = JUMP  # Thumb without Thumb-2 has no other instruction for jumps of more than 2 KB
            if kind == CALL:
                calls.add((depth, target))
            elif kind == UNKNOWN_CALL:
                if function not in self.known_calls:
                    raise Unbounded(f"{function} calls what a register says")
                calls |= {(depth, self.entries[called]) for called in self.known_calls[function]}
            elif kind == ANYWHERE:
                tables.append((body, depth))
            if kind in (BRANCH, JUMP):
                todo.append((target, depth + growth))
            returns = kind not in (CALL, UNKNOWN_CALL) or place != body[-1].address  # a function ends with a call of no return
            if kind not in (RETURN, JUMP, ANYWHERE) and returns:
                todo.append((after, depth + growth))
            while not todo and tables:  # what nothing else reaches begins as deep as the jump by a table stands
                body, depth = tables.pop()
                todo += [(other.address, depth) for other in body
                         if other.address not in depths and not other.mnemonic.startswith(".")]
        return depths, calls

    def worst(self, name):
        """(bytes, path): [(function, how deep it stands at the next call of the path)]."""
        return self.worst_from(self.entries[name])

    def worst_from(self, entry):
        if entry in self.open:
            circle = [self.name(each) for each in [*self.open[self.open.index(entry):], entry]]
            raise Unbounded(" calls ".join(circle))
        if entry not in self.results:
            self.open.append(entry)
            depths, calls = self.walk(entry)
            frame = max(depth + max(self.code[place][1], 0) for place, depth in depths.items())
            best = (frame, [(self.name(entry), frame)])
            for depth, called in calls:
                below, path = self.worst_from(called)
                best = max(best, (depth + below, [(self.name(entry), depth), *path]))
            self.open.pop()
            self.results[entry] = best
        return self.results[entry]


def analysis(image):
    """Of an image of this folder: start() calls the constructors of objects."""
    constructors = [name for name in image.functions if name.startswith("_GLOBAL__sub_I_")]
    return Analysis(image.functions, {"start": constructors})


def main():
    import image  # pylint: disable=import-outside-toplevel
    if len(sys.argv) != 4:
        sys.exit("stack.py <prefix of the tools> <image> <function>")
    size, path = analysis(image.Image(sys.argv[1], sys.argv[2])).worst(sys.argv[3])
    print(f"{size} bytes")
    for name, depth in path:
        print(f"{depth:8} {name}")


if __name__ == "__main__":
    main()
