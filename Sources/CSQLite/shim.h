#include <sqlite3.h>

// sqlite3_db_config and sqlite3_config take variable arguments, which Swift cannot pass.

static inline int enlist_sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static inline int enlist_sqlite_config(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}
