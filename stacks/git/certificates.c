/* libgit2 reads the certificates of the system when it starts: most of the time of a short command. No
 * connection is made here, so what is found instead of mbedTLS's function, in this module first, reads none.
 * https://github.com/libgit2/libgit2/blob/v1.5.1/src/libgit2/streams/mbedtls.c */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain, (void)path;
    return 0; /* all of the file's certificates, of which there are none */
}
