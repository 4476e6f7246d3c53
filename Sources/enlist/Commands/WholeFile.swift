import Foundation
import Records

/// A file of settings, which is held in memory as a whole.
enum WholeFile {
    /// Reads a file, or standard input for `-`.
    static func read(
        _ path: String, bytesMax: Int, _ invocation: Invocation
    ) throws(UsageError) -> [UInt8] {
        do {
            let source =
                path == "-"
                ? ByteSource(fileDescriptor: STDIN_FILENO, name: "standard input")
                : try ByteSource(path: path)
            return try readAll(source, bytesMax: bytesMax)
        } catch let error as ReadError {
            throw invocation.error(error.sentence)
        } catch {
            throw invocation.error("\(path): is over \(bytesMax >> 20) MiB")
        }
    }

    private struct TooLong: Error {}

    private static func readAll(_ source: ByteSource, bytesMax: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= bytesMax else { throw TooLong() }
        }
    }
}
