"""page.py CFGEN: the page of `cfgen diff --format html`, in Chromium, which chromedriver drives
(https://www.w3.org/TR/webdriver2/), with axe-core from build/venv. Ends with 77 where one of them is absent."""
import base64, http.server, importlib.util, json, os, pathlib, re, shutil, subprocess, sys, tempfile, threading, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
cfgen = pathlib.Path(sys.argv[1]).resolve()
folder = pathlib.Path(tempfile.mkdtemp())
EVIL = "<img src=x onerror=alert(1)>\"'&</script><script>alert(2)</script>"


def absent(what):
    print(f"skipped: no {what}")
    sys.exit(77)


def axe_source():
    found = importlib.util.find_spec("axe_playwright_python")
    return (pathlib.Path(found.origin).parent / "axe.min.js").read_text() if found else absent("axe-core")


class Browser:
    """A window of its own; javascript off where it is asked for."""

    def __init__(self, script=True):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if port := re.search(r"successfully on port (\d+)", line):
                self.url = f"http://127.0.0.1:{port[1]}"
                break
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1200,900",
                     f"--user-data-dir={tempfile.mkdtemp()}"]
        options = {"args": arguments, "prefs": {} if script else {"profile.managed_default_content_settings.javascript": 2}}
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        session = self.send("POST", "/session", capabilities={"alwaysMatch": capabilities})
        self.url += f"/session/{session['sessionId']}"
        self.open("about:blank")
        self.log("performance")  # of what the browser shows a newcomer

    def send(self, method, path, **body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode() if method == "POST" else None, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self.send("POST", "/url", url=path)

    def run(self, script, *arguments):
        return self.send("POST", "/execute/sync", script=script, args=list(arguments))

    def wait(self, script, *arguments):
        return self.send("POST", "/execute/async", script=script, args=list(arguments))

    def command(self, name, **parameters):
        return self.send("POST", "/goog/cdp/execute", cmd=name, params=parameters)

    def log(self, kind):
        return self.send("POST", "/se/log", type=kind)

    def picture(self, name):
        if keep := os.environ.get("PICTURES"):
            (pathlib.Path(keep) / name).write_bytes(base64.b64decode(self.send("GET", "/screenshot")))

    def close(self):
        self.send("DELETE", "")
        self.driver.terminate()
        self.driver.wait()


def page(old, new, name):
    for file, template in (("old.json", old), ("new.json", new)):
        (folder / file).write_text(json.dumps(template))
    subprocess.run([cfgen, "diff", "old.json", "new.json", "--format", "html", "-o", name], cwd=folder, check=True, timeout=60)
    return folder / name


def page_of(example, *command):
    """The page of a golden's example."""
    here = pathlib.Path(shutil.copytree(ROOT / "tests" / example, folder / example, dirs_exist_ok=True))
    line = " ".join(command) or "cfgen diff old.yml new.yml"
    environment = {"PATH": f"{cfgen.parent}:{os.environ['PATH']}", "HOME": str(folder), "TESTS": str(ROOT / "tests"), "LC_ALL": "C.UTF-8"}
    subprocess.run(["sh", "-c", f"{line} --format html >page.html"], cwd=here, env=environment, check=True, stderr=subprocess.PIPE, timeout=60)
    return here / "page.html"


def templates():
    old = {"Resources": {
        "Quests": {"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                   "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "TableName": "quests"}},
        "Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}},
        "Work": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}, "Policies": [{
            "PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}}]}},
        "Use": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Quests"}], "PolicyDocument": {"Statement": []}}}}}
    new = json.loads(json.dumps(old))
    resources = new["Resources"]
    resources["Quests"]["Properties"]["KeySchema"][0]["AttributeName"] = "number"
    resources["Jobs"]["Properties"].update(VisibilityTimeout=60, Tags=[{"Key": EVIL, "Value": EVIL}])
    resources["Work"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"] = "sqs:*"
    resources["Board"] = {"Type": "AWS::CloudWatch::Dashboard", "Properties": {"DashboardBody": EVIL}}
    return old, new


def shown(browser):
    return browser.run("return [...document.querySelectorAll('.change')].filter(c => c.checkVisibility()).map(c => c.id)")


def names(browser):
    return [id.rpartition("/")[2] for id in shown(browser)]


PUT = "const box = document.querySelector(arguments[0]); box.value = arguments[1]; box.dispatchEvent(new Event('input', {bubbles: true}))"
SECTIONS = "return [...document.querySelectorAll('section[data-stack]')].filter(s => s.checkVisibility()).map(s => s.querySelector('h2').textContent)"


def quiet(browser):
    """No word on the console, no refusal by the policy, and no request but for the page itself."""
    said = [entry["message"] for entry in browser.log("browser")]
    assert not said, said
    sent = [json.loads(entry["message"])["message"] for entry in browser.log("performance")]
    asked = {message["params"]["request"]["url"].split("#")[0] for message in sent if message["method"] == "Network.requestWillBeSent"}
    assert all(url.startswith("file:") and url.endswith(".html") for url in asked), asked


def test_it_is_whole_and_quiet(browser, path):
    browser.open(path.as_uri())
    ids = shown(browser)
    assert [id.rpartition("/")[2] for id in ids][0] == "Quests" and len(ids) == 4, ids
    assert browser.run("return document.querySelector('.counts li').textContent").endswith("data loss")
    assert browser.run("return [document.querySelectorAll('script').length, document.querySelectorAll('img').length]") == [1, 0]
    said = browser.run("return document.querySelector('#changes').textContent")
    assert EVIL in said or EVIL.replace('"', '\\"') in said, said
    quiet(browser)
    hit = "const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s); return window.hit"
    assert browser.run(hit) is None and "Content Security Policy" in browser.log("browser")[0]["message"]


def test_filters_find_and_open(browser, path):
    browser.open(path.as_uri())
    browser.run(PUT, "input[type=search]", "visibility")
    assert [id.rpartition("/")[2] for id in shown(browser)] == ["Jobs"]
    assert browser.run("return document.querySelector('#shown').textContent") == "1 of 5 shown"
    browser.run(PUT, "input[type=search]", "")
    browser.run("document.querySelector('input[value=data-loss]').click()")
    assert "Quests" not in "".join(shown(browser)) and len(shown(browser)) == 3
    assert not browser.run("return document.querySelector('.group.data-loss').checkVisibility()")
    browser.run("document.querySelector('input[value=data-loss]').click()")
    browser.run("document.querySelector('.filter button').click()")
    assert browser.run("return [...document.querySelectorAll('.change > details')].every(d => d.open)")
    browser.run("document.querySelector('#beside').click()")
    columns = "return getComputedStyle(document.querySelector('.values')).gridTemplateColumns.split(' ').length"
    assert browser.run(columns) == 2
    quiet(browser)


def test_it_filters_by_region(browser):
    browser.open(page_of("golden/diff/regions").as_uri())
    everywhere, aside = len(shown(browser)), "return [...document.querySelectorAll('.aside')].map(a => a.checkVisibility())"
    assert len(browser.run(SECTIONS)) == 2 and browser.run(aside) == [True, True]
    assert browser.run("return document.querySelector('select[name=stack]')") is None  # both have one name
    browser.run(PUT, "select[name=region]", "eu-west-1")
    assert "QuestsTable" not in names(browser) and "CreateFunction" in names(browser), "what happens in both is told of the first"
    assert browser.run(aside) == [False, True] and 0 < len(shown(browser)) < everywhere
    browser.run(PUT, "select[name=region]", "")
    assert len(shown(browser)) == everywhere and browser.run(aside) == [True, True]
    quiet(browser)


def test_it_filters_by_stack(browser):
    browser.open(page_of("golden/diff/nested", "cfgen diff old/main.yml new/main.yml").as_uri())
    stacks = browser.run("return [...document.querySelector('select[name=stack]').options].map(o => o.value)")
    assert stacks[0] == "" and len(stacks) > 2, stacks
    sections = browser.run(SECTIONS)
    browser.run(PUT, "select[name=stack]", stacks[-1])
    assert browser.run(SECTIONS) == [stacks[-1]] != sections
    assert shown(browser) and all(id.startswith(stacks[-1]) for id in shown(browser))
    browser.open("about:blank")
    quiet(browser)


def test_what_was_changed_outside_is_seen(browser):
    path = page_of("replies/diff.drift", "$TESTS/tools/conversation conversation cfgen diff --drift")
    browser.open(path.as_uri())
    outside = "return [...document.querySelectorAll('.aside .change')].map(c => c.checkVisibility() && c.querySelector('.id').textContent)"
    assert browser.run(outside) and all(browser.run(outside)), browser.run(outside)
    browser.run(PUT, "input[type=search]", "nothing has this name")
    assert not shown(browser) or shown(browser) == [""] * len(browser.run(outside))
    quiet(browser)


def test_words_that_differ_are_marked(browser):
    browser.open(page_of("golden/diff/texts").as_uri())
    marked = "return [...document.querySelectorAll(arguments[0])].map(m => m.textContent)"
    gone, new = browser.run(marked, "del mark"), browser.run(marked, "ins mark")
    assert {"thirty", "week"} < set(gone) and {"fourteen", "day"} < set(new), (gone, new)
    texts = browser.run(marked, ".values del")
    assert any("Citizens who have claimed a quest have thirty days" in text for text in texts), texts
    quiet(browser)


def test_a_link_is_copied(browser, path):
    browser.open(path.as_uri())
    browser.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
    [anchor, *_] = browser.send("POST", "/elements", using="css selector", value=".anchor")
    browser.send("POST", f"/element/{list(anchor.values())[0]}/click")
    copied = browser.wait("const done = arguments[0]; setTimeout(() => navigator.clipboard.readText().then(done, e => done(String(e))), 100)")
    assert copied == browser.run("return document.querySelector('.anchor').href") == browser.run("return location.href"), copied
    assert browser.run("return document.querySelector('#shown').textContent") == "Link copied"
    quiet(browser)


def test_a_stroke_leads_to_the_search(browser, path):
    browser.open(path.as_uri())
    keys = [{"type": kind, "value": key} for key in "/a" for kind in ("keyDown", "keyUp")]
    browser.send("POST", "/actions", actions=[{"type": "key", "id": "k", "actions": keys}])
    assert browser.run("return [document.activeElement.type, document.activeElement.value]") == ["search", "a"]
    keys = [{"type": kind, "value": "/"} for kind in ("keyDown", "keyUp")]
    browser.send("POST", "/actions", actions=[{"type": "key", "id": "k", "actions": keys}])
    assert browser.run("return document.activeElement.value") == "a/"
    quiet(browser)


def test_dark_and_on_paper(browser, path):
    browser.open(path.as_uri())
    colors = "const s = getComputedStyle(document.querySelector('.change')); return [s.backgroundColor, s.color]"
    seen = {}
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            browser.command("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])
            seen[scheme, media] = browser.run(colors)
            hidden = browser.run("return ['.filter', '.beside', '.anchor'].map(n => document.querySelector(n).checkVisibility())")
            assert any(hidden) == (media == "screen"), (scheme, media, hidden)
            bodies = browser.run("return [...document.querySelectorAll('.change > details:not([open]) > .body')].map(b => b.checkVisibility())")
            assert bodies and all(visible == (media == "print") for visible in bodies), (media, bodies)
    assert seen["light", "screen"] != seen["dark", "screen"] and seen["light", "print"] == seen["dark", "print"], seen
    assert seen["dark", "print"][0] == "rgb(255, 255, 255)", seen
    browser.command("Emulation.setEmulatedMedia", media="", features=[])
    text = base64.b64decode(browser.command("Page.printToPDF")["data"])
    assert text.startswith(b"%PDF") and len(text) > 10000
    assert browser.run("return document.querySelectorAll('.change > details:not([open])').length") == len(bodies), "shut again"
    quiet(browser)


def test_an_anchor_leads_to_an_open_change(browser, path):
    browser.open(path.as_uri())
    anchor = browser.run("return [...document.querySelectorAll('.anchor')].find(a => a.href.endsWith('Board')).getAttribute('href')")
    browser.open(path.as_uri() + anchor)
    top = browser.run("const c = document.getElementById(arguments[0]); return [c.querySelector('details').open, c.getBoundingClientRect().top]", anchor[1:])
    assert top[0] and 0 <= top[1] < 900, top
    link = "return [...document.querySelectorAll('.more a:not(.anchor)')].map(a => document.getElementById(a.getAttribute('href').slice(1)) !== null)"
    assert browser.run(link) and all(browser.run(link))
    quiet(browser)


def test_keys_are_enough(browser, path):
    browser.open(path.as_uri())
    order = []
    for _ in range(14):
        browser.send("POST", "/actions", actions=[{"type": "key", "id": "k", "actions": [
            {"type": "keyDown", "value": "\ue004"}, {"type": "keyUp", "value": "\ue004"}]}])
        order.append(browser.run("const e = document.activeElement; return e.className + e.tagName + (e.value || '')"))
        assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") != "none", order
    assert order[0] == "skipA" and "INPUTdata-loss" in order and any(name.endswith("SUMMARY") for name in order), order


def folding():
    function = lambda memory: {"Type": "AWS::Lambda::Function", "Properties": {"Role": "r", "Code": {"ZipFile": "x"}, "MemorySize": memory}}  # noqa: E731
    version = {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Alpha"}}}
    return page({"Resources": {"Alpha": function(128), "Beta": function(128), "Version1": version}},
                {"Resources": {"Alpha": function(256), "Beta": function(256), "Version2": version}}, "folding.html")


def test_what_follows_is_folded(browser):
    path = folding()
    browser.open(path.as_uri())
    assert names(browser) == ["Alpha"], names(browser)
    assert "same change in Beta" in browser.run("return document.querySelector('.change').textContent")
    browser.run(PUT, "input[type=search]", "beta")
    assert names(browser) == ["Beta"], names(browser)
    browser.run(PUT, "input[type=search]", "")
    browser.open(path.as_uri() + "#" + browser.run("return [...document.querySelectorAll('.change')].find(c => c.id.endsWith('Version2')).id"))
    assert "Version2" in names(browser), names(browser)
    browser.run("document.querySelector('.filter button').click()")
    assert len(names(browser)) == 4, names(browser)
    quiet(browser)


def costs():
    """The page of two descriptions, of which one costs more."""
    for name in ("old.yml", "new.yml"):
        shutil.copy(ROOT / "tests/golden/diff/cost" / name, folder)
    subprocess.run([cfgen, "diff", "old.yml", "new.yml", "--format", "html", "-o", "costs.html"], cwd=folder, check=True, timeout=60)
    return folder / "costs.html"


def test_it_tells_what_a_month_costs(browser):
    browser.open(costs().as_uri())
    assert "a month (+$" in browser.run("return document.querySelector('.counts').textContent")
    rows = browser.run("return [...document.querySelectorAll('td.amount')].length")
    assert rows and rows % 3 == 0, rows
    quiet(browser)


def test_axe_finds_nothing(browser, path):
    for number, each in enumerate((path, costs(), folding())):
        axe_looks_at(browser, each, number)


def axe_looks_at(browser, path, number):
    source = axe_source()
    for scheme, width in (("light", 1200), ("dark", 1200), ("light", 390)):
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        browser.open(path.as_uri())
        browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
        browser.picture(f"diff-{number}-{scheme}-{width}.png")
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), width
        browser.run(source)  # the driver's scripts are not the page's
        found = browser.wait("const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map("
                             "v => [v.id, v.nodes.map(n => n.html.slice(0, 200)).slice(0, 3)])), e => done([String(e)]))")
        assert found == [], (scheme, width, found)
    browser.command("Emulation.clearDeviceMetricsOverride")


def test_without_its_script_it_is_whole(path):
    browser = Browser(script=False)
    try:
        browser.open(path.as_uri())
        assert browser.send("POST", "/elements", using="css selector", value=".change") and len(
            browser.send("POST", "/elements", using="css selector", value=".change")) == 5
        [filter] = browser.send("POST", "/elements", using="css selector", value=".filter")
        assert not browser.send("GET", f"/element/{list(filter.values())[0]}/displayed")
        [box] = browser.send("POST", "/elements", using="css selector", value="#beside")
        browser.send("POST", f"/element/{list(box.values())[0]}/click")
        values = list(browser.send("POST", "/elements", using="css selector", value=".values")[0].values())[0]
        assert len(browser.send("GET", f"/element/{values}/css/grid-template-columns").split()) == 2
        quiet(browser)
    finally:
        browser.close()


def of_every_kind(number, version):
    """A resource of a service, in which several properties are of a version."""
    name, statement = f"Item{number:03}", {"Effect": "Allow", "Action": ["dynamodb:GetItem", f"dynamodb:{version}"], "Resource": "*"}
    states = {f"Step{step}": {"Type": "Task", "Resource": f"arn:aws:lambda:::function:{version if step % 5 == 0 else ''}"} for step in range(20)}
    return {
        f"{name}Function": {"Type": "AWS::Lambda::Function", "Properties": {
            "Handler": f"handlers/items.{version}{number}", "Runtime": "python3.13", "MemorySize": 128 * len(version), "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Environment": {"Variables": {"TABLE": {"Ref": "Items"}, "LEVEL": version}}, "Code": {"S3Bucket": "b", "S3Key": version}}},
        f"{name}Role": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [statement]}}]}},
        f"{name}Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"Tags": [{"Key": "team", "Value": version}], "PointInTimeRecoverySpecification": {
            "PointInTimeRecoveryEnabled": version == "old"}, "BillingMode": "PAY_PER_REQUEST"}},
        f"{name}Flow": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": json.dumps({"StartAt": "Step0", "States": states})}},
    }


def of_long_texts(number, version):
    text = " ".join(f"word{word}{version if word % 9 == 0 else ''}" for word in range(800))
    return {f"Text{number:03}{part}": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": text}} for part in range(4)}


def test_it_stays_below_a_megabyte(browser):
    for kind in (of_every_kind, of_long_texts):
        old, new = ({"Resources": {id: resource for number in range(125) for id, resource in kind(number, version).items()}} for version in ("old", "newer"))
        path = page(old, new, "large.html")
        assert len(old["Resources"]) == 500 and 100_000 < path.stat().st_size < 1_000_000, (kind, path.stat().st_size)
        browser.open(path.as_uri())
        changes = browser.run("return document.querySelectorAll('.change[data-severity]').length")
        assert changes == 500, changes


def test_nothing_changed_says_so(browser):
    old, _ = templates()
    browser.open(page(old, old, "same.html").as_uri())
    assert browser.run("return document.querySelector('main').textContent.trim()") == "No changes."
    quiet(browser)


def main():
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            absent(program)
    axe_source()
    path, failed = page(*templates(), "diff.html"), 0
    assert path.read_bytes() == page(*templates(), "again.html").read_bytes(), "the same input gives other bytes"
    browser = Browser()
    for name, test in [(name, test) for name, test in globals().items() if name.startswith("test_")]:
        wanted = {"browser": browser, "path": path}
        try:
            test(*[wanted[argument] for argument in test.__code__.co_varnames[:test.__code__.co_argcount]])
        except AssertionError as error:
            failed += 1
            print(f"{name}: {error!r}"[:1500])
    browser.close()
    shutil.rmtree(folder)
    return failed


sys.exit(main())
