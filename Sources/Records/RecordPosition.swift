/// How far an input was read: behind which record, and what stood before.
package struct RecordPosition: Sendable, Equatable {
    /// Data records, blank lines and the header not counted.
    package var records: UInt64
    /// Digest of the decoded input from its first byte to the end of the last of these records.
    package var digest: UInt64

    package init(records: UInt64, digest: UInt64) {
        self.records = records
        self.digest = digest
    }

    /// Before the first record.
    package static let start = RecordPosition(records: 0, digest: 0)
}

extension RecordReader {
    /// Reads over the records up to a position that an earlier reader of the same input had. Only
    /// before the first `fill`.
    ///
    /// - Returns: false when the input is another one up to there, or ends before.
    package func skip(to position: RecordPosition) throws(ReadError) -> Bool {
        let batch = RecordBatch()
        while self.position.records < position.records {
            let left = position.records - self.position.records
            let isLast = left < UInt64(batch.recordsMax)
            let next = isLast ? RecordBatch(recordsMax: Int(left)) : batch
            guard try fill(next) else { return false }
        }
        return self.position == position
    }
}
