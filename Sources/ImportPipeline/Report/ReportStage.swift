import Contacts

/// Formats and writes the lines of decided groups on a thread of its own, so that the store's
/// writer goes on meanwhile; only the commit waits for their flush.
final class ReportStage: Sendable {
    enum Order {
        case write(CommitGroup)
        case release
    }

    private typealias Reply = Result<WrittenLength, ImportError>

    private let orders = Channel<Order>(countMax: 1)
    private let replies = Channel<Reply>(countMax: 1)
    private let isSilent: Bool

    /// - Parameters:
    ///   - rank: how far its thread gives way.
    ///   - onResults: gets the rows of each commit once they are released.
    init(
        sink: ReportSink, format: ReportFormat, line: ReportLine, rank: ThreadRank,
        onResults: (@Sendable ([ReportedRow]) -> Void)? = nil
    ) {
        isSilent = sink.isNone && onResults == nil
        if isSilent { return }
        let reported = onResults.map { ReportedRows(receive: $0) }
        let handover = Handover(
            ReportWriter(sink: sink, line: line, format: format, reported: reported))
        let orders = orders
        let replies = replies
        startThread("report", rank: rank) {
            Self.work(handover.take(), orders, replies)
            // Only now the thread holds nothing of the run any more.
            replies.close()
        }
    }

    private static func work(
        _ writer: consuming ReportWriter, _ orders: Channel<Order>, _ replies: Channel<Reply>
    ) {
        while let order = orders.take() {
            replies.put(Reply { () throws(ImportError) in try writer.perform(order) })
        }
    }

    /// Starts on a decided group, which must not change until ``waitUntilFlushed()`` returned.
    func start(_ group: CommitGroup) { if !isSilent { orders.put(.write(group)) } }

    /// Waits until the group's lines are on disk and returns what the report has.
    func waitUntilFlushed() throws(ImportError) -> WrittenLength {
        if isSilent { return .none }
        return try replies.take()?.get() ?? .none
    }

    /// The group's rows are committed: its lines may be shown.
    func release() throws(ImportError) {
        if isSilent { return }
        orders.put(.release)
        _ = try waitUntilFlushed()
    }

    /// Ends the thread and waits until it has let go of the run.
    func end() {
        orders.close()
        if isSilent { return }
        while replies.take() != nil {}
    }
}

/// The report of one run.
private struct ReportWriter {
    let sink: ReportSink
    var line: ReportLine
    let format: ReportFormat
    /// nil when nobody asks for rows.
    var reported: ReportedRows?
    private let output = ByteArena(capacity: Self.chunkBytes + 64 * 1024)
    private var hasHeader = false

    /// Bytes of lines that are written at once.
    private static let chunkBytes = 1 << 20

    init(sink: ReportSink, line: ReportLine, format: ReportFormat, reported: ReportedRows?) {
        self.reported = reported
        self.sink = sink
        self.line = line
        self.format = format
        hasHeader = sink.length > 0
    }

    /// Carries out an order and returns what the report has.
    mutating func perform(_ order: ReportStage.Order) throws(ImportError) -> WrittenLength {
        switch order {
        case .write(let group): return try write(group)
        case .release:
            try sink.release()
            reported?.release()
        }
        return sink.isNone ? .none : sink.written
    }

    /// Writes and flushes all lines of a group.
    private mutating func write(_ group: CommitGroup) throws(ImportError) -> WrittenLength {
        if format == .csv, !hasHeader {
            hasHeader = true
            line.appendCSVHeader(to: output)
        }
        let decided = group.decided
        line.begin()
        var results = decided.results.makeIterator()
        for batch in group.batches {
            for row in batch.rows {
                guard let result = results.next() else { break }
                reported?.append(row, result, of: batch, in: decided, by: &line)
                if sink.isNone { continue }
                switch format {
                case .ndjson: line.append(row, result, of: batch, in: decided, to: output)
                case .csv: line.appendCSV(row, result, of: batch, in: decided, to: output)
                }
                if output.count >= Self.chunkBytes { try writeChunk() }
            }
        }
        try writeChunk()
        try sink.flush()
        return sink.isNone ? .none : sink.written
    }

    private mutating func writeChunk() throws(ImportError) {
        try sink.write(output.all)
        output.removeAll()
    }
}
