import Foundation

/// A folder of its own with a workspace in it, in which programs run.
final class Sandbox {
    let folder: URL

    /// - Parameter configuration: what `apply` gets; nil leaves the folder without a workspace.
    init(_ configuration: String? = Configurations.acme) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let configuration else { return }
        try apply(configuration)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The project's own example data.
    static let fixtures = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("fixtures")

    static func fixture(_ name: String) -> String {
        fixtures.appendingPathComponent(name).path
    }

    func apply(_ configuration: String) throws {
        let result = try enlist("apply", write(configuration, to: "config.json"))
        guard result.status == 0 else { throw Failure(description: result.error) }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Runs `enlist` to its end.
    func enlist(
        _ arguments: String..., input: CommandRun.Input = .nothing,
        environment: [String: String] = [:]
    ) throws -> CommandResult {
        try command(arguments, input: input, environment: environment).result()
    }

    func enlist(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> CommandResult {
        try command(arguments, input: .nothing, environment: environment).result()
    }

    /// Starts `enlist`.
    func start(
        _ arguments: String..., input: CommandRun.Input = .nothing,
        environment: [String: String] = [:]
    ) throws -> RunningCommand {
        try command(arguments, input: input, environment: environment).start()
    }

    func start(_ arguments: [String]) throws -> RunningCommand {
        try command(arguments, input: .nothing, environment: [:]).start()
    }

    private func command(
        _ arguments: [String], input: CommandRun.Input, environment: [String: String]
    ) -> CommandRun {
        CommandRun(
            arguments: arguments, environment: environment, input: input, folder: folder)
    }

    /// Runs a line of the shell, where `$ENLIST` is the binary.
    func shell(_ line: String, _ variables: [String: String] = [:]) throws -> CommandResult {
        let environment = variables.merging(["ENLIST": CommandRun.enlist.path]) { own, _ in own }
        return try CommandRun(
            program: URL(fileURLWithPath: "/bin/bash"), arguments: ["-c", line],
            environment: environment, folder: folder
        ).result()
    }

    /// The rows of a query, by the `sqlite3` program; cells are joined by `|`.
    func rows(_ query: String) throws -> [String] {
        let result = try CommandRun(
            program: URL(fileURLWithPath: "/usr/bin/env"),
            arguments: ["sqlite3", "enlist.db", query], folder: folder
        ).result()
        guard result.status == 0 else { throw Failure(description: result.error) }
        return result.outputLines
    }

    func count(_ table: String) throws -> Int {
        Int(try rows("SELECT count(*) FROM \(table)").first ?? "") ?? -1
    }

    /// Whether an import has taken the workspace, as it writes into the lock's file.
    var isHeldByImport: Bool { lines("enlist.db-lock").contains { $0.contains("import") } }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Writes a file and returns its name.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    @discardableResult
    func write(_ bytes: Data, to name: String) throws -> String {
        try bytes.write(to: folder.appendingPathComponent(name))
        return name
    }

    /// The lines of a file; none when there is no such file.
    func lines(_ name: String = "report.ndjson") -> [String] {
        let bytes = (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
        return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The rights of a file, such as 0o600.
    func rights(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    func hasFile(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
