"""comment.py FILE CHANGES: makes FILE the one comment of ours, of the pull or merge request, that has its first line, which
nobody sees. Where there is none, CHANGES (true or false) says whether there will be one. A job that may not write comments, as of
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
    text = " ".join(text.split()).replace("%", "%25")
    print(f"::warning::{text}" if os.environ.get("GITHUB_ACTIONS") == "true" else f"warning: {text}", file=sys.stderr)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Where a redirect leads the token would be sent too."""

    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(NoRedirect)


class GitHub:
    update_method = "PATCH"

    def __init__(self):
        self.token = os.environ.get("GITHUB_TOKEN", "")
        event = json.loads(pathlib.Path(os.environ["GITHUB_EVENT_PATH"]).read_text())
        number = event.get("pull_request", {}).get("number") or event.get("issue", {}).get("number")
        repository = f"{os.environ.get('GITHUB_API_URL', 'https://api.github.com')}/repos/{os.environ['GITHUB_REPOSITORY']}"
        self.graphql = os.environ.get("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql")
        self.list = number and f"{repository}/issues/{number}/comments"
        self.one = f"{repository}/issues/comments"
        self.headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/vnd.github+json",
                        "X-GitHub-Api-Version": "2022-11-28"}

    def own(self, comments):
        """GET /user has no answer for GITHUB_TOKEN; viewerDidAuthor is there for tokens of every kind.
        https://docs.github.com/en/graphql/reference/interfaces#comment"""
        query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }"
        for start in range(0, len(comments), 100):
            some = comments[start:start + 100]
            answer = ask(self, self.graphql, "POST", {"query": query, "variables": {"ids": [comment["node_id"] for comment in some]}})
            if answer.get("errors") or len(answer["data"]["nodes"]) != len(some):
                raise ValueError("GitHub does not say which comments are our own")
            for comment, node in zip(some, answer["data"]["nodes"]):
                if (node or {}).get("viewerDidAuthor") is True:
                    yield comment


class GitLab:
    update_method = "PUT"

    def __init__(self):
        self.token = os.environ.get("CFGEN_TOKEN", "")
        number = os.environ.get("CI_MERGE_REQUEST_IID")
        self.api = os.environ["CI_API_V4_URL"]
        project = f"{self.api}/projects/{os.environ['CI_PROJECT_ID']}"
        self.list = number and f"{project}/merge_requests/{number}/notes"
        self.one = self.list
        self.headers = {"PRIVATE-TOKEN": self.token}

    def own(self, comments):
        """https://docs.gitlab.com/api/users/#retrieve-the-current-user: of a project's token it is the token's own user."""
        me = ask(self, f"{self.api}/user")["id"]
        return (comment for comment in comments if comment["author"]["id"] == me and not comment.get("system"))


def ask(forge, url, method="GET", body=None):
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {**forge.headers, "Content-Type": "application/json"}, method=method)
    for turn in range(TRIES):
        try:
            with opener.open(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429 or turn == TRIES - 1:
                raise
        except OSError:
            if turn == TRIES - 1:
                raise
        time.sleep(float(os.environ.get("CFGEN_PAUSE", 2)) * 2 ** turn)


def find(forge, mark):
    """The id of our own comment that begins with the mark, or None. Anybody can write the mark: of what somebody else
    wrote they could change the text afterwards, under our name."""
    marked = []
    for page in range(1, 100):
        comments = ask(forge, f"{forge.list}?per_page=100&page={page}")
        marked += [comment for comment in comments if (comment["body"] or "").split("\n")[0].strip() == mark]
        if len(comments) < 100:
            break
    return next((comment["id"] for comment in forge.own(marked)), None) if marked else None


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
        warn("no comment is written: no token (GITHUB_TOKEN, on GitLab CFGEN_TOKEN)")
        return
    try:
        there = find(forge, text.split("\n")[0].strip())
        if there:
            ask(forge, f"{forge.one}/{there}", forge.update_method, {"body": text})
        elif changes:
            ask(forge, forge.list, "POST", {"body": text})
    except urllib.error.HTTPError as error:
        warn(f"no comment is written: {error.code} {error.reason}; tokens of forks can only read")
    except (OSError, ValueError, LookupError, TypeError) as error:  # nobody answers, or something else than asked for
        warn(f"no comment is written: {error}")


main()
