import Foundation
import Records

/// Standard output for results, standard error for everything else.
enum Terminal {
    static var showsResults: Bool { isatty(STDOUT_FILENO) == 1 }
    static var showsMessages: Bool { isatty(STDERR_FILENO) == 1 }

    /// A result for people; control characters of names do not reach the terminal.
    ///
    /// - Throws: when it cannot be written; nothing when nobody reads it.
    static func print(_ text: String) throws {
        try print(lines: Array((shown(text) + "\n").utf8))
    }

    /// The same, of whole lines that a program may read, too.
    static func print(lines: [UInt8]) throws {
        do {
            try ResultStream.write(lines)
        } catch ResultStream.Failure.nobodyReads {
            return
        }
    }

    /// A message; control characters of names and headers do not reach the terminal.
    static func note(_ text: String) {
        StatusLine.aside { write(shown(text) + "\n", to: STDERR_FILENO) }
    }

    /// A text without what would control a terminal.
    static func shown(_ text: String) -> String { ShownText.of(text) }

    /// A line for programs, as it is; but not on a terminal.
    static func writeLine(_ text: String, to descriptor: Int32) {
        write((isatty(descriptor) == 1 ? shown(text) : text) + "\n", to: descriptor)
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
