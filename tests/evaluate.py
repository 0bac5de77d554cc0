"""evaluate.py CFGEN [COUNT [SEED]]: `cfgen diff` of templates whose values come from parameters, conditions and mappings.

Makes COUNT pairs of random templates (default: 40, or the variable EVALUATE_COUNT) from SEED (1) on. Each pair differs by a
default, a condition, a mapping, a list of Fn::ForEach or a value, or by a value that is written otherwise. An evaluator of its own says
what the resources of both are; the resources that cfgen tells as added, removed, changed and replaced must be those that differ."""
import copy, json, os, pathlib, random, subprocess, sys, tempfile

cfgen = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("EVALUATE_COUNT", 40))
first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
ABSENT = object()
# type → what names it (create-only in AWS's schemas), and what is updated in place
TYPES = {
    "AWS::SNS::Topic": ("TopicName", "DisplayName"),
    "AWS::SQS::Queue": ("QueueName", "KmsMasterKeyId"),
    "AWS::Logs::LogGroup": ("LogGroupName", "KmsKeyId"),
}
WORDS = ["red", "green", "blue", "dev", "prod", "east", "west"]


class Evaluator:
    def __init__(self, template):
        self.template, self.loop = template, {}

    def parameter(self, name):
        given = self.template["Parameters"][name]
        value = str(given["Default"])
        return [item.strip() for item in value.split(",")] if given["Type"] == "CommaDelimitedList" else value

    def holds(self, condition):
        [(name, argument)] = condition.items()
        if name == "Condition":
            return self.holds(self.template["Conditions"][argument])
        if name == "Fn::Equals":
            one, other = map(self.value, argument)
            return one == other
        if name == "Fn::Not":
            return not self.holds(argument[0])
        return (all if name == "Fn::And" else any)([self.holds(each) for each in argument])

    def text(self, text, own):
        out, at = "", 0
        while (start := text.find("${", at)) >= 0:
            end = text.index("}", start)
            name = text[start + 2:end]
            out += text[at:start]
            out += "${" + name[1:] + "}" if name[0] == "!" else own[name] if name in own else self.loop.get(name) or self.parameter(name)
            at = end + 1
        return out + text[at:]

    def value(self, value):
        if isinstance(value, list):
            return [each for each in map(self.value, value) if each is not ABSENT]
        if not isinstance(value, dict):
            return value if isinstance(value, str) else json.dumps(value)
        [(name, argument)] = value.items() if len(value) == 1 else [("", value)]
        if name == "Ref":
            return ABSENT if argument == "AWS::NoValue" else self.loop.get(argument) or self.parameter(argument)
        if name == "Fn::Sub":
            text, own = (argument, {}) if isinstance(argument, str) else argument
            return self.text(text, {key: self.value(each) for key, each in own.items()})
        if name == "Fn::If":
            return self.value(argument[1 if self.holds(self.template["Conditions"][argument[0]]) else 2])
        if name == "Fn::ToJsonString":
            return json.dumps(self.value(argument), separators=(",", ":"))
        if name == "Fn::FindInMap":
            mapping, top, second = map(self.value, argument[:3])
            found = self.template["Mappings"].get(mapping, {}).get(top, {}).get(second)
            return self.value(argument[3]["DefaultValue"]) if found is None else found
        if name == "Fn::Join":
            return argument[0].join(self.value(argument[1]))
        if name == "Fn::Split":
            return self.value(argument[1]).split(argument[0])
        if name == "Fn::Select":
            return self.value(argument[1])[int(self.value(argument[0]))]
        if name == "Fn::Length":
            return str(len(self.value(argument)))
        return {key: each for key, each in ((key, self.value(each)) for key, each in value.items()) if each is not ABSENT}

    def resources(self):
        found = {}
        for name, resource in self.template["Resources"].items():
            if name.startswith("Fn::ForEach::"):
                variable, items, body = resource
                for item in self.value(items):
                    self.loop = {variable: item}
                    [(key, each)] = body.items()
                    found[key.replace("${%s}" % variable, item)] = each["Type"], self.value(each["Properties"])
                    self.loop = {}
            elif "Condition" not in resource or self.holds(self.template["Conditions"][resource["Condition"]]):
                found[name] = resource["Type"], self.value(resource["Properties"])
        return found


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)

    def word(self):
        return self.chance.choice(WORDS)

    def condition(self, known):
        kind = self.chance.randrange(6)
        if kind < 3 or not known:
            return {"Fn::Equals": [self.chance.choice([{"Ref": "Stage"}, {"Ref": "Color"}, {"Fn::Select": ["0", {"Ref": "List"}]}]), self.word()]}
        if kind == 3:
            return {"Fn::Not": [{"Condition": self.chance.choice(known)}]}
        return {("Fn::And", "Fn::Or")[kind - 4]: [{"Condition": self.chance.choice(known)}, self.condition([])]}

    def value(self, depth=0):
        chance, deeper = self.chance, depth < 3
        kind = chance.randrange(11 if deeper else 3)
        if kind == 0:
            return self.word()
        if kind == 1:
            return {"Ref": chance.choice(["Stage", "Color", "Size"])}
        if kind == 2:
            return {"Fn::Sub": chance.choice(["${Stage}-x", "a-${Color}", "${Stage}${Size}", "plain", "${!Stage}-${Color}"])}
        if kind == 3:
            return {"Fn::Join": [chance.choice(["-", ""]), [self.value(depth + 1), self.value(depth + 1)]]}
        if kind == 4:
            return {"Fn::If": [chance.choice(["A", "B", "C"]), self.value(depth + 1), self.value(depth + 1)]}
        if kind == 5:
            return {"Fn::Select": [str(chance.randrange(2)), {"Fn::Split": ["-", {"Fn::Sub": "${Stage}-${Color}"}]}]}
        if kind == 6:
            return {"Fn::FindInMap": ["Map", {"Ref": "Stage"}, "k", {"DefaultValue": self.value(depth + 1)}]}
        if kind == 7:
            return {"Fn::Select": [str(chance.randrange(2)), {"Ref": "List"}]}
        if kind == 8:
            return {"Fn::Sub": ["${Own}-${Stage}", {"Own": self.value(depth + 1)}]}
        if kind == 9:
            return {"Fn::Join": ["+", {"Ref": "List"}]}
        return {"Fn::Sub": ["n${N}", {"N": {"Fn::Length": {"Ref": "List"}}}]}

    def optional(self):
        return {"Fn::If": [self.chance.choice(["A", "B", "C"]), self.value(), {"Ref": "AWS::NoValue"}]}

    def resource(self):
        kind = self.chance.choice(list(TYPES))
        name, other = TYPES[kind]
        properties = {name: self.value(), other: self.chance.choice([self.value, self.optional])()}
        return {"Type": kind, "Properties": properties}

    def template(self):
        chance = self.chance
        resources = {f"R{i}": self.resource() for i in range(chance.randrange(2, 6))}
        for resource in resources.values():
            if chance.randrange(2):
                resource["Condition"] = chance.choice(["A", "B", "C"])
        resources["Fn::ForEach::L"] = ["V", chance.choice([{"Ref": "List"}, ["one", "two"]]),
                                       {"L${V}": {"Type": "AWS::SNS::Topic", "Properties": {
                                           "TopicName": {"Fn::Sub": "${V}-${Stage}"}, "DisplayName": {"Fn::Join": ["", [{"Ref": "V"}, self.value()]]}}}}]
        conditions = {}
        for name in "ABC":
            conditions[name] = self.condition(list(conditions))
        return {"Transform": "AWS::LanguageExtensions",
                "Parameters": {"Stage": {"Type": "String", "Default": self.word()}, "Color": {"Type": "String", "Default": self.word()},
                               "Size": {"Type": "Number", "Default": chance.randrange(4)},
                               "List": {"Type": "CommaDelimitedList", "Default": ", ".join(chance.sample(WORDS, 2))}},
                "Mappings": {"Map": {word: {"k": self.word()} for word in chance.sample(WORDS, 3)}},
                "Conditions": conditions, "Resources": resources}

    def changed(self, template):
        chance, new = self.chance, copy.deepcopy(template)
        real = [name for name in new["Resources"] if "::" not in name]
        for _ in range(chance.randrange(1, 3)):
            kind, name = chance.randrange(6), chance.choice(real)
            properties = new["Resources"][name]["Properties"]
            if kind == 0:
                new["Parameters"][chance.choice(["Stage", "Color"])]["Default"] = self.word()
            elif kind == 1:
                new["Parameters"]["List"]["Default"] = ",".join(chance.sample(WORDS, 2))
            elif kind == 2:
                new["Conditions"]["A"] = self.condition([])
            elif kind == 3:
                chance.choice(list(new["Mappings"]["Map"].values()))["k"] = self.word()
            elif kind == 4:
                properties[chance.choice(list(properties))] = self.value()
            else:  # the same in another way
                key = chance.choice(list(properties))
                value = Evaluator(new).value(properties[key])
                properties[key] = {"Ref": "AWS::NoValue"} if value is ABSENT else value
        return new


def expected(old, new):
    before, after = Evaluator(old).resources(), Evaluator(new).resources()
    both = before.keys() & after.keys()
    changed = {name for name in both if before[name] != after[name]}
    replaced = {name for name in changed
                if before[name][1].get(TYPES[before[name][0]][0]) != after[name][1].get(TYPES[before[name][0]][0])}
    return after.keys() - before.keys(), before.keys() - after.keys(), changed, replaced


def told(folder, old, new):
    for name, template in ("old.json", old), ("new.json", new):
        (folder / name).write_text(json.dumps(template))
    run = subprocess.run([cfgen, "diff", folder / "old.json", folder / "new.json", "--format", "json"], capture_output=True, timeout=60)
    if run.returncode:
        sys.exit(f"diff ends with {run.returncode}: {run.stderr.decode()[:500]}")
    rows = [row for row in json.loads(run.stdout)["changes"] if row["section"] == "Resources"]
    ids = lambda action: {row["logicalId"] for row in rows if row["action"] == action}
    return ids("add"), ids("remove"), ids("modify"), {row["logicalId"] for row in rows if row["replacement"] == "yes"}


bad, differ = 0, 0
with tempfile.TemporaryDirectory() as into:
    for seed in range(first, first + count):
        maker = Maker(seed)
        old = maker.template()
        new = maker.changed(old)
        right, said = expected(old, new), told(pathlib.Path(into), old, new)
        differ += any(right)
        if list(map(set, right)) != list(map(set, said)):
            bad += 1
            print(f"seed {seed}: added, removed, changed, replaced are {list(map(sorted, right))}, and cfgen says {list(map(sorted, said))}")
print(f"{count} pairs, {differ} of them differ, {bad} told wrongly")
sys.exit(bool(bad))
