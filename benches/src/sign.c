/* What a PKCS #11 module takes by itself: load, initialize, log in, find the
 * key with this ID, sign one digest.  sign MODULE PIN ID rsa|p256 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long word;
typedef word (*call)();
struct list { unsigned char version[2]; call functions[68]; };
struct attribute { word type; void *value; word length; };
struct mechanism { word type; void *parameter; word length; };
/* By the order of the standard. */
enum { INITIALIZE = 0, SLOTS = 4, OPEN = 12, LOGIN = 18, FIND_INIT = 26, FIND = 27, FIND_FINAL = 28, SIGN_INIT = 42, SIGN = 43 };

static void must(word code, const char *what) {
    if (code) {
        fprintf(stderr, "%s: 0x%lx\n", what, code);
        exit(1);
    }
}

int main(int count, char **words) {
    if (count != 5) return 2;
    void *module = dlopen(words[1], RTLD_NOW);
    call get = module ? (call)dlsym(module, "C_GetFunctionList") : NULL;
    struct list *list;
    if (!get) return 1;
    must(get(&list), "C_GetFunctionList");
    call *f = list->functions;
    must(f[INITIALIZE](NULL), "C_Initialize");
    word slots[16], number = 16, session, key, found, class = 3;
    must(f[SLOTS]((unsigned char)1, slots, &number), "C_GetSlotList");
    must(f[OPEN](slots[0], 4UL, NULL, NULL, &session), "C_OpenSession");
    must(f[LOGIN](session, 1UL, words[2], strlen(words[2])), "C_Login");
    unsigned char id = atoi(words[3]), digest[32] = "a digest", signature[512];
    struct attribute wanted[2] = {{0, &class, sizeof class}, {0x102, &id, 1}};
    must(f[FIND_INIT](session, wanted, 2UL), "C_FindObjectsInit");
    must(f[FIND](session, &key, 1UL, &found), "C_FindObjects");
    must(found != 1, "there is no such key");
    must(f[FIND_FINAL](session), "C_FindObjectsFinal");
    /* CKM_RSA_PKCS, CKM_ECDSA */
    struct mechanism how = {strcmp(words[4], "rsa") ? 0x1041 : 1, NULL, 0};
    word length = sizeof signature;
    must(f[SIGN_INIT](session, &how, key), "C_SignInit");
    must(f[SIGN](session, digest, 32UL, signature, &length), "C_Sign");
    return 0;
}
