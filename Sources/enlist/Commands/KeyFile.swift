import Foundation

/// A file with a key and nothing else.
enum KeyFile {
    /// Longer than any key.
    private static let bytesMax = 1 << 20

    /// The key without blanks and line ends around it.
    static func read(_ path: String, _ invocation: Invocation) throws(UsageError) -> String {
        let bytes = try WholeFile.read(path, bytesMax: bytesMax, invocation)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw invocation.error("\(path): is no text, so no key")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
