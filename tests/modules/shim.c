/* A PKCS #11 module that stands before SoftHSM's and does to brs what modules
 * do: SHIM has words of what, SHIM_LOG names a file that calls are told to. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long word;
typedef word (*call)();

/* CK_FUNCTION_LIST of version 2.40, by the order of the standard. */
struct list {
    unsigned char version[2];
    call functions[68];
};
enum { INITIALIZE = 0, LIST = 3, TOKEN = 6, MECHANISMS = 7, LOGIN = 18, SIGN_INIT = 42, SIGN = 43 };

static struct list ours, *theirs;

static int told_to(const char *what) {
    const char *all = getenv("SHIM");
    return all && strstr(all, what);
}

static void tell(const char *what) {
    const char *path = getenv("SHIM_LOG");
    FILE *file = path ? fopen(path, "a") : NULL;
    if (file) {
        fprintf(file, "%s\n", what);
        fclose(file);
    }
}

static void misbehave(const char *where) {
    char what[64];
    snprintf(what, sizeof what, "hang-%s", where);
    if (told_to(what))
        for (;;) sleep(3600);
    snprintf(what, sizeof what, "abort-%s", where);
    if (told_to(what)) abort();
    snprintf(what, sizeof what, "fault-%s", where);
    if (told_to(what)) *(volatile int *)0 = 0;
    snprintf(what, sizeof what, "exit-%s", where);
    if (told_to(what)) _exit(7);
    if (told_to("chatter")) {
        printf("module: %s\n", where);
        fflush(stdout);
        fprintf(stderr, "module: %s\n", where);
    }
}

static word initialize(void *arguments) {
    misbehave("initialize");
    /* CK_C_INITIALIZE_ARGS: four functions, then flags. */
    if (told_to("no-locking") && arguments && ((word *)arguments)[4] & 2) return 0x0a;
    if (told_to("environment")) {
        extern char **environ;
        for (char **at = environ; *at; at++) tell(*at);
    }
    return theirs->functions[INITIALIZE](arguments);
}

static word token(word slot, unsigned char *info) {
    word code = theirs->functions[TOKEN](slot, info);
    word *flags = (word *)(info + 96);
    if (told_to("token-locked")) *flags |= 0x40000;
    if (told_to("final-try")) *flags |= 0x20000;
    if (told_to("no-pin-yet")) *flags &= ~8UL;
    if (told_to("pad")) *flags |= 0x100;
    return code;
}

static int is_listed(word mechanism) {
    int is_pss = mechanism == 0x0d || mechanism == 0x0e || (mechanism >= 0x43 && mechanism <= 0x45);
    int is_hashed = mechanism >= 0x40 && mechanism <= 0x45;
    if (told_to("no-pss") && is_pss) return 0;
    if (told_to("no-raw") && mechanism == 3) return 0;
    if (told_to("hashed-only") && !is_hashed) return 0;
    return 1;
}

static word mechanisms(word slot, word *list, word *count) {
    word all[512], number = 512, kept = 0;
    word code = theirs->functions[MECHANISMS](slot, all, &number);
    if (code) return code;
    for (word at = 0; at < number; at++)
        if (is_listed(all[at])) all[kept++] = all[at];
    if (list) memcpy(list, all, kept * sizeof *all);
    *count = kept;
    return 0;
}

static word login(word session, word user, unsigned char *pin, word length) {
    tell(user == 2 ? "login for one use" : "login");
    misbehave("login");
    if (told_to("pin-locked")) return 0xa4;
    if (told_to("another-pin-for-each-use") && user == 2) return 0xa0;
    if (told_to("pad") && !pin) {
        /* A person with the PIN of all tokens, who takes their time. */
        sleep(4);
        return theirs->functions[LOGIN](session, user, "271828", 6UL);
    }
    return theirs->functions[LOGIN](session, user, pin, length);
}

static word sign_init(word session, word *mechanism, word key) {
    char what[32];
    snprintf(what, sizeof what, "mechanism %lx", *mechanism);
    tell(what);
    if (told_to("pss-in-name-only") && *mechanism == 0x0d) return 0x70;
    return theirs->functions[SIGN_INIT](session, mechanism, key);
}

static word sign(word session, void *data, word length, void *signature, word *room) {
    misbehave("sign");
    if (told_to("slow-sign")) sleep(4);
    if (told_to("removed")) return 0x32;
    return theirs->functions[SIGN](session, data, length, signature, room);
}

word C_GetFunctionList(struct list **list) {
    if (!theirs) {
        void *module = dlopen(SOFTHSM, RTLD_NOW | RTLD_LOCAL);
        call get = module ? (call)dlsym(module, "C_GetFunctionList") : NULL;
        if (!get || get(&theirs)) return 5;
        ours = *theirs;
        ours.functions[INITIALIZE] = (call)initialize;
        ours.functions[LIST] = (call)C_GetFunctionList;
        ours.functions[TOKEN] = (call)token;
        ours.functions[MECHANISMS] = (call)mechanisms;
        ours.functions[LOGIN] = (call)login;
        ours.functions[SIGN_INIT] = (call)sign_init;
        ours.functions[SIGN] = (call)sign;
    }
    *list = &ours;
    return 0;
}
