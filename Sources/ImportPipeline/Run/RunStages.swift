import Contacts
import Records

/// The threads in front of the writer and the channels between them.
struct RunStages {
    let prepared = OrderedChannel<PreparedBatch>()
    let freePrepared: Channel<PreparedBatch>
    private let freeRecords: Channel<RecordBatch>
    private let filled: Channel<ReadStage.Filled>
    private let threads: Int
    private let rank: ThreadRank

    init(_ options: ImportOptions) {
        threads = min(max(options.threads, 1), ImportOptions.threadsMax)
        rank = options.rank(.last)
        let rows = min(max(options.batchRows, 1), ImportOptions.batchRowsMax)
        // More than groups that are decided and written take, so that a group never waits for its
        // own batches.
        let perGroup = CommitGroup.batchesMax(groupRows: options.groupRows, batchRows: rows)
        let prepared = GatherStage.groups(options) * perGroup + self.threads
        freePrepared = Channel(countMax: prepared)
        for _ in 0..<prepared { freePrepared.put(PreparedBatch()) }
        let records = self.threads + 2
        freeRecords = Channel(countMax: records)
        for _ in 0..<records { freeRecords.put(RecordBatch(recordsMax: rows)) }
        filled = Channel(countMax: records)
    }

    /// Starts the reader and the normalizers.
    func start(
        _ inputs: [ImportInput], product: NormalizeStage.Product = .rows, rules: RequestRules,
        failure: FirstFailure, stop: StopFlag
    ) {
        let read = ReadStage(
            free: freeRecords, filled: filled, prepared: prepared, failure: failure, stop: stop)
        let handover = Handover((read, inputs))
        startThread("read", rank: rank) {
            let (read, inputs) = handover.take()
            read.run(inputs)
        }
        let normalize = NormalizeStage(
            product: product, rules: rules, columnsByInput: inputs.map(\.columns), filled: filled,
            freeRecords: freeRecords, freePrepared: freePrepared, prepared: prepared)
        for index in 0..<threads {
            startThread("normalize \(index + 1)", rank: rank) { normalize.run() }
        }
    }

    /// Lets every waiting thread end; whoever still reads ends with its next batch.
    func cancel() {
        filled.cancel()
        freeRecords.cancel()
        freePrepared.cancel()
        prepared.cancel()
    }
}
