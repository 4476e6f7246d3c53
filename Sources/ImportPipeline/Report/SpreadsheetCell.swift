import PhoneNumbers

/// Cells of CSV that people open in spreadsheets.
package enum SpreadsheetCell {
    /// A cell of RFC 4180; one that a spreadsheet would run as a formula gets a quote before it,
    /// except a plain number in E.164.
    ///
    /// Where lists are separated by semicolons, spreadsheets divide cells there, or at tabs: what
    /// follows one is looked at as a cell of its own.
    package static func quoted(_ cell: String) -> String {
        let text = PhoneNumber(e164: cell) == nil ? guarded(cell) : cell
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// A record of RFC 4180, with its CRLF.
    package static func record(_ cells: [String]) -> [UInt8] {
        Array((cells.map(quoted).joined(separator: ",") + "\r\n").utf8)
    }

    private static func guarded(_ cell: String) -> String {
        var text = ""
        var rest = cell.unicodeScalars[...]
        while !rest.isEmpty {
            if runs(rest) { text += "'" }
            let end = rest.firstIndex(where: separators.contains)
            let next = end.map(rest.index(after:)) ?? rest.endIndex
            text.unicodeScalars += rest[..<next]
            rest = rest[next...]
        }
        return text
    }

    private static let separators: Set<Unicode.Scalar> = [";", "\t", "|", "\n", "\r"]

    /// Whether a spreadsheet could take a cell for a formula. Some drop blanks and what cannot be
    /// seen in front; some read full-width signs as the narrow ones.
    private static func runs(_ cell: Substring.UnicodeScalarView) -> Bool {
        for scalar in cell {
            switch scalar {
            case "=", "+", "-", "@", "\t", "\r": return true
            case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
            case "a"..."z", "A"..."Z", "0"..."9": return false
            default: guard isUnseen(scalar) else { return false }
            }
        }
        return false
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isWhitespace || [.control, .format].contains(properties.generalCategory)
    }
}
