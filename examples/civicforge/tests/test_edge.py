import json
import pathlib
import shutil
import subprocess

import pytest

HEADERS = pathlib.Path(__file__).resolve().parents[1] / "edge/headers.js"


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_answers_of_the_site_carry_our_headers():
    script = f"require({json.dumps(str(HEADERS))}).handler({{Records: [{{cf: {{response: {{headers: {{}}}}}}}}]}}).then(r => console.log(JSON.stringify(r)))"
    answer = json.loads(subprocess.run(["node", "-e", script], check=True, capture_output=True, text=True).stdout)
    assert answer["headers"]["x-content-type-options"] == [{"key": "x-content-type-options", "value": "nosniff"}]
    assert "default-src 'self'" in answer["headers"]["content-security-policy"][0]["value"]
