/// Text from outside on its way to a terminal.
package enum ShownText {
    /// A text without what would control a terminal or turn the direction of what follows; line
    /// ends and tabs stay, a CRLF as a line feed.
    package static func of(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n")
        let shown = lines.unicodeScalars.map { scalar in
            controls(scalar) ? "\u{FFFD}" : Character(scalar)
        }
        return String(shown)
    }

    private static func controls(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\t": false
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
        default: scalar.properties.generalCategory == .control
        }
    }
}
