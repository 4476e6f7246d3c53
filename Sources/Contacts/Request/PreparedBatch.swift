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

    package init() {}

    package func removeAll() {
        rows.removeAll(keepingCapacity: true)
        arena.removeAll()
    }
}
