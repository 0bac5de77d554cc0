#include "templates/catalog.h"
#include "templates/core/parameters.h"
#include "templates/core/tags.h"
#include "templates/service.h"

static const struct field service_fields[] = {
    { FIELD(service, service), .required = true,
      .about = "Name of the service. The stack is called SERVICE-STAGE." },
    { FIELD(service, cfgen), .about = "Oldest version of cfgen that can read this file, such as 0.1.",
      .default_text = "any version" },
    { FIELD(service, description), .about = "Description, used as the description of the template." },
    { FIELD(service, runtime), .about = "Runtime of functions without one.",
      .default_text = "inferred from the handler's file" },
    { FIELD(service, architecture), .about = "CPU architecture.", .default_value = "x86_64",
      .values = "x86_64 arm64" },
    { FIELD(service, regions), .about = "Regions. The first is the primary region.",
      .default_text = "the region of the AWS profile" },
    { KEYED("region", service, regions), .about = "Region, when there is only one." },
    { FIELD(service, stage), .about = "Stage if --stage is not given.", .default_value = "dev" },
    { FIELD(service, keep), .about = "Retain stateful resources when they are removed from the stack.",
      .default_value = "true" },
    { NAMED(service, parameters, parameter), .about = "CloudFormation parameters, set with --param." },
    { FIELD(service, variables), .about = "Values to reuse: ${var:name}, ${var:hosts.first}." },
    { NAMED(service, tags, tag), .about = "Tags of all resources that support tags." },
    { NESTED(service, defaults, function), .partial = true, .about = "Defaults for all functions." },
    { NAMED(service, stages, service), .partial = true,
      .about = "Overrides by stage. They are merged over the rest when --stage names the stage." },
    { NESTED(service, api, api_settings), .about = "API that `http` events are routes of." },
#define KIND(name, section) { NAMED(service, section, name), .about = "Definitions of " #section "." },
#include "templates/kinds.def"
#undef KIND
#define SECTION(name, sentence) { NESTED(service, name, name), .about = sentence },
#include "templates/sections.def"
#undef SECTION
    { NAMED(service, traffic, traffic),
      .about = "Expected use of functions, tables, queues and other items, for cost estimates." },
    { FIELD(service, resources), .about = "CloudFormation resources." },
    { FIELD(service, overrides), .about = "Changes to generated resources, by logical ID." },
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
