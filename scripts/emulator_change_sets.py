"""Makes the emulator treat change sets as AWS's documentation of CreateChangeSet, ExecuteChangeSet and DescribeStacks says.

MiniStack 1.5.33 differs where several operations meet on one stack: a second change set of type CREATE gives the stack
another id (so that the first one's execution fails, and its change sets outlive the stack), a change set can be made and
executed while another operation changes the stack, and no stack tells by which change set it was changed last. These
matter to two deployments at once and to nothing else.
"""

import re
import xml.sax.saxutils


def moves(stack):
    status = (stack or {}).get("StackStatus", "")
    return status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS"


def correct():
    from ministack.services import cloudformation
    from ministack.services.cloudformation import changesets, handlers, helpers

    actions = handlers._ACTION_HANDLERS
    create, execute, describe = (actions[name] for name in ("CreateChangeSet", "ExecuteChangeSet", "DescribeStacks"))

    def busy(stack):
        return helpers._error("ValidationError", f"Stack:{stack['StackId']} is in {stack['StackStatus']} state and can not be updated.")

    def create_change_set(params):
        stack = handlers._resolve_stack(helpers._p(params, "StackName"))
        if moves(stack):
            return busy(stack)
        waits = stack is not None and stack["StackStatus"] == "REVIEW_IN_PROGRESS"
        status, headers, body = create(params)
        other = cloudformation._stacks.get(stack["StackName"]) if waits else None
        if waits and other is not stack:
            cloudformation._stacks[stack["StackName"]] = stack
        if waits and other is not None and other is not stack:
            cloudformation._stack_events.pop(other["StackId"], None)
            for change_set in cloudformation._change_sets.values():
                if change_set["StackId"] == other["StackId"]:
                    change_set["StackId"] = stack["StackId"]
            body = body.replace(other["StackId"].encode(), stack["StackId"].encode())
        return status, headers, body

    def execute_change_set(params):
        found, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), helpers._p(params, "StackName"))
        stack = cloudformation._stacks.get(change_set["StackName"]) if found else None
        if found and change_set["ExecutionStatus"] == "AVAILABLE" and moves(stack):
            return busy(stack)
        answer = execute(params)
        if answer[0] == 200:
            stack["ChangeSetId"] = found
        return answer

    def describe_stacks(params):
        status, headers, body = describe(params)
        for stack in cloudformation._stacks.values():
            if "ChangeSetId" in stack:
                member = f"<StackId>{xml.sax.saxutils.escape(stack['StackId'])}</StackId>"
                told = f"{member}<ChangeSetId>{xml.sax.saxutils.escape(stack['ChangeSetId'])}</ChangeSetId>"
                body = re.sub(re.escape(member).encode(), told.encode(), body)
        return status, headers, body

    actions.update(CreateChangeSet=create_change_set, ExecuteChangeSet=execute_change_set, DescribeStacks=describe_stacks)
