"""Takes out of a template what the emulator refuses, and whatever refers to it.

The emulator rejects a whole change set for one resource type it does not have. The demo and the tests therefore let
their emulator read templates through without_refused(); cfgen itself never leaves anything out. On its own it reads a
template (JSON) on standard input and writes what is left to standard output.
"""

import json
import re
import sys

# MiniStack 1.5.33 has none of these. A list of names, not "whatever it does not know": a misspelt type must still fail.
REFUSED_TYPES = {
    "AWS::ApiGateway::VpcLink",
    "AWS::ApiGatewayV2::VpcLink",
    "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Backup::BackupSelection",
    "AWS::Budgets::Budget",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::Events::Archive",
    "AWS::Route53::HealthCheck",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule",
}


def is_refused(resource):
    if resource.get("Type") == "AWS::CloudWatch::Alarm":
        return "Metrics" in resource.get("Properties", {})
    return resource.get("Type") in REFUSED_TYPES


def refers_to(value, names):
    """Whether a value has a Ref, GetAtt or Sub of one of the names."""
    if isinstance(value, list):
        return any(refers_to(item, names) for item in value)
    if not isinstance(value, dict):
        return False
    if len(value) == 1:
        [(function, argument)] = value.items()
        if function == "Ref":
            return argument in names
        if function == "Fn::GetAtt":
            return (argument.split(".") if isinstance(argument, str) else argument)[0] in names
        if function == "Fn::Sub":
            text = argument if isinstance(argument, str) else argument[0]
            if any("${%s}" % name in text or "${%s." % name in text for name in names):
                return True
    return any(refers_to(item, names) for item in value.values())


def without(value, names):
    """The value without list items and mapping entries that refer to one of the names. A text among a mapping's entries,
    such as a dashboard's, stays with a word in place of what is gone."""
    if isinstance(value, list):
        return [without(item, names) for item in value if not refers_to_directly(item, names)]
    if isinstance(value, dict):
        value = {key: without_in_text(item, names) for key, item in value.items()}
        return {key: without(item, names) for key, item in value.items() if not refers_to_directly(item, names)}
    return value


def without_in_text(value, names):
    if isinstance(value, dict) and isinstance(value.get("Fn::Sub"), str):
        return {"Fn::Sub": re.sub(r"\$\{(%s)(\.[^}]*)?}" % "|".join(names), "left-out", value["Fn::Sub"])}
    return value


def refers_to_directly(value, names):
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in (
        "Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join") and refers_to(value, names)


def without_depends(resource, names):
    depends = resource.pop("DependsOn", [])
    depends = [name for name in ([depends] if isinstance(depends, str) else depends) if name not in names]
    return {**resource, **({"DependsOn": depends} if depends else {})}


def without_refused(template):
    """The template that is left, and a line for each thing taken out."""
    resources = template.get("Resources", {})
    names = {name for name, resource in resources.items() if isinstance(resource, dict) and is_refused(resource)}
    if not names:
        return template, []
    taken = [f"{name} ({resources[name]['Type']})" for name in sorted(names)]
    left = {name: without_depends(dict(resource), names) for name, resource in resources.items() if name not in names}
    for name, resource in left.items():
        if refers_to(resource, names):
            taken.append(f"what {name} refers to of these")
    outputs = {}
    for name, output in template.get("Outputs", {}).items():
        if refers_to(output, names):
            taken.append(f"output {name}")
        else:
            outputs[name] = output
    rest = {**template, "Resources": without(left, names)}
    if "Outputs" in template:
        rest["Outputs"] = outputs
    return rest, taken


def with_local_websockets(template, url):
    """The template whose functions reach the connections of a websocket API under the emulator's own address: nobody
    here answers under the API's host name."""
    if isinstance(template, list):
        return [with_local_websockets(item, url) for item in template]
    if not isinstance(template, dict):
        return template
    made = {key: with_local_websockets(item, url) for key, item in template.items()}
    if isinstance(made.get("WEBSOCKET_URL"), dict):
        text = made["WEBSOCKET_URL"].get("Fn::Sub", "")
        made["WEBSOCKET_URL"] = {"Fn::Sub": re.sub(r"https://(\$\{\w+\})\.execute-api\.[^/]+/", rf"{url}/_aws/execute-api/\1/", text)}
    return made


if __name__ == "__main__":
    rest, taken = without_refused(json.load(sys.stdin))
    json.dump(rest, sys.stdout, indent=2)
    for line in taken:
        print(f"left out for the emulator: {line}", file=sys.stderr)
