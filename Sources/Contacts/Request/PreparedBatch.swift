import Records

/// The rows of one batch after normalize; recycled through a pool.
package final class PreparedBatch {
    /// Place in the run's order, from 0.
    package var sequence = 0
    package var rows: [RowRequest] = []
    package let arena = ByteArena()
    /// What the rows show of damage to their file.
    package var signs = BatchSigns()
    /// Index of the input the rows come from.
    package var input = 0
    /// Bytes of this input up to the end of the batch.
    package var inputBytes: UInt64 = 0
    /// Where the batch ends in its input.
    package var end = RecordPosition.start
    /// The digest of the input up to the end of each row; empty when the reader does not mark
    /// records.
    package var digests: [UInt64] = []
    /// Bytes of the run's room that the batch takes.
    package var roomBytes = 0

    package init() {}

    /// Makes it ready for the next rows; the memory stays.
    package func removeAll() {
        rows.removeAll(keepingCapacity: true)
        arena.removeAll()
    }

    /// What its rows take.
    package var memoryBytes: Int { arena.count + rows.count * MemoryLayout<RowRequest>.stride }

    /// The batch can be cut behind any row.
    package var isMarked: Bool { digests.count == rows.count }

    /// Gives up all rows but the first ones, as if the batch had ended there.
    ///
    /// - Parameter count: from 1; the batch is marked.
    package func keep(first count: Int) {
        precondition(isMarked && count > 0 && count <= rows.count)
        end = RecordPosition(
            records: end.records - UInt64(rows.count - count), digest: digests[count - 1])
        rows.removeSubrange(count...)
        digests.removeSubrange(count...)
        signs.keep(first: count, lastRow: end.records)
    }
}
