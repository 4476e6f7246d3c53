import Foundation

/// The built binary, run in a folder of its own.
final class Binary {
    let folder: URL
    var environment: [String: String] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-command-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    struct Result {
        let status: Int32
        let output: String
        let messages: String
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// Runs `enlist` with the arguments; its output goes through files, so that none of it blocks.
    func enlist(
        _ arguments: String..., input: String = "", outputPath: String? = nil
    ) throws -> Result {
        try enlist(arguments, input: input, outputPath: outputPath)
    }

    func enlist(
        _ arguments: [String], input: String = "", outputPath: String? = nil
    ) throws -> Result {
        try write(input, to: ".input")
        try write("", to: ".output")
        try write("", to: ".messages")
        let process = Process()
        process.executableURL = Self.location
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        let files = [
            try handle(".input", forReading: true),
            try handle(outputPath ?? ".output", forReading: false),
            try handle(".messages", forReading: false),
        ]
        // Foundation keeps them, and cannot wait for a program when a thousand files are open.
        defer { for file in files { try? file.close() } }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try text(".output"),
            messages: try text(".messages"))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    private func handle(_ name: String, forReading: Bool) throws -> FileHandle {
        let url =
            name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
        return forReading
            ? try FileHandle(forReadingFrom: url) : try FileHandle(forWritingTo: url)
    }

    /// Beside the test bundle in the build folder.
    private static let location = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("enlist")
}
