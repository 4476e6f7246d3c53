import Records

extension RowRefusal {
    /// What is wrong and where, for the report; of a row that `normalize` refused, what it said.
    package func sentence(of request: RowRequest, in batch: PreparedBatch) -> String {
        if request.earlierSentence.isAbsent { return sentence(of: request) }
        return String(decoding: batch.arena[request.earlierSentence], as: UTF8.self)
    }

    /// What is wrong and where: the row's first byte, or where it cannot be parsed.
    package func sentence(of request: RowRequest) -> String {
        let line = request.line + UInt64(place.lines)
        if request.byte == 0 { return "\(sentence) (line \(line))" }
        return "\(sentence) (line \(line), byte \(request.byte + UInt64(place.bytes)))"
    }

    /// Where in its record a row goes wrong.
    private var place: RecordPlace {
        switch self {
        case .malformedJSON(_, let place), .malformed(_, let place), .surplusFields(let place):
            place
        default: .start
        }
    }
}
