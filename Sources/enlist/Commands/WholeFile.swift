import Foundation
import Records

/// A file of settings, which is held in memory as a whole.
enum WholeFile {
    /// Reads a file, or standard input for `-`.
    static func read(
        _ path: String, bytesMax: Int, _ invocation: Invocation
    ) throws(UsageError) -> [UInt8] {
        do {
            let source = path == "-" ? standardInput : try ByteSource(path: path)
            let bytes = try beginning(of: source, bytesMax: bytesMax)
            guard bytes.count <= bytesMax else { throw TooLong() }
            return bytes
        } catch let error as ReadError {
            throw invocation.error(error.sentence)
        } catch {
            let name = path == "-" ? "standard input" : path
            throw invocation.error("\(name): is over \(bytesMax >> 20) MiB")
        }
    }

    /// Reads standard input, but not much further than `bytesMax`.
    static func beginningOfStandardInput(
        bytesMax: Int, _ invocation: Invocation
    ) throws(UsageError) -> [UInt8] {
        do { return try beginning(of: standardInput, bytesMax: bytesMax) } catch {
            throw invocation.error((error as? ReadError)?.sentence ?? "\(error)")
        }
    }

    private static var standardInput: ByteSource {
        ByteSource(fileDescriptor: STDIN_FILENO, name: "standard input")
    }

    private struct TooLong: Error {}

    private static func beginning(of source: ByteSource, bytesMax: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= bytesMax {
            let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }
}
