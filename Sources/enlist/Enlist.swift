import ContactStore
import Contacts
import Foundation
import ImportPipeline

/// The command: finds what is asked for, runs it, and turns every failure into words and a status.
enum Enlist {
    static let version = "0.1.0"

    /// All commands, in the order of the help.
    static let commands: [CommandDeclaration] = [
        .apply, .import, .add, .unsubscribe, .normalize, .inspect, .mapping, .export, .why, .lists,
        .jobs,
        .resume, .undo, .split, .check, .validate, .invoice,
        .key, .config, .help,
    ]

    /// Exit status for wrong usage or configuration.
    private static let usageStatus: Int32 = 2

    static func run(_ arguments: [String]) -> Int32 {
        ProcessGuard.begin()
        let words = TypedWords(arguments).withSettings()
        MessageLog.ofProcess = MessageLog(words)
        FinalObject.begin(words)
        do throws(ImportError) { try ProcessGuard.checkOpenFiles() } catch { return fail(error) }
        // A run of rows has signals of its own, which end it at a commit.
        if words.has("--summary", "json") { Signals.hold() }
        let signals =
            words.has("--json") ? Signals(stop: StopFlag(), log: MessageLog.ofProcess) : nil
        defer { withExtendedLifetime(signals) {} }
        do {
            return try dispatch(arguments)
        } catch {
            return fail(error)
        }
    }

    /// Says what went wrong; the value is the exit status.
    private static func fail(_ error: any Error) -> Int32 {
        let problem = problem(error)
        let log = MessageLog.ofProcess
        log.error(problem)
        if let error = error as? UsageError, !log.isJSON {
            Terminal.note("See `enlist help\(error.command.map { " \($0)" } ?? "")`.")
        }
        FinalObject.writeFailure(problem, exitStatus: problem.exitStatus)
        return problem.exitStatus
    }

    /// Any failure as one that knows its exit status.
    static func problem(_ error: any Error) -> ImportError {
        switch error {
        case let error as ImportError: error
        case let error as StoreError: ImportError(error)
        case let error as UsageError: ImportError(.usage, code: "usage", error.message)
        case let error as ConfigurationError:
            ImportError(.usage, code: "configuration", error.description)
        default: ImportError(.workspace, code: "failed", "\(error)")
        }
    }

    private static func dispatch(_ arguments: [String]) throws -> Int32 {
        var rest = arguments[...]
        let workspace = try ArgumentReader.takeWorkspace(&rest)
        guard var name = rest.popFirst() else {
            try Terminal.print(HelpText.overview(commands))
            return usageStatus
        }
        if name == "--version" {
            try Terminal.print("enlist \(version)")
            return 0
        }
        if name == "--help" || name == "-h" { name = CommandDeclaration.help.name }
        let command = try CommandSearch.find(name, among: commands)
        if rest.contains("--help") || rest.contains("-h") {
            try Terminal.print(HelpText.page(command))
            return 0
        }
        var invocation = try ArgumentReader.read(rest, for: command)
        if let workspace { invocation.setWorkspace(workspace) }
        try AddressRoom.check()
        return try command.run(invocation)
    }
}
