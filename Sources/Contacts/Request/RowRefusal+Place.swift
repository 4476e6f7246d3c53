extension RowRefusal {
    /// What is wrong and where, for the report; of a row that `normalize` refused, what it said.
    package func sentence(of request: RowRequest, in batch: PreparedBatch) -> String {
        if request.earlierSentence.isAbsent { return "\(sentence) (\(place(line: request.line)))" }
        return String(decoding: batch.arena[request.earlierSentence], as: UTF8.self)
    }

    /// Where in the input the row is.
    package func place(line: UInt64) -> String {
        offset.map { "line \(line), byte \($0 + 1)" } ?? "line \(line)"
    }

    /// Where in a record that cannot be parsed it goes wrong, in bytes from its first.
    private var offset: Int? {
        switch self {
        case .malformedJSON(let fault): fault.offset
        case .malformed(_, let offset), .surplusFields(let offset): offset
        case .notAnObject: 0
        default: nil
        }
    }
}
