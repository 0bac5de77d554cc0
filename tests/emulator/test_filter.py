"""The filter takes out what the emulator refuses and what refers to it, and nothing else."""

from emulator_filter import without_refused


def scaling(**more):
    return {"Type": "AWS::ApplicationAutoScaling::ScalableTarget", **more}


def test_a_template_without_refused_types_is_left_as_it_is():
    template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "Misspelt": {"Type": "AWS::SQS::Queeu"}}}
    assert without_refused(template) == (template, [])


def test_references_go_with_what_they_refer_to():
    template = {
        "Resources": {
            "Target": scaling(),
            "Policy": {"Type": "AWS::ApplicationAutoScaling::ScalingPolicy", "Properties": {"ScalingTargetId": {"Ref": "Target"}}},
            "Queue": {"Type": "AWS::SQS::Queue", "DependsOn": "Target"},
            "Other": {"Type": "AWS::SQS::Queue", "DependsOn": ["Queue", "Policy"]},
            "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
                "Value": "1", "Description": {"Fn::Sub": "of ${Target.Arn}"}, "Tags": [{"Ref": "Policy"}, {"Ref": "Queue"}]}},
        },
        "Outputs": {"TargetArn": {"Value": {"Fn::GetAtt": ["Target", "Arn"]}}, "QueueUrl": {"Value": {"Ref": "Queue"}}},
    }
    rest, taken = without_refused(template)
    assert rest == {
        "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Other": {"Type": "AWS::SQS::Queue", "DependsOn": ["Queue"]},
            "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": "1", "Description": {"Fn::Sub": "of left-out"}, "Tags": [{"Ref": "Queue"}]}},
        },
        "Outputs": {"QueueUrl": {"Value": {"Ref": "Queue"}}},
    }
    assert taken == ["Policy (AWS::ApplicationAutoScaling::ScalingPolicy)", "Target (AWS::ApplicationAutoScaling::ScalableTarget)",
                     "what Parameter refers to of these", "output TargetArn"]


def test_only_alarms_with_math_are_refused():
    alarms = {"Sum": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": []}},
              "Plain": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}}}
    rest, taken = without_refused({"Resources": alarms})
    assert list(rest["Resources"]) == ["Plain"]
    assert taken == ["Sum (AWS::CloudWatch::Alarm)"]
