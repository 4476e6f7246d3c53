import Foundation

/// `scripts/provider` on a port of its own, and what it was asked.
final class LoopbackProvider {
    private let process = Process()
    /// The service ends when this does, however the tests end: a process that is left behind keeps
    /// their output open, and whoever waits for its end waits for ever.
    private let life = Pipe()
    private let log: URL
    /// Its address.
    let url: String

    /// A call as the service has logged it.
    struct Call: Decodable {
        let at: Double
        let fault: String
        /// Its Idempotency-Key.
        let key: String?
        let phones: [String]
        let force: Bool
        /// Numbers that were charged.
        let paid: Int
    }

    convenience init(in sandbox: Sandbox, _ arguments: String...) throws {
        try self.init(in: sandbox, arguments)
    }

    init(in sandbox: Sandbox, _ arguments: [String]) throws {
        log = URL(fileURLWithPath: sandbox.path("provider-\(UUID().uuidString).log"))
        try Data().write(to: log)
        let output = Pipe()
        process.executableURL = Sandbox.fixtures.deletingLastPathComponent()
            .appendingPathComponent("scripts/provider")
        process.arguments = ["--until-input-ends", "--log", log.path] + arguments
        process.standardInput = life
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8)
        {
            if byte.isEmpty { break }
            line += byte
        }
        url = String(decoding: line, as: UTF8.self)
    }

    deinit {
        do { try life.fileHandleForWriting.close() } catch { process.interrupt() }
    }

    /// Without one that is just being written.
    func calls() throws -> [Call] {
        let text = try Data(contentsOf: log)
        let end = text.lastIndex(of: 0x0A) ?? text.startIndex
        return try text[..<end].split(separator: 0x0A)
            .map { try JSONDecoder().decode(Call.self, from: $0) }
    }

    /// Numbers that were charged.
    func served() throws -> Int { try calls().reduce(0) { $0 + $1.paid } }
}
