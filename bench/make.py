#!/usr/bin/env python3
"""make.py FUNCTIONS FOLDER: a service of so many functions, each with a route and access to a table."""
import pathlib
import sys

count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
(folder / "handlers").mkdir(parents=True, exist_ok=True)
(folder / "handlers/items.py").write_text("def get(event, context):\n    return {'statusCode': 200}\n")
functions = "".join(f"""\
  item{number:04}:
    description: Item {number}
    handler: handlers/items.get
    memory: 256
    timeout: 10s
    environment: {{LEVEL: info, NUMBER: '{number}'}}
    access: {{items: [read, write]}}
    events:
      - http: 'GET /items/{number}/{{id}}'
""" for number in range(count))
(folder / "service.yml").write_text(f"""\
service: bench
runtime: python3.13
regions: [us-east-1]
tables:
  items:
    key: PK, SK
    ttl: expiresAt
functions:
{functions}""")
