import Contacts
import Records

/// Normalizes batches on several threads; the order is restored behind it.
struct NormalizeStage: Sendable {
    /// What a batch is turned into.
    enum Product: Sendable {
        /// Rows for the stages behind.
        case rows
        /// Lines of requests for another import; the counter takes refused rows.
        case requests(RefusedRows)
    }

    let product: Product
    let rules: RequestRules
    let columnsByInput: [ColumnEncoder?]
    let filled: Channel<ReadStage.Filled>
    let freeRecords: Channel<RecordBatch>
    let freePrepared: Channel<PreparedBatch>
    let prepared: OrderedChannel<PreparedBatch>
    let room: BatchRoom

    /// Works until no batch comes. A thread holds a free prepared batch before it takes records, so
    /// that the batch which is next in order is never the one that waits.
    func run() {
        var normalizer = RowNormalizer(rules: rules)
        while let output = freePrepared.take(), let read = filled.take() {
            output.sequence = read.batch.sequence
            output.input = read.input
            output.inputBytes = read.bytes
            output.end = read.end
            read.batch.swapDigests(with: &output.digests)
            let columns = columnsByInput[read.input]
            switch product {
            case .rows: normalizer.normalize(read.batch, columns: columns, into: output)
            case .requests(let refused):
                refused.add(
                    normalizer.writeRequests(of: read.batch, columns: columns, into: output))
            }
            let sequence = read.batch.sequence
            read.batch.clear()
            freeRecords.put(read.batch)
            output.roomBytes = output.memoryBytes
            room.take(output.roomBytes)
            room.give(read.roomBytes)
            prepared.put(output, at: sequence)
        }
    }
}
