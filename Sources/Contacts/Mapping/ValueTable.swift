/// What the words in a column mean, where an export has words of its own.
///
/// Words are compared without regard to case, spaces, `_` and `-`: `NEVER_SUBSCRIBED` is
/// `Never subscribed`.
package struct ValueTable: Sendable, Equatable {
    /// What a word stands for; nothing else is translated.
    package enum Meaning: Sendable, Equatable {
        case yes, no
        /// As if the cell were blank.
        case absent
        case text(String)
    }

    /// A word and what it stands for.
    package struct Entry: Sendable, Equatable {
        /// As in the file: a word, empty for a blank cell, `*` for every other cell that is filled.
        package let word: String
        package let meaning: Meaning
        let folded: [UInt8]

        package init(word: String, meaning: Meaning) {
            self.word = word
            self.meaning = meaning
            folded = ValueTable.folded(Array(word.utf8))
        }
    }

    /// In the order of the file.
    package let entries: [Entry]
    /// For a blank cell.
    let blank: Meaning?
    private let words: [Entry]
    private let others: Meaning?

    package init(_ entries: [Entry]) {
        self.entries = entries
        blank = entries.first { $0.word.isEmpty }?.meaning
        others = entries.first { $0.word == Self.anyWord }?.meaning
        words = entries.filter { !$0.word.isEmpty && $0.word != Self.anyWord }
    }

    private static let anyWord = "*"

    /// What a trimmed cell means; nil when it stands for itself.
    func meaning(of cell: UnsafeBufferPointer<UInt8>) -> Meaning? {
        if cell.isEmpty { return blank }
        for entry in words where Self.isSame(cell, folded: entry.folded) { return entry.meaning }
        return others
    }

    /// Room that the longest text of the table takes.
    var textBytesMax: Int {
        entries.map { if case .text(let text) = $0.meaning { text.utf8.count } else { 0 } }
            .max() ?? 0
    }

    private static func isSame(_ cell: UnsafeBufferPointer<UInt8>, folded: [UInt8]) -> Bool {
        var position = 0
        for byte in cell {
            guard let byte = Self.folded(byte) else { continue }
            guard position < folded.count, folded[position] == byte else { return false }
            position += 1
        }
        return position == folded.count
    }

    /// Lower case, without spaces, `_` and `-`.
    static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.compactMap(folded) }

    @inline(__always)
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x20, 0x09, UInt8(ascii: "_"), UInt8(ascii: "-"): nil
        case 0x41...0x5A: byte | 0x20
        default: byte
        }
    }
}

// The words of the platforms that people come from, as what they say about `opted_out`.
extension ValueTable {
    private static let staysWords = [
        "SUBSCRIBED", "SUBSCRIBE", "OPT_IN", "OPTED_IN", "RE-OPT-IN", "ACTIVE", "CONFIRMED", "YES",
        "TRUE", "1", "Y", "T",
    ]
    private static let leftWords = [
        "UNSUBSCRIBED", "UNSUBSCRIBE", "NEVER_SUBSCRIBED", "NOT_SUBSCRIBED", "NON_SUBSCRIBED",
        "OPT_OUT", "OPTED_OUT", "STOP", "CLEANED", "SUPPRESSED", "BOUNCED", "BLOCKED", "PENDING",
        "INACTIVE", "ARCHIVED", "DELETED", "NO", "FALSE", "0", "N", "F",
    ]

    /// A column that says who may be messaged. Blank is no consent: nobody is woken by a gap.
    static let consent = ValueTable(
        staysWords.map { Entry(word: $0, meaning: .no) }
            + leftWords.map { Entry(word: $0, meaning: .yes) } + [Entry(word: "", meaning: .yes)])

    private static let nobodyWords = [
        "NO", "FALSE", "0", "N", "F", "OPTED_IN", "OPT_IN", "SUBSCRIBED", "SUBSCRIBE", "ACTIVE",
        "NEVER", "NONE", "NULL", "N/A", "NA", "-",
    ]

    /// A column that says who left; blank is nobody. Whatever else stands there, be it the date or
    /// the way, somebody left by.
    static let optOut = ValueTable(
        nobodyWords.map { Entry(word: $0, meaning: .no) } + [Entry(word: anyWord, meaning: .yes)])

    /// A column with the instant or the reason of leaving: whatever stands there says so.
    static let whenFilled = ValueTable([Entry(word: anyWord, meaning: .yes)])
}
