"""comment.py FILE CHANGES: makes FILE the one comment of the pull or merge request that has its first line, which nobody
sees. Where there is none, CHANGES (true or false) says whether there will be one. A job that may not write comments, as of
a fork, says so and goes on.

https://docs.github.com/en/rest/issues/comments
https://docs.gitlab.com/api/notes/#merge-requests"""
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.request

TRIES = 4


def warn(text):
    print(f"::warning::{text}" if os.environ.get("GITHUB_ACTIONS") == "true" else f"warning: {text}", file=sys.stderr)


class GitHub:
    update_method = "PATCH"

    def __init__(self):
        self.token = os.environ.get("GITHUB_TOKEN", "")
        event = json.loads(pathlib.Path(os.environ["GITHUB_EVENT_PATH"]).read_text())
        number = event.get("pull_request", {}).get("number") or event.get("issue", {}).get("number")
        repository = f"{os.environ.get('GITHUB_API_URL', 'https://api.github.com')}/repos/{os.environ['GITHUB_REPOSITORY']}"
        self.list = number and f"{repository}/issues/{number}/comments"
        self.one = f"{repository}/issues/comments"
        self.headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/vnd.github+json",
                        "X-GitHub-Api-Version": "2022-11-28"}


class GitLab:
    update_method = "PUT"

    def __init__(self):
        self.token = os.environ.get("CFGEN_TOKEN", "")
        number = os.environ.get("CI_MERGE_REQUEST_IID")
        project = f"{os.environ['CI_API_V4_URL']}/projects/{os.environ['CI_PROJECT_ID']}"
        self.list = number and f"{project}/merge_requests/{number}/notes"
        self.one = self.list
        self.headers = {"PRIVATE-TOKEN": self.token}


def ask(forge, url, method="GET", body=None):
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {**forge.headers, "Content-Type": "application/json"}, method=method)
    for turn in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429 or turn == TRIES - 1:
                raise
        except OSError:
            if turn == TRIES - 1:
                raise
        time.sleep(float(os.environ.get("CFGEN_PAUSE", 2)) * 2 ** turn)


def find(forge, mark):
    """The id of the comment that begins with the mark, or None."""
    for page in range(1, 100):
        comments = ask(forge, f"{forge.list}?per_page=100&page={page}")
        for comment in comments:
            if comment["body"].split("\n")[0].strip() == mark:
                return comment["id"]
        if len(comments) < 100:
            return None


def main():
    text, changes = pathlib.Path(sys.argv[1]).read_text(), sys.argv[2] == "true"
    if "GITHUB_EVENT_PATH" in os.environ:
        forge = GitHub()
    elif "CI_API_V4_URL" in os.environ:
        forge = GitLab()
    else:
        return
    if not forge.list:
        return  # no pull or merge request
    if not forge.token:
        warn("no comment is written: there is no token (GITHUB_TOKEN, on GitLab CFGEN_TOKEN)")
        return
    try:
        there = find(forge, text.split("\n")[0].strip())
        if there:
            ask(forge, f"{forge.one}/{there}", forge.update_method, {"body": text})
        elif changes:
            ask(forge, forge.list, "POST", {"body": text})
    except urllib.error.HTTPError as error:
        warn(f"no comment is written: {error.code} {error.reason}; on forks tokens may only read")
    except (OSError, ValueError) as error:  # nobody, or nothing that is JSON, answers
        warn(f"no comment is written: {error}")


main()
