import Foundation

/// Standard output for results, standard error for everything else.
enum Terminal {
    static var showsResults: Bool { isatty(STDOUT_FILENO) == 1 }
    static var showsMessages: Bool { isatty(STDERR_FILENO) == 1 }

    /// A result for people; control characters of names do not reach the terminal.
    static func print(_ text: String) { write(shown(text) + "\n", to: STDOUT_FILENO) }

    /// A message; control characters of names and headers do not reach the terminal.
    static func note(_ text: String) {
        StatusLine.aside { write(shown(text) + "\n", to: STDERR_FILENO) }
    }

    /// A text without what would control a terminal or turn the direction of what follows; line
    /// ends and tabs stay.
    static func shown(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar in
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

    /// An error, with the program's name as other tools do.
    static func complain(_ text: String) { note("enlist: \(text)") }

    /// Writes all of a text; what cannot be written (a closed pipe) is dropped.
    static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
