#include "CURLOnDemand.h"

#ifndef __linux__

bool enlist_curl_is_there(void) { return true; }

#else

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

// Foundation's network part calls libcurl, which comes with some thirty libraries: loading them takes
// a process more than half of its start, and most processes call nobody. A static build links
// Foundation to the functions here, which load libcurl when the first of them is called.

// Any of libcurl's functions: they take up to four integers and pointers, some of them as variable
// arguments, and return one or nothing. On x86-64 and arm64 these are in the same registers, whatever
// their types and however many there are.
typedef void *(*Function)(void *, ...);

static void *library(void) {
    // The system loads it once, and counts.
    return dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
}

static Function find(const char *name) {
    void *curl = library();
    void *function = curl ? dlsym(curl, name) : NULL;
    if (!function) {
        // What the system does with a program that misses a library.
        fprintf(stderr, "enlist: %s\n", dlerror());
        exit(127);
    }
    return (Function)function;
}

bool enlist_curl_is_there(void) { return library() != NULL; }

// Hidden: libcurl, whose functions call each other, must not find these in their place.
#define FORWARD(name)                                                     \
    __attribute__((visibility("hidden"))) void *name(                     \
        void *first, void *second, void *third, void *fourth) {           \
        static _Atomic(Function) function = NULL;                         \
        if (!function) function = find(#name);                            \
        return function(first, second, third, fourth);                    \
    }

// All that Foundation calls; one that is missing here fails to link.
FORWARD(curl_easy_cleanup)
FORWARD(curl_easy_getinfo)
FORWARD(curl_easy_init)
FORWARD(curl_easy_pause)
FORWARD(curl_easy_setopt)
FORWARD(curl_easy_strerror)
FORWARD(curl_free)
FORWARD(curl_global_init)
FORWARD(curl_multi_add_handle)
FORWARD(curl_multi_assign)
FORWARD(curl_multi_cleanup)
FORWARD(curl_multi_info_read)
FORWARD(curl_multi_init)
FORWARD(curl_multi_remove_handle)
FORWARD(curl_multi_setopt)
FORWARD(curl_multi_socket_action)
FORWARD(curl_slist_append)
FORWARD(curl_slist_free_all)
FORWARD(curl_url)
FORWARD(curl_url_get)
FORWARD(curl_url_set)
FORWARD(curl_version)
FORWARD(curl_version_info)

#endif
