/// What a group takes of the memory budget beside its batches.
extension CommitGroup {
    /// Bytes that a row takes in the groups' part of the peak, measured over a million short rows.
    private var rowBytes: Int { asks ? 420 : 230 }

    /// Stored texts were looked up as far as they may be; what is changed of them takes as much
    /// again. A single batch is never too large, as it cannot be parted.
    var isTooLarge: Bool {
        mayBeParted && ownArena.count > max(bytesMax - rowCount * rowBytes, bytesMax / 4) / 2
    }

    /// Rows of a group like this one that takes what it may.
    var rowsWanted: Int {
        if rowCount == 0 { return .max }
        let rows = bytesMax / (rowBytes + ownArena.count / rowCount)
        return rows < rowsMax ? rows : .max
    }
}
