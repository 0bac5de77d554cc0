#include "aws/endpoint.h"
#include "base/region.h"
#include "base/text.h"
#include <arpa/inet.h>
#include <string.h>

/* By botocore 1.44.5. A region that is not known is taken to be in the last, AWS's commercial one. */
static const struct {
    const char *prefix;
    struct partition partition;
} partitions[] = {
    { "cn-", { "aws-cn", "amazonaws.com.cn" } },       { "us-gov-", { "aws-us-gov", "amazonaws.com" } },
    { "us-iso-", { "aws-iso", "c2s.ic.gov" } },        { "us-isob-", { "aws-iso-b", "sc2s.sgov.gov" } },
    { "eu-isoe-", { "aws-iso-e", "cloud.adc-e.uk" } }, { "us-isof-", { "aws-iso-f", "csp.hci.ic.gov" } },
    { "eusc-", { "aws-eusc", "amazonaws.eu" } },       { "", { "aws", "amazonaws.com" } },
};

const struct partition *endpoint_partition(const char *region)
{
    size_t at = 0;
    while (!text_starts(region, partitions[at].prefix)) at++;
    return &partitions[at].partition;
}

const char *endpoint_aws(struct arena *arena, const char *service, const char *region)
{
    /* No host has this top-level domain (RFC 6761). */
    if (!region_valid(region)) return arena_text(arena, "https://%s.invalid", service);
    bool global = !strcmp(service, "cloudfront"); /* one address for all regions */
    if (global) return arena_text(arena, "https://%s.%s", service, endpoint_partition(region)->suffix);
    return arena_text(arena, "https://%s.%s.%s", service, region, endpoint_partition(region)->suffix);
}

static const char *host_of(const char *url)
{
    if (text_starts(url, "https://")) return url + strlen("https://");
    return text_starts(url, "http://") ? url + strlen("http://") : "";
}

/* 127.0.0.0/8 as an address: 127.example.com is a name. */
static bool is_loopback(const char *host, size_t size)
{
    char text[INET_ADDRSTRLEN];
    struct in_addr address;
    if (size >= sizeof text || !text_starts(host, "127.")) return false;
    memcpy(text, host, size);
    text[size] = '\0';
    return inet_pton(AF_INET, text, &address) == 1;
}

bool endpoint_is_local(const char *url)
{
    const char *host = host_of(url);
    size_t size = *host == '[' ? strcspn(host, "/") : strcspn(host, ":/");
    return is_loopback(host, size) || (size == strlen("localhost") && text_starts(host, "localhost")) ||
           (text_starts(host, "[::1]") && (host[5] == ':' || host[5] == '/' || !host[5]));
}

bool endpoint_valid(const char *url)
{
    const char *host = host_of(url);
    return host[strcspn(host, " \t\r\n?#@")] == 0 && strcspn(host, ":/") > 0;
}
