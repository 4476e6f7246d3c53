import CSQLite

/// How the process keeps memory that it frees: SQLite's and its own.
package enum LargeMemory {
    /// Lets large pieces go back to the system as soon as they are freed. Else the size of one that
    /// was freed becomes the usual one, and later ones stay in the heap: a tenth of an import's
    /// peak. And many threads share two heaps, so that not each keeps what it freed.
    package static func returnsWhenFreed() { enlist_set_heap(128 << 10, 2) }
}
