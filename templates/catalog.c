#include "templates/catalog.h"
#include "templates/parameters.h"
#include "templates/service.h"
#include "templates/tags.h"

static const struct field service_fields[] = {
    { FIELD(service, service), .required = true,
      .about = "The service's name; the stack is called SERVICE-STAGE." },
    { FIELD(service, cfgen),
      .about = "The oldest version of cfgen that may read this, such as 0.1; an older one says so." },
    { FIELD(service, description), .about = "What it is for: the template's description." },
    { FIELD(service, runtime), .about = "Of every function that tells none." },
    { FIELD(service, architecture), .about = "x86_64 (unless told) or arm64." },
    { FIELD(service, regions), .about = "Where it lives." },
    { KEYED("region", service, regions), .about = "The same, for one." },
    { FIELD(service, stage), .about = "The stage where --stage names none; dev unless told." },
    { FIELD(service, keep), .about = "What holds data is kept when it leaves the stack; on unless told." },
    { NAMED(service, parameters, parameter), .about = "CloudFormation parameters, set with --param." },
    { FIELD(service, variables), .about = "Plain values to use again: ${var:name}, ${var:hosts.first}." },
    { NAMED(service, tags, tag), .about = "On everything that takes tags." },
    { NESTED(service, defaults, function), .partial = true, .about = "For every function." },
    { NAMED(service, stages, service), .partial = true,
      .about = "Laid over the rest when --stage names one." },
    { NESTED(service, api, api_settings), .about = "The REST API that http events make." },
#define KIND(name, section) { NAMED(service, section, name), .about = "By name." },
#include "templates/kinds.def"
#undef KIND
#define SECTION(name, sentence) { NESTED(service, name, name), .about = sentence },
#include "templates/sections.def"
#undef SECTION
    { NAMED(service, traffic, traffic),
      .about = "What is expected of functions, tables, queues and other things, for reckoning costs." },
    { FIELD(service, resources), .about = "Raw CloudFormation resources." },
    { FIELD(service, overrides), .about = "Patches generated resources, by logical id." },
    { FIELD(service, outputs), .about = "CloudFormation outputs." },
    { FIELD(service, conditions), .about = "CloudFormation conditions." },
    { FIELD(service, mappings), .about = "CloudFormation mappings." },
    { 0 },
};
const struct form service_form = { .what = "a service: a mapping of keys",
                                   .size = sizeof(struct service),
                                   .fields = service_fields };

const struct catalog_entry catalog[] = {
#define KIND(name, section) { &name##_kind, offsetof(struct service, section), name##_write },
#include "templates/kinds.def"
#undef KIND
    { 0 },
};
