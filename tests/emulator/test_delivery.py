"""Alarms, metrics and the dashboard of a service, as AWS has them."""

import json

import boto3

WATCHED = """
    functions:
      work: {handler: app.handler, events: [queue: jobs]}
    queues: {jobs: }
    metrics:
      Worked: {namespace: Tests, alarm: 100}
    alarms: {notify: !Ref Alerts, errors: 3, recovered: true}
    dashboard: true
    resources:
      Alerts: {Type: AWS::SNS::Topic}
    """


def test_alarms_tell_the_topic_and_the_dashboard_shows_what_is_there(service):
    service.describe(WATCHED)
    service.run("deploy")
    topic, queue, function = (service.resource(id) for id in ("Alerts", "JobsQueue", "WorkFunction"))
    alarms = boto3.client("cloudwatch").describe_alarms()["MetricAlarms"]
    alarms = {alarm["MetricName"]: alarm for alarm in alarms if alarm["AlarmName"].startswith(service.stack)}
    assert set(alarms) == {"ApproximateNumberOfMessagesVisible", "Errors", "Throttles", "Worked"}
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [topic] and alarm["OKActions"] == [topic]
    assert alarms["Errors"]["Dimensions"] == [{"Name": "FunctionName", "Value": function}]
    assert alarms["Errors"]["Threshold"] == 3 and alarms["Worked"]["Namespace"] == "Tests"
    body = json.loads(boto3.client("cloudwatch").get_dashboard(DashboardName=service.stack)["DashboardBody"])
    lines = [line for widget in body["widgets"] for line in widget["properties"].get("metrics", [])]
    assert ["AWS/Lambda", "Invocations", "FunctionName", function, {"label": "work"}] in lines
    assert ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.rsplit("/")[-1], {"label": "JobsQueue"}] in lines
    assert ["Tests", "Worked", {"label": "Worked"}] in lines
    [shown] = [widget["properties"]["alarms"] for widget in body["widgets"] if widget["type"] == "alarm"]
    assert sorted(shown) == sorted(alarm["AlarmArn"] for alarm in alarms.values())


def test_a_protected_stack_stays_until_protection_is_taken_off(service):
    service.describe("stacks: {protect: true}\nqueues: {jobs: }")
    assert "termination protection is on" in service.run("deploy")[1]
    assert "E700" in service.run("remove", "--yes", status=3)[1]
    assert service.status() == "CREATE_COMPLETE"
    service.describe("stacks: {protect: off}\nqueues: {jobs: }")
    service.run("deploy")
    service.run("remove", "--yes")
    assert service.status() in (None, "DELETE_COMPLETE")


SITE = """
    functions:
      hello: {handler: app.handler, events: [http: GET /hello]}
    buckets: {site: }
    cdn:
      site: {bucket: site, api: /api/*, errors: {404: /404.html}}
    """


def test_cloudfront_serves_the_bucket_and_the_api(service):
    service.describe(SITE)
    service.run("deploy")
    cloudfront = boto3.client("cloudfront")
    distribution = cloudfront.get_distribution(Id=service.resource("SiteDistribution"))["Distribution"]
    config = distribution["DistributionConfig"]
    origins = {origin["Id"]: origin for origin in config["Origins"]["Items"]}
    assert origins["site"]["OriginAccessControlId"] == service.resource("SiteAccessControl")
    assert origins["site"]["DomainName"].startswith(service.resource("SiteBucket"))
    assert origins["api"]["OriginPath"] == "/dev" and service.resource("Api") in origins["api"]["DomainName"]
    [api] = config["CacheBehaviors"]["Items"]
    assert api["PathPattern"] == "/api/*" and api["TargetOriginId"] == "api"
    assert service.outputs()["SiteDistributionUrl"] == "https://" + distribution["DomainName"]
    policy = json.loads(boto3.client("s3").get_bucket_policy(Bucket=service.resource("SiteBucket"))["Policy"])
    readers = [s for s in policy["Statement"] if s.get("Principal") == {"Service": "cloudfront.amazonaws.com"}]
    assert readers and all(s["Condition"]["StringEquals"]["AWS:SourceArn"].endswith(distribution["Id"]) for s in readers)


def test_content_is_uploaded_when_it_is_new_and_cloudfront_is_invalidated(service):
    site = service.folder / "public"
    (site / "css").mkdir(parents=True)
    (site / "index.html").write_text("<p>hello</p>")
    (site / "css" / "a b.css").write_text("p {}")
    (site / ".hidden").write_text("no")
    service.describe("buckets:\n  site: {content: {folder: public/, cache: max-age=60, prune: true}}\ncdn:\n  site: site")
    said = service.run("deploy")[1]
    assert "uploading 2 files of public/" in said and "SiteDistribution: cache invalidated" in said
    s3, bucket = boto3.client("s3"), service.resource("SiteBucket")
    keys = lambda: [found["Key"] for found in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]  # noqa: E731
    assert keys() == ["css/a b.css", "index.html"]
    page, style = (s3.get_object(Bucket=bucket, Key=key) for key in ("index.html", "css/a b.css"))
    assert page["ContentType"] == "text/html; charset=utf-8" and page["CacheControl"] == "no-cache"
    assert style["ContentType"] == "text/css; charset=utf-8" and style["CacheControl"] == "max-age=60"
    assert "uploading" not in service.run("deploy")[1]
    (site / "index.html").write_text("<p>good morning</p>")
    (site / "css" / "a b.css").unlink()
    said = service.run("deploy")[1]
    assert "uploading 1 file of public/" in said and "deleting 1 file" in said
    assert keys() == ["index.html"] and s3.get_object(Bucket=bucket, Key="index.html")["Body"].read() == b"<p>good morning</p>"
    invalidations = boto3.client("cloudfront").list_invalidations(DistributionId=service.resource("SiteDistribution"))
    assert invalidations["InvalidationList"]["Quantity"] == 2
    service.run("remove", "--yes", "--data", "site")
