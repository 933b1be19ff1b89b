"""What policies the model declares has a French name on the page. Needs neither Emscripten nor a browser, so that a new
policy is noticed where the other tests of the page are skipped."""

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


if __name__ == "__main__":
    unittest.main()
