#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge what scripts/package writes: keys and values as each system's reference has them, headers, and a sketch.

    judge.py <project> [--cpu FLAGS]... [--compiler arm-none-eabi-g++] [--boost FOLDER]

For each --cpu the Arduino package's example is compiled as a core would do it: behind Arduino.h, with gnu++20.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import yaml
except ImportError:  # of Debian's python3-yaml; then the files are read by their lines
    yaml = None

SEMANTIC_VERSION = re.compile(r"\d+\.\d+\.\d+")
# https://arduino.github.io/arduino-cli/latest/library-specification/
ARDUINO = {"name": r"[a-zA-Z][\w .-]{0,62}", "version": r"\d+\.\d+\.\d+", "author": r".+", "maintainer": r".+",
           "sentence": r".{1,250}", "paragraph": r".+", "url": r"https?://\S+", "architectures": r"\*", "includes": r"[\w.]+\.hpp",
           "category": "Display|Communication|Signal Input/Output|Sensors|Device Control|Timing|Data Storage|Data Processing|Other"}
# https://docs.platformio.org/en/latest/manifests/library-json/
PLATFORMIO = {"name": str, "version": str, "description": str, "keywords": list, "repository": dict, "authors": list,
              "license": str, "frameworks": str, "platforms": str, "headers": str, "build": dict}
# https://docs.espressif.com/projects/idf-component-manager/en/latest/reference/manifest_file.html
ESP_IDF = {"version": str, "description": str, "url": str, "license": str, "tags": list, "dependencies": dict}
# scripts/schemas of Zephyr's zephyr_module.py
ZEPHYR = {"name": str, "build": dict}


def differing_keys(what, found, wanted):
    return [f"{what}: {key} is {'missing' if key in wanted else 'no key of it'}" for key in set(found) ^ set(wanted)]


def of_types(what, found, wanted):
    return differing_keys(what, found, wanted) + [
        f"{what}: {key} is no {kind.__name__}" for key, kind in wanted.items() if not isinstance(found.get(key), kind)]


def arduino(folder):
    lines = (folder / "library.properties").read_text(encoding="utf-8").splitlines()
    found = dict(line.split("=", 1) for line in lines)
    wrong = differing_keys("library.properties", found, ARDUINO)
    wrong += [f"library.properties: {key}={found.get(key)}" for key, form in ARDUINO.items()
              if not re.fullmatch(form, found.get(key, ""))]
    if not (folder / "src" / found["includes"]).is_file():
        wrong.append("library.properties: what it includes does not exist")
    for sketch in folder.glob("examples/*/*.ino"):
        if sketch.stem != sketch.parent.name:
            wrong.append(f"{sketch.name} lies in a folder of another name")
    return wrong + ([] if list(folder.glob("examples/*/*.ino")) else ["arduino: no example"])


def platformio(folder):
    found = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    wrong = of_types("library.json", found, PLATFORMIO)
    wrong += differing_keys("library.json: build", found["build"], ["includeDir", "libArchive"])
    if not SEMANTIC_VERSION.fullmatch(found["version"]) or len(found["description"]) > 1000 or len(found["name"]) > 100:
        wrong.append("library.json: a version of three numbers, a name of 100 characters, a description of 1000")
    if not (folder / found["build"]["includeDir"] / found["headers"]).is_file():
        wrong.append("library.json: its header does not exist")
    return wrong


def read_yaml(path):
    text = path.read_text(encoding="utf-8")
    if yaml:
        return yaml.safe_load(text)
    return {line.split(":")[0]: None for line in text.splitlines() if re.match(r"\w+:", line)}


def described_in_yaml(path, wanted):
    found = read_yaml(path)
    return of_types(path.name, found, wanted) if yaml else differing_keys(path.name, found, wanted)


def esp_idf(folder):
    wrong = described_in_yaml(folder / "idf_component.yml", ESP_IDF)
    if yaml:
        found = read_yaml(folder / "idf_component.yml")
        wrong += [f"idf_component.yml: tag {tag}" for tag in found["tags"] if not re.fullmatch(r"[a-z0-9_-]{3,32}", tag)]
        if not SEMANTIC_VERSION.fullmatch(found["version"]) or not re.fullmatch(r">=\d+\.\d+", found["dependencies"]["idf"]):
            wrong.append("idf_component.yml: versions")
    return wrong + from_cmake(folder, "idf_component_register", ["INCLUDE_DIRS", "include"])


def zephyr(folder):
    wrong = described_in_yaml(folder / "zephyr/module.yml", ZEPHYR)
    if yaml:
        build = read_yaml(folder / "zephyr/module.yml")["build"]
        wrong += differing_keys("module.yml: build", build, ["cmake", "kconfig"])
        if not (folder / build["cmake"] / "CMakeLists.txt").is_file() or not (folder / build["kconfig"]).is_file():
            wrong.append("module.yml: what it names does not exist")
    options = re.findall(r"^config (\w+)$", (folder / "Kconfig").read_text(encoding="utf-8"), re.M)
    if options != ["TAPELESS"]:
        wrong.append(f"Kconfig: {options}")
    return wrong + from_cmake(folder, "zephyr_include_directories", ["include"], "CONFIG_TAPELESS") + \
        from_cmake(folder, "zephyr_include_directories", None)


def from_cmake(folder, function, arguments, *variables):
    """Whether its CMakeLists.txt calls the system's function so, or, without arguments, not at all."""
    with tempfile.NamedTemporaryFile("w", suffix=".cmake", encoding="utf-8") as file:
        sets = "".join(f"set({name} y)\n" for name in variables)
        file.write(f'function({function})\nmessage("called ${{ARGN}}")\nendfunction()\n{sets}include("{folder}/CMakeLists.txt")\n')
        file.flush()
        run = subprocess.run(["cmake", "-P", file.name], capture_output=True, text=True, check=False)
    wanted = "" if arguments is None else f"called {';'.join(arguments)}\n"
    return [] if run.returncode == 0 and run.stderr == wanted else [f"{folder.name}/CMakeLists.txt: {run.stderr}"]


def compiled(project, package, compiler, cpu, folder):
    sketch = package / "examples/xor/xor.ino"
    unit = folder / "sketch.cpp"
    unit.write_text(f'#include <Arduino.h>\n#line 1 "xor.ino"\n{sketch.read_text(encoding="utf-8")}', encoding="utf-8")
    run = subprocess.run([compiler, *cpu.split(), "-std=gnu++20", "-Os", "-Wall", "-Wextra", "-Werror", "-Wdouble-promotion",
                          "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", f"-I{project}/tests/packaging",
                          f"-I{package}/src", "-c", str(unit), "-o", str(folder / "sketch.o")],
                         capture_output=True, text=True, check=False)
    return [f"the sketch, {cpu}: {run.stderr}"] if run.returncode != 0 else []


def same_headers(folder, project):
    """Each system has the headers that Arduino has."""
    def contents(of):
        return {path.relative_to(of): path.read_bytes() for path in of.rglob("*.hpp")}
    wanted = contents(folder / "arduino/src")
    wrong = [f"{system} has other headers than arduino" for system in ("platformio", "zephyr", "esp-idf")
             if contents(folder / system / "include") != wanted]
    about = json.loads((project / "packaging/package.json").read_text(encoding="utf-8"))
    for header in about["headers"]:
        forward = folder / "arduino/src/tapeless" / header
        up = re.search(r'#include "([^"]+)"', forward.read_text(encoding="utf-8"))[1]
        if (forward.parent / up).resolve() != (folder / "arduino/src/tapeless.hpp").resolve():
            wrong.append(f"tapeless/{header} includes {up}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description="Judge what scripts/package writes.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--cpu", action="append", default=[])
    parser.add_argument("--compiler", default="arm-none-eabi-g++")
    parser.add_argument("--boost")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "packages"
        command = [sys.executable, str(given.project / "scripts/package"), "--output", str(folder)]
        made = subprocess.run(command + (["--boost", given.boost] if given.boost else []), capture_output=True, text=True, check=False)
        if made.returncode != 0:
            sys.exit(made.stderr)
        again = subprocess.run(command, capture_output=True, text=True, check=False)
        wrong = [] if again.returncode != 0 and "is not empty" in again.stderr else ["a folder with files is written to"]
        wrong += arduino(folder / "arduino") + platformio(folder / "platformio") + zephyr(folder / "zephyr")
        wrong += esp_idf(folder / "esp-idf") + same_headers(folder, given.project)
        for cpu in given.cpu:
            wrong += compiled(given.project.resolve(), folder / "arduino", given.compiler, cpu, Path(name))
    print("\n".join(wrong) or f"four packages are right{'' if yaml else ' (YAML read by its lines)'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
