import ContactStore

/// What a run may hold in memory so that its process stays within a budget.
///
/// The peak of a process is what it takes for one row (20 MiB; 34 with Swift's libraries linked
/// dynamically), SQLite's page cache and some 10 MiB of buffers, and what grows with the rows:
/// batches between the reader and the commit, and up to four groups with what is known and decided
/// about their rows. The figures for the least and the default budget were measured on files of
/// short and of long rows, new and known ones, with up to 64 threads; between them they follow the
/// budget in a straight line. More than the default changes nothing: larger groups are no faster.
struct MemoryBudget: Sendable {
    /// The least that can be kept, in MiB.
    static let least = 64
    /// Enough for commits of 32,768 short rows.
    static let usual = 192
    /// Of the option; what a machine has.
    static let most = 1 << 20

    /// Of the way from the least to the usual budget, 0…1.
    private let share: Double
    private let threads: Int

    /// - Parameters:
    ///   - mebibytes: brought within its bounds.
    ///   - threads: that normalize. More than two keep all groups full at once, which then hold an
    ///     eighth less.
    init(mebibytes: Int, threads: Int) {
        let kept = min(max(mebibytes, Self.least), Self.usual)
        let whole = Double(kept - Self.least) / Double(Self.usual - Self.least)
        share = threads > 2 ? whole * 7 / 8 : whole
        self.threads = threads
    }

    private func between(_ least: Int, _ usual: Int) -> Int {
        least + Int(Double(usual - least) * share)
    }

    /// Rows that one commit takes at most.
    var groupRows: Int { between(3_072, CommitGroup.rowsMax) }

    /// Bytes of what is known and decided about a group's rows; its batches are in the room.
    var groupBytes: Int { between(3 << 19, 16 << 20) }

    /// Bytes of all batches between the reader and the commit.
    var roomBytes: Int { between(5 << 20, 52 << 20) }

    /// Threads that normalize: each takes some memory of its own, and one writer cannot take the
    /// rows of more.
    var threadsInForce: Int { min(max(threads, 1), between(8, 16)) }

    /// Rows of a batch. With more than two threads, the batches of all together hold as many as
    /// those of two.
    var batchRows: Int { max(divided(groupRows / 8), Self.batchRowsMin) }

    /// Bytes of a batch, so that many are in the room.
    var batchBytes: Int { max(divided(roomBytes / 32), Self.batchBytesMin) }

    /// Handing a batch on still costs little a row.
    private static let batchRowsMin = 128
    private static let batchBytesMin = 64 << 10

    private func divided(_ most: Int) -> Int {
        // The reader and the order behind the threads hold two more.
        threads > 2 ? most * 4 / (threadsInForce + 2) : most
    }

    /// SQLite's page caches: the writer's, and the reader's, which looks up ahead of it.
    var cacheKiB: CacheSizes {
        CacheSizes(writer: between(6 << 10, 24 << 10), reader: between(1 << 10, 2_000))
    }
}
