#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The results of the tests embedded.<board>.<program> as a table: results.py <file of ctest --output-junit>"""
import sys
import xml.etree.ElementTree as xml

VERDICTS = {"run": "ok", "fail": "FAILED", "notrun": "not run", "disabled": "not run"}


def main():
    results, boards = {}, []
    for case in xml.parse(sys.argv[1]).iter("testcase"):
        _, *place = case.get("name").split(".")
        board, program = place if len(place) == 2 else ("host", place[0])
        if board not in boards:
            boards.append(board)
        results.setdefault(program, {})[board] = VERDICTS.get(case.get("status"), "FAILED")
    width = max(map(len, results)) + 2
    for program, cells in [("", {board: board for board in boards}), *results.items()]:
        print(f"{program:{width}}" + "".join(f"{cells.get(board, ''):10}" for board in boards).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
