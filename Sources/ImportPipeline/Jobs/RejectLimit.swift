/// How many refused rows a run bears.
package enum RejectLimit: Sendable, Equatable {
    case rows(Int)
    /// Of the rows so far, 0…100.
    case percent(Double)

    /// A share of fewer rows says little, as long as more may come.
    private static let judgedRowsMin = 1_000

    /// Reads `N` or `N%`; nil when it is neither.
    package init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
            self = .percent(share)
        } else {
            guard let rows = Int(text), rows >= 0 else { return nil }
            self = .rows(rows)
        }
    }

    /// - Parameter isComplete: no further row will come.
    func isPassed(by summary: ImportSummary, isComplete: Bool) -> Bool {
        switch self {
        case .rows(let rows): return summary.errorCount > rows
        case .percent(let share):
            guard isComplete || summary.rows >= Self.judgedRowsMin else { return false }
            return Double(summary.errorCount) * 100 > share * Double(summary.rows)
        }
    }

    /// The stop of a run that passed the limit.
    func stop(_ summary: ImportSummary, storedRows: Int) -> ImportError {
        let codes = summary.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
        return ImportError(
            .rejects, code: "too_many_rejects",
            "stopped behind row \(storedRows): of \(summary.rows) rows \(summary.errorCount) are "
                + "refused (\(codes)), more than --max-rejects allows; a --dry-run without it shows "
                + "which, a higher --max-rejects goes on")
    }
}
