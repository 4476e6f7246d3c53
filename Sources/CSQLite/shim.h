#include <sqlite3.h>

// sqlite3_db_config and sqlite3_config take variable arguments, which Swift cannot pass.

static inline int enlist_sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static inline int enlist_sqlite_config(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}

// Not in Swift's view of the C library.

#ifdef __GLIBC__
#include <malloc.h>
#endif

static inline void enlist_set_heap(int mapped_bytes_min, int arenas_max) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, mapped_bytes_min);
    mallopt(M_ARENA_MAX, arenas_max);
#else
    (void)mapped_bytes_min;
    (void)arenas_max;
#endif
}
