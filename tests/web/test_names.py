"""What the page asks of the rest of the project, where the other tests of it are skipped: policies that the model declares
have French names, and the libraries that are locked run on Debian 12. Needs neither Emscripten nor a browser."""

import json
import re
import unittest

import web


def declared():
    """Scalars of the groups whose text begins with "Policy:"."""
    policies = re.findall(r"^(\w+) \(labour_market\)\n  Policy:", web.bassin("params"), re.M)
    rows = json.loads(web.bassin("params", "--format", "json"))
    return policies, [row for row in rows if row["group"] in policies and not row["table"] and row["dated"]]


class Names(unittest.TestCase):
    def test_policies_have_names(self):
        text = (web.WEB / "src/names.ts").read_text(encoding="utf-8")
        known = {quoted or plain for quoted, plain in re.findall(r'(?:"([^"]+)"|\b([\w]+)): (?:\[)?"', text)}
        policies, rows = declared()
        self.assertGreater(len(policies), 5)
        self.assertGreater(len(rows), 30)
        wanted = {row["path"] for row in rows} | set(policies) | {row["unit"] for row in rows if row["type"] != "bool"}
        self.assertEqual(wanted - known, set())


class Libraries(unittest.TestCase):
    def test_they_run_on_the_node_of_debian_12(self):
        """That is 18; npm installs what asks for more all the same, and it fails when it is used."""
        packages = json.loads((web.WEB / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        asked = {path: re.search(r">=\s*(\d+)", about["engines"]["node"]) for path, about in packages.items() if "node" in about.get("engines", {})}
        self.assertGreater(len(asked), 10)
        self.assertEqual([path for path, least in asked.items() if least and int(least.group(1)) > 18], [])


if __name__ == "__main__":
    unittest.main()
