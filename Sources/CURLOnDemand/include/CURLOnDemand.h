#include <stdbool.h>

/// Whether this machine has the libcurl that Foundation calls services with; loads it.
bool enlist_curl_is_there(void);
