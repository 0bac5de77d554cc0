"""Names that become parts of others, of file names and of resources: refused where they are written, before anything
is read by them or built from them."""

import pytest

SERVICE = "service: {}\nruntime: python3.13\ndashboard: true\nqueues: {{jobs: }}\n"
BAD = ["w.x", "a b", "a/b", "../../x", "-a", "1a", "a_b", "ü", "x" * 61, "ü" * 40, "a" * 100_000, "'a\\tb'", "'${x'"]


@pytest.mark.parametrize("name", BAD, ids=range(len(BAD)))
def test_service(hostile, name):
    hostile.write("service.yml", SERVICE.format(name))
    for command in ("validate", "generate", "cost"):
        result = hostile.run(command)
        result.finding("E219", "service.yml:1:10")
        assert result.status == 1 and len(result.all) < 200_000


@pytest.mark.parametrize("name", BAD, ids=range(len(BAD)))
def test_stage(hostile, name):
    hostile.write("service.yml", SERVICE.format("demo") + f"stage: {name}\n")
    hostile.run("validate").finding("E219", "service.yml:5:8")
    hostile.write("service.yml", SERVICE.format("demo"))
    for command in ("validate", "generate", "cost"):
        hostile.run(command, "--stage", name).finding("E219", "service.yml")


def test_unset(hostile):
    """A variable without a value leaves no crash behind."""
    hostile.write("service.yml", SERVICE.format("${env:UNSET}"))
    hostile.run("validate").finding("E121", "service.yml:1:10")
    hostile.write("service.yml", SERVICE.format("demo") + "stage: ${env:UNSET}\n")
    hostile.run("validate").finding("E121", "service.yml:5:8")


def test_stage_leads_out(hostile):
    """.env.STAGE is not read for a stage that would lead to another folder."""
    (hostile.outside / "a").mkdir()
    (hostile.repository / ".env.x").mkdir()
    (hostile.outside / "dot.env").write_text("KEY=taken\n")
    hostile.write("service.yml", SERVICE.format("demo") + "description: ${env:KEY}\n")
    result = hostile.run("generate", "--stage", "x/../../outside/dot.env")
    result.finding("E219", "service.yml")
    assert "taken" not in result.all


def test_parameter(hostile):
    hostile.write("service.yml", SERVICE.format("demo") + "parameters:\n  'a b': x\n")
    hostile.run("validate").finding("E219", "service.yml:6:3")
    hostile.write("service.yml", SERVICE.format("demo"))
    for name in ("a b=1", "=", "=1", "a" * 100_000 + "=1", "${x}=1", "Fn::Sub=1"):
        hostile.run("validate", "--param", name).finding("E124")
