"""Documents with an odd value in the place of one value, or an odd key in the place of one key: every place of every
document, every odd value. A sample of them is a test; SHAPES=100000 makes it a long one."""

import copy
import json
import random

import yaml

DEEP = 40


def deep(make):
    value = "x"
    for _ in range(DEEP):
        value = make(value)
    return value


VALUES = [
    None, True, False, "", " ", "x", 0, -1, 1.5, 99999999999999999999, "1e999", "-0", "NaN", "0x10", "1h", "5 MB",
    [], {}, [None], [[]], [{}], {"": None}, {"a": {}}, {"a": []}, ["a", "a"], list(range(30)),
    deep(lambda v: {"k": v}), deep(lambda v: [v]), "a" * 5000, "é" * 300, {f"k{i}": i for i in range(40)},
    {"Ref": "X"}, {"Ref": []}, {"Ref": None}, {"Fn::GetAtt": "X"}, {"Fn::GetAtt": "X.Arn"}, {"Fn::GetAtt": []},
    {"Fn::GetAtt": ["X", {"Ref": "Y"}]}, {"Fn::Sub": ""}, {"Fn::Sub": []}, {"Fn::Sub": [{}]}, {"Fn::Sub": ["${a}", []]},
    {"Fn::Sub": "${X.Arn}/${!literal}"}, {"Fn::Sub": "${"}, {"Fn::Join": 1}, {"Fn::Join": ["", []]}, {"Fn::Join": [[], {}]},
    {"Fn::If": []}, {"Fn::If": ["C", 1, {"Ref": "AWS::NoValue"}]}, {"Fn::Select": [9, []]}, {"Fn::Split": []},
    {"Fn::FindInMap": ["a"]}, {"Fn::ImportValue": {}}, {"Fn::Base64": []}, {"Fn::Cidr": {}},
    {"Fn::ForEach::L": ["L", ["a", "b"], {"X${L}": {"Type": "AWS::S3::Bucket"}}]}, {"Fn::ForEach::L": {}},
    {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {}}}, {"Fn::Transform": []}, {"Condition": "C"},
    {"Ref": "a", "Fn::Sub": "b"}, {"Statement": {}}, {"Statement": [[]]}, {"Version": "2012-10-17", "Statement": []},
    "${", "${}", "${env:UNSET}", "${env:UNSET, ${env:X, }}", "${var:a}", "${param:a}", "${file:x.yml}", "${cf:a.b.c}",
    "${ssm:/a}", "${secret:a#b}", "${git:sha}", "$${x}", "${stage}", "{{resolve:ssm:", "{{resolve:secretsmanager:a:b}}",
    "arn:", "arn::::::", "arn:aws:lambda:us-east-1:1:function:x", "a/b", "/", "*", "..", "GET", "GET /", "GET /{a}/{a+}",
    "http GET /x", "queue: x", "rate(1 minute)", "cron(", "\u202e\u0007<script>alert(1)</script>", "::error::x", "##[error]",
    "`a`|b|<b>", "\x85\u2028\ufeff", '{"a": [1, {"b": null}]}', '{"a": ', "true", "null", "~", "=", "!", "&", "%",
]
KEYS = ["", "x", "Fn::ForEach::L", "Fn::Transform", "Fn::Sub", "Ref", "<<", "a.b", "a b", "1", "é", "${env:X}", "k" * 300,
        "__proto__", "null", "AWS::Region", "<script>", "\x07"]


class Loader(yaml.SafeLoader):
    """CloudFormation's tags in their long form."""


def long_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


Loader.add_multi_constructor("!", long_form)
Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path):
    """The document of a file; None where it is no mapping, as some that tests read are."""
    try:
        root = yaml.load(path.read_text(), Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError):
        return None
    return root if isinstance(root, dict) else None


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def changed(root, path, value, key=None):
    """A copy of the document with another value, or with another key, at a place."""
    if not path:
        return value
    root = copy.deepcopy(root)
    above = root
    for step in path[:-1]:
        above = above[step]
    if key is None:
        above[path[-1]] = value
    elif isinstance(above, dict):
        above[key] = above.pop(path[-1])
    else:
        above.insert(0, value)
    return root


def odd(documents, count, seed=1):
    """COUNT documents, each with one odd value or key; the same for the same seed."""
    chance = random.Random(seed)
    documents = [(root, list(places(root))) for root in documents]
    for _ in range(count):
        root, there = chance.choice(documents)
        path = chance.choice(there)
        if chance.random() < 0.15:
            yield root, changed(root, path, chance.choice(VALUES), chance.choice(KEYS))
        else:
            made = changed(root, path, chance.choice(VALUES))
            if chance.random() < 0.3 and isinstance(made, dict):  # and another, for what two of them do
                made = changed(made, chance.choice(list(places(made))), chance.choice(VALUES))
            yield root, made


def text(document):
    """As JSON, which YAML has within it."""
    return json.dumps(document, default=str)
