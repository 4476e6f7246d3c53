import Contacts

/// The rows of a group for who asked for them, kept until their commit.
struct ReportedRows {
    private let receive: @Sendable ([ReportedRow]) -> Void
    private var rows: [ReportedRow] = []
    private let text = ByteArena()

    init(receive: @escaping @Sendable ([ReportedRow]) -> Void) { self.receive = receive }

    /// Keeps a row of a decided group, whose rows come in order.
    mutating func append(
        _ request: RowRequest, _ result: RowResult, of batch: PreparedBatch,
        in decided: GroupEffects, by line: inout ReportLine
    ) {
        text.removeAll()
        line.append(request, result, of: batch, in: decided, to: text)
        let code = result.refusal?.code
        rows.append(
            ReportedRow(
                number: Int(request.row), status: code?.status ?? 200, code: code?.name,
                json: String(decoding: text.all.dropLast(), as: UTF8.self)))
    }

    /// The rows are committed: gives them away.
    mutating func release() {
        if rows.isEmpty { return }
        receive(rows)
        rows.removeAll(keepingCapacity: true)
    }
}
