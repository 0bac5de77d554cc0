"""The second half of scripts/demo: calls the deployed CivicForge and shows what that did."""

import json
import os
import re
import shlex
import subprocess
import sys
import time

import boto3

STACK = "civicforge-dev"
QUEST = {"title": "Plant a tree on Market Square", "description": "An oak, if the ground allows", "reward": 5}


def say(title):
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    print(f"\n{bold}== {title}{plain}", flush=True)


def show(value):
    print("\n".join("  " + line for line in json.dumps(value, indent=2, default=int).splitlines()), flush=True)


def outputs():
    [stack] = boto3.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def local_url(url):
    """Where the emulator answers what AWS would answer under the API's own host name."""
    api, stage = re.match(r"https://([^.]+)\.execute-api\.[^/]+/([^/]+)", url).groups()
    return f"{os.environ['AWS_ENDPOINT_URL']}/restapis/{api}/{stage}/_user_request_"


def curl(*arguments):
    print("$ " + shlex.join(["curl", *arguments]), flush=True)
    return subprocess.run(["curl", "-sS", "-w", "\n%{http_code}", *arguments], check=True, capture_output=True, text=True).stdout


def request(*arguments):
    answer, status = curl(*arguments).rsplit("\n", 1)
    answer = json.loads(answer)
    print(f"  {status}")
    show(answer)
    if not status.startswith("2"):
        sys.exit("the demo expected another answer")
    return answer


def reviewed(table, quest):
    """The quest's item once the second function has worked on it."""
    key = f"QUEST#{quest['id']}"
    for _ in range(1200):
        item = table.get_item(Key={"PK": key, "SK": key}, ConsistentRead=True)["Item"]
        if item["status"] != "NEW":
            return item
        time.sleep(0.1)
    sys.exit("the queue's function has not reviewed the quest")


def log_lines(function, quest):
    [resource] = boto3.client("cloudformation").describe_stack_resources(
        StackName=STACK, LogicalResourceId=f"{function}Logs")["StackResources"]
    events = boto3.client("logs").filter_log_events(logGroupName=resource["PhysicalResourceId"])["events"]
    lines = [event["message"] for event in events if quest["id"] in event["message"] and event["message"].startswith("{")]
    return [json.loads(line) for line in lines]


def main():
    values = outputs()
    api = local_url(values["ApiUrl"])
    say("A quest is created")
    quest = request("-X", "POST", f"{api}/quests", "-H", "X-User: ada", "-d", json.dumps(QUEST))
    say("The queue's function reviews it")
    table = boto3.resource("dynamodb").Table(values["QuestsTableName"])
    item = reviewed(table, quest)
    for line in log_lines("ProcessQuest", quest):
        print(f"  {line['timestamp']}  {line['function_name']}: {line['message']} {line.get('status', '')}")
    print(f"  status: {quest['status']} -> {item['status']}")
    say(f"The item in the table {table.name}")
    show(item)
    say("It is read and claimed")
    request(f"{api}/quests/{quest['id']}")
    request("-X", "POST", f"{api}/quests/{quest['id']}/claim", "-H", "X-User: grace")
    say("It goes on running")
    print(f"  API      {api}\n"
          '  Look     eval "$(scripts/emulator env)"; build/release/cfgen outputs examples/civicforge\n'
          "  Change   edit examples/civicforge, then run scripts/demo again\n"
          "  Stop     scripts/demo --stop")


if __name__ == "__main__":
    main()
