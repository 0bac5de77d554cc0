#include "templates/code/code_secret.h"
#include "base/glob.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

static bool has(struct bytes content, const char *part)
{
    return memmem(content.at, content.size, part, strlen(part)) != NULL;
}

static bool always(struct bytes content)
{
    (void)content;
    return true;
}

/* PEM and its like hold certificates and public keys as well, which may be shown: RFC 7468. */
static bool not_public(struct bytes content)
{
    bool shown = has(content, "-----BEGIN CERTIFICATE") || has(content, "-----BEGIN PUBLIC KEY") ||
                 has(content, "-----BEGIN TRUSTED CERTIFICATE") || has(content, "-----BEGIN X509 CRL") ||
                 has(content, "-----BEGIN DH PARAMETERS") || has(content, "-----BEGIN EC PARAMETERS");
    return !shown || has(content, "PRIVATE KEY-----");
}

/* Files of these endings are often something else: a key is PEM, or DER, which begins with a SEQUENCE
 * (X.690). */
static bool is_encoded_key(struct bytes content)
{
    bool der = content.size > 1 && content.at[0] == 0x30 && (unsigned char)content.at[1] >= 0x80;
    return der || has(content, "PRIVATE KEY-----");
}

/* As Google's service accounts and others keep their keys, whatever the file is called. */
static bool has_key_member(struct bytes content)
{
    return has(content, "\"private_key\"") && has(content, "PRIVATE KEY-----");
}

/* A registry's address alone is no secret.
 * https://docs.npmjs.com/cli/v10/configuring-npm/npmrc#auth-related-configuration */
static bool npm_secret(struct bytes content)
{
    return has(content, "_auth") || has(content, "_password") || has(content, "keyfile");
}

static bool pip_secret(struct bytes content) { return has(content, "password") || has(content, "@"); }

/* The names of packages' own test keys are no secrets: everybody can download them. */
static const struct kind {
    const char *what;
    bool (*holds)(struct bytes);
    bool of_packages; /* looked for in node_modules, too */
    const char *names[12];
} kinds[] = {
    { "a private key",
      always,
      false,
      { "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "*.ppk" } },
    { "a private key", not_public, false, { "*.pem" } },
    { "a private key", is_encoded_key, false, { "*.key", "*.der" } },
    { "credentials", has_key_member, false, { "*.json" } },
    { "a key store", always, false, { "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.p8" } },
    { "credentials",
      always,
      false,
      { "credentials", "credentials.json", "application_default_credentials.json", "client_secret*.json",
        "service-account*.json", "service_account*.json", "serviceaccount*.json", "*.credentials", "htpasswd",
        "*.htpasswd", "kubeconfig" } },
    { "credentials",
      always,
      true,
      { ".netrc", "_netrc", ".pgpass", ".htpasswd", ".git-credentials", ".dockercfg", ".s3cfg", ".boto" } },
    { "credentials for a registry", npm_secret, true, { ".npmrc", ".yarnrc", ".yarnrc.yml" } },
    { "credentials for a registry", pip_secret, true, { ".pypirc", "pip.conf" } },
    { "an environment file",
      always,
      false,
      { "*.env", "env.local", "env.prod*", ".env", ".env.*", ".envrc" } },
    { "Terraform state",
      always,
      false,
      { "*.tfstate", "*.tfstate.*", "*.tfstate.backup", "terraform.tfvars", "*.auto.tfvars" } },
};

static bool is_of_package(const char *path)
{
    return text_starts(path, "node_modules/") || strstr(path, "/node_modules/") ||
           strstr(path, "site-packages/");
}

static bool is_example(const char *name)
{
    return strstr(name, "example") || strstr(name, "sample") || strstr(name, "template") ||
           strstr(name, ".dist");
}

static bool is_named(const struct kind *kind, const char *name)
{
    for (size_t i = 0; i < sizeof kind->names / sizeof *kind->names && kind->names[i]; i++)
        if (glob_covers(kind->names[i], name)) return true;
    return false;
}

/* A key under any name: a line of the file begins one, also behind a certificate or a mark of UTF-8. */
static bool is_key(struct bytes content)
{
    static const char begin[] = "-----BEGIN ";
    const char *end = content.at + content.size, *at = content.at;
    while (at < end && (at = memmem(at, (size_t)(end - at), begin, sizeof begin - 1))) {
        bool first = at == content.at || at[-1] == '\n' || (at == content.at + 3 && at[-1] == '\xBF');
        const char *line = memchr(at, '\n', (size_t)(end - at));
        size_t size = line ? (size_t)(line - at) : (size_t)(end - at);
        if (first && has((struct bytes){ at, size }, "PRIVATE KEY-----")) return true;
        at += size;
    }
    return false;
}

const char *code_secret(const char *path, struct bytes content)
{
    enum { LONGEST = 255 };
    const char *slash = strrchr(path, '/');
    char name[LONGEST + 1] = { 0 }; /* in small letters: not every file system tells them apart */
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : path);
    for (char *at = name; *at; at++) *at = (char)tolower((unsigned char)*at);
    bool package = is_of_package(path);
    if (!package && is_key(content)) return "a private key";
    if (is_example(name)) return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((!package || kinds[i].of_packages) && is_named(&kinds[i], name) && kinds[i].holds(content))
            return kinds[i].what;
    return NULL;
}
