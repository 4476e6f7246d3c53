import Contacts

/// How many refused rows a run bears.
public enum RejectLimit: Sendable, Equatable {
    /// That many rows.
    case rows(Int)
    /// Of the rows so far, 0…100.
    case percent(Double)

    /// A share of fewer rows says little, as long as more may come.
    static let judgedRowsMin = 1_000

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
    func isPassed(by refused: Int, of rows: Int, isComplete: Bool = false) -> Bool {
        switch self {
        case .rows(let most): return refused > most
        case .percent(let share):
            guard isComplete || rows >= Self.judgedRowsMin else { return false }
            return Double(refused) * 100 > share * Double(rows)
        }
    }

    /// The stop of a run that passed the limit.
    ///
    /// - Parameter refused: rows by error code, the one that passed it included.
    func stop(_ refused: [String: Int], of rows: Int, storedRows: Int) -> ImportError {
        let codes = refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
        let count = refused.values.clampedSum()
        return ImportError(
            .rejects, code: "too_many_rejects",
            "stopped behind row \(storedRows): of \(rows) rows \(count) are refused (\(codes)), "
                + "more than --max-rejects allows; a --dry-run without it shows which, "
                + "a higher --max-rejects goes on")
    }
}
