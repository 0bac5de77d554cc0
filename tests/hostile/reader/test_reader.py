"""Files that a description leads to."""


def test_absolute_file(hostile):
    hostile.write("service.yml", f"service: x\nvariables: {{a: '${{file:{hostile.outside}/secret.txt}}'}}\n"
                  "functions: {f: {handler: app.f, description: '${var:a}'}}\n")
    hostile.write("app.py", "def f(e, c): pass\n")
    hostile.commit()
    result = hostile.run("validate")
    assert result.status == 1
    result.finding("E129", "service.yml:2")
