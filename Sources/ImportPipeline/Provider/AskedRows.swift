/// How many rows a group should have whose numbers are asked.
struct AskedRows {
    /// That the next groups should have.
    private(set) var wanted: Int

    /// Seconds that the lookups of a group should take: progress shows, and what a commit costs is
    /// little beside them.
    private static let groupSeconds = 5.0
    private static let fewest = 256

    /// - Parameter provider: nil where the local data answer.
    init(_ provider: ProviderOptions?) {
        guard let provider else {
            wanted = .max
            return
        }
        // Of a service whose speed is not known yet, few: the run has three groups before it is.
        let rate = provider.numbersPerSecond.map { Double($0) * Self.groupSeconds }
        wanted = rate.map { max(Int(min($0, Double(CommitGroup.rowsMax))), Self.fewest) } ?? 8192
    }

    /// A group of rows that all ask takes as long as it should at the speed just seen.
    mutating func note(asked: Int, seconds: Double) {
        let rows = Double(asked) / max(seconds, 0.01) * Self.groupSeconds
        let most = min(rows, Double(CommitGroup.rowsMax), Double(wanted) * 4)
        wanted = max(Int(most), Self.fewest)
    }
}
