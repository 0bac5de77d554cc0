"""Adds up ctest's JUnit reports: names what failed or was skipped, and closes with one line of counts.

A skipped test is not a passed one. What did not run for another reason (no program, a broken fixture) has failed.
"""

import sys
import xml.etree.ElementTree as xml


def outcome(case):
    if case.get("status") == "run":
        return "passed"
    if case.get("status") == "disabled":
        return "skipped"
    skipped = case.find("skipped")
    if skipped is not None and "SKIP_" in skipped.get("message", ""):
        return "skipped"
    return "failed"


def main(paths):
    named = {"passed": [], "failed": [], "skipped": []}
    for path in paths:
        for case in xml.parse(path).getroot().iter("testcase"):
            named[outcome(case)].append(f"{path.rsplit('/', 1)[-1].removesuffix('.xml')}: {case.get('name')}")
    for kind in ("skipped", "failed"):
        for name in named[kind]:
            print(f"{kind}  {name}")
    counts = f"{len(named['passed'])} passed, {len(named['failed'])} failed"
    if named["skipped"]:
        counts += f", {len(named['skipped'])} skipped"
    print(f"\n{counts}")
    return 1 if named["failed"] or not named["passed"] else 0


sys.exit(main(sys.argv[1:]))
