#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The guide's lists are complete: every type of the namespaces that a user chooses from is named in it.

    names.py <project>
"""
import re
import sys
from pathlib import Path

CHOICES = {"activation": ["nn/activation.hpp"], "initializer": ["nn/initializer.hpp"],
           "objective": ["train/objective.hpp", "train/objectives.hpp"], "optimizer": ["train/optimizers.hpp"]}
NOT_CHOSEN = {"fixed_root", "uniform_distribution", "normal_distribution", "point_distribution", "from_distribution"}


def choices(header, namespace):
    """The structs, or the types by another name, behind the line that opens the namespace."""
    inside = header.split(f"namespace {namespace} {{" if f"namespace {namespace} {{" in header else f"::{namespace} {{", 1)[1]
    named = re.findall(r"^using (\w+) = rules::", inside, re.M)
    return set(named or re.findall(r"^(?:struct|using) (\w+) (?!= (?!\w+_with<))", inside, re.M)) - NOT_CHOSEN


def all_choices(headers, namespace):
    return set().union(*(choices(header, namespace) for header in headers))


def missing(guide, headers):
    return [f"{namespace}::{name}" for namespace, texts in headers.items() for name in sorted(all_choices(texts, namespace))
            if not re.search(rf"`({namespace}::)?{name}(\{{c\}}|<[^`]*>)?`", guide)]


def main():
    project = Path(sys.argv[1])
    guide = (project / "docs/guide.md").read_text(encoding="utf-8")
    headers = {namespace: [(project / "include/tapeless" / path).read_text(encoding="utf-8") for path in paths]
               for namespace, paths in CHOICES.items()}
    found = missing(guide, headers)
    for name in found:
        print(f"docs/guide.md does not name {name}")
    noticed = all(missing(guide.replace(f"`{name}", "`"), headers) for name in ("gelu_tanh", "lecun_normal", "optimizer::sgd", "objective::huber"))
    if not noticed or min(len(all_choices(texts, namespace)) for namespace, texts in headers.items()) < 2:
        print("this test does not notice a name that is missing")
        return 1
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
