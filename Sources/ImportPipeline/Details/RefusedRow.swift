import Contacts

/// A refused row as it may be shown to others: where it is and why, its number masked.
package struct RefusedRow: Sendable, Equatable {
    /// As in the report: 1 for the first data row of its input.
    package let row: UInt64
    package let line: UInt64
    /// Index of its input.
    package let input: Int
    package let code: String
    /// One sentence a person can act on.
    package let reason: String
    /// See ``masked(_:)``; nil when the row has none.
    package let number: String?

    init(
        row: UInt64, line: UInt64, input: Int, code: String, reason: String, number: String?
    ) {
        self.row = row
        self.line = line
        self.input = input
        self.code = code
        self.reason = reason
        self.number = number
    }

    init(_ request: RowRequest, _ refusal: RowRefusal, of batch: PreparedBatch) {
        self.init(
            row: request.row, line: request.line, input: batch.input, code: refusal.code.name,
            reason: refusal.sentence,
            number: request.phoneText.isAbsent
                ? nil
                : Self.masked(String(decoding: batch.arena[request.phoneText], as: UTF8.self)))
    }

    /// A cell with every digit but the last two as `•` and without control characters: its shape
    /// shows what is wrong, and nobody can be called. Long ones are cut.
    static func masked(_ cell: String) -> String {
        var shown: [Character] = []
        var openDigits = Self.openDigits
        for scalar in cell.unicodeScalars.prefix(scalarsMax).reversed() {
            if scalar.properties.numericType != nil {
                shown.append(openDigits > 0 ? Character(scalar) : "•")
                openDigits -= 1
            } else if [.control, .format].contains(scalar.properties.generalCategory) {
                // Formats turn the direction of what follows.
                shown.append(" ")
            } else {
                shown.append(Character(scalar))
            }
        }
        let isCut = cell.unicodeScalars.dropFirst(scalarsMax).first != nil
        return String(shown.reversed()) + (isCut ? "…" : "")
    }

    /// Longer cells are not numbers with a slip in them.
    private static let scalarsMax = 40
    private static let openDigits = 2
}

/// Where the first row of a kind is.
package struct RowPlace: Sendable, Equatable {
    /// Index of its input.
    package let input: Int
    package let line: UInt64
}
