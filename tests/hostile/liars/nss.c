/* A name service (nsswitch.conf) that calls the group 1000 www-data, and knows nothing else. */
struct group { char *name, *passwd; unsigned id; char **members; };
static char *none[] = {0};
int _nss_lies_getgrgid_r(unsigned id, struct group *g, char *b, unsigned long n, int *e) {
    if (id != 1000) { *e = 2; return 0; }
    g->name = "www-data"; g->passwd = "x"; g->id = id; g->members = none;
    return 1;
}
