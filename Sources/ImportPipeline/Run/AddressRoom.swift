import Records

/// The address space that a process needs, which `ulimit -v` limits: threads that cannot begin, or
/// memory that is not there in the middle of a group, would end it without a sentence.
package enum AddressRoom {
    /// Refuses a run whose threads and batches would not fit.
    static func check(for options: ImportOptions) throws(ImportError) {
        let stacks = (options.memory.threadsInForce + otherThreads) * threadStackBytes
        let budget = min(options.memoryMiB, MemoryBudget.usual) << 20
        let working = options.kind == .singleAdd ? leastBytes : budget / 2
        try check(bytes: stacks + working, "raise `ulimit -v`, or lower --memory")
    }

    /// Refuses a process that could not start a thread.
    package static func check() throws(ImportError) {
        try check(bytes: leastBytes, "raise `ulimit -v`")
    }

    private static func check(bytes: Int, _ advice: String) throws(ImportError) {
        if AddressSpace.has(bytes) { return }
        throw ImportError(
            .usage, code: "memory_limited",
            "this process may not take the \(bytes >> 20) MiB more that it needs: \(advice)")
    }

    /// Reading, deciding, gathering, reporting, asking and what Foundation starts by itself.
    private static let otherThreads = 6
    private static let leastBytes = 32 << 20
}
