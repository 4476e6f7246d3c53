import Foundation

/// What a process may map, which `ulimit -v` limits.
package enum AddressSpace {
    /// Whether so many bytes more can be mapped now. Threads whose stacks cannot be mapped never
    /// begin, and nobody is told.
    package static func has(_ bytes: Int) -> Bool {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let memory = mmap(nil, bytes, PROT_NONE, flags, -1, 0), memory != MAP_FAILED else {
            return false
        }
        munmap(memory, bytes)
        return true
    }
}
