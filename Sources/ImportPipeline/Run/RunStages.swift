import Contacts
import Foundation
import Records

/// The threads in front of the writer and the channels between them.
struct RunStages {
    let prepared = OrderedChannel<PreparedBatch>()
    private let freePrepared: Channel<PreparedBatch>
    private let freeRecords: Channel<RecordBatch>
    private let filled: Channel<ReadStage.Filled>
    /// What all batches in flight may take.
    let room: BatchRoom
    private let shape: BatchShape
    private let threads: Int
    private let rank: ThreadRank

    init(_ options: ImportOptions) {
        threads = options.memory.threadsInForce
        rank = options.rank(.last)
        shape = BatchShape(options)
        room = BatchRoom(bytesMax: options.memory.roomBytes)
        // More than groups that are decided and written take, so that a group never waits for its
        // own batches.
        let perGroup = CommitGroup.batchesMax(
            groupRows: options.groupRows, batchRows: shape.rowsMax)
        let prepared = GatherStage.groups(options) * perGroup + self.threads
        freePrepared = Channel(countMax: prepared, takesLast: true)
        for _ in 0..<prepared { freePrepared.put(PreparedBatch()) }
        let records = self.threads + 2
        freeRecords = Channel(countMax: records, takesLast: true)
        for _ in 0..<records { freeRecords.put(RecordBatch(recordsMax: shape.rowsMax)) }
        filled = Channel(countMax: records)
    }

    /// Starts the reader and the normalizers.
    func start(
        _ inputs: [ImportInput], product: NormalizeStage.Product = .rows, rules: RequestRules,
        failure: FirstFailure, stop: StopFlag
    ) {
        let read = ReadStage(
            free: freeRecords, filled: filled, prepared: prepared, room: room, shape: shape,
            failure: failure, stop: stop)
        let handover = Handover((read, inputs))
        startThread("read", rank: rank) {
            let (read, inputs) = handover.take()
            read.run(inputs)
        }
        let normalize = NormalizeStage(
            product: product, rules: rules, columnsByInput: inputs.map(\.columns), filled: filled,
            freeRecords: freeRecords, freePrepared: freePrepared, prepared: prepared, room: room)
        for index in 0..<threads {
            startThread("normalize \(index + 1)", rank: rank) { normalize.run() }
        }
    }

    /// Gives all batches in order, each until the body returns.
    func forEachPrepared(_ body: (PreparedBatch) throws -> Void) rethrows {
        while true {
            switch prepared.take(until: Date() + Self.waitSeconds) {
            case .end: return
            case .nothingYet: continue
            case .element(let batch):
                try body(batch)
                recycle(batch)
            }
        }
    }

    /// How long one wait for the next batch takes before it is begun again.
    private static let waitSeconds = 60.0

    /// Gives a batch back whose rows are done with.
    func recycle(_ batch: PreparedBatch) {
        room.give(batch.roomBytes)
        batch.arena.removeAll(keeping: 2 * shape.bytesMax)
        freePrepared.put(batch)
    }

    /// Lets every waiting thread end; whoever still reads ends with its next batch.
    func cancel() {
        filled.cancel()
        freeRecords.cancel()
        freePrepared.cancel()
        prepared.cancel()
        room.cancel()
    }
}

/// How much of an input makes a batch.
struct BatchShape: Sendable {
    let rowsMax: Int
    /// Of a batch's requests.
    let bytesMax: Int
    private let keepsRaw: Bool

    init(_ options: ImportOptions) {
        let memory = options.memory
        let rows = min(options.batchRows, memory.batchRows)
        rowsMax = min(max(rows, 1), ImportOptions.batchRowsMax)
        bytesMax = memory.batchBytes
        keepsRaw = options.rejects != nil
    }

    /// Sets what a batch is filled with.
    func limit(_ batch: RecordBatch, columns: ColumnEncoder?) {
        let rowBytes = MemoryLayout<RowRequest>.stride + Self.overhead(columns)
        batch.recordsMax = max(min(rowsMax, bytesMax / rowBytes), 1)
        batch.bytesWanted = min(RecordBatch.bytesMax, keepsRaw ? bytesMax / 2 : bytesMax)
    }

    /// What a filled batch takes at most until its rows are normalized.
    func roomBytes(of batch: RecordBatch, columns: ColumnEncoder?) -> Int {
        let row = MemoryLayout<RowRequest>.stride + Self.overhead(columns)
        return batch.memoryBytes + batch.bytes.count + batch.records.count * row
    }

    /// Bytes that a row's request has beyond its cells.
    private static func overhead(_ columns: ColumnEncoder?) -> Int {
        min(columns?.overheadBytesMax ?? 0, RequestRules.requestBytesMax)
    }
}
