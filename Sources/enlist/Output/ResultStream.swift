import Foundation

/// Standard output of a command with a long result, which must not lose a part of it unsaid.
enum ResultStream {
    enum Failure: Error, CustomStringConvertible {
        /// The reader went away, as `head` does: nothing is wrong.
        case nobodyReads
        case system(errno: Int32)

        var description: String {
            switch self {
            case .nobodyReads: "standard output was closed"
            case .system(let number):
                "standard output cannot be written: \(String(cString: strerror(number)))"
            }
        }
    }

    /// Writes all of it, or throws.
    static func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { try write($0) }
    }

    /// Writes all of it, or throws. On a terminal, what would control it is left out.
    ///
    /// - Parameter bytes: whole lines.
    static func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        if !Terminal.showsResults { return try writeAsIs(bytes) }
        let shown = Array(Terminal.shown(String(decoding: bytes, as: UTF8.self)).utf8)
        try shown.withUnsafeBufferPointer { (bytes) throws(Failure) in try writeAsIs(bytes) }
    }

    private static func writeAsIs(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(
                STDOUT_FILENO, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw .nobodyReads
            } else if errno != EINTR {
                throw .system(errno: errno)
            }
        }
    }
}
