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
        .resume, .undo, .check, .validate, .invoice,
        .key, .help,
    ]

    /// Exit status for wrong usage or configuration.
    static let usageStatus: Int32 = 2

    static func run(_ arguments: [String]) -> Int32 {
        // A closed pipe and a full quota are errors of a write, not reasons to die.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        do {
            return try dispatch(arguments)
        } catch let error as UsageError {
            Terminal.complain(error.message)
            if let command = error.command {
                Terminal.note("See `enlist help \(command)`.")
            } else {
                Terminal.note("See `enlist help`.")
            }
            return usageStatus
        } catch let error as ConfigurationError {
            Terminal.complain(error.description)
            return usageStatus
        } catch let error as ImportError {
            Terminal.complain(error.message)
            return error.exitStatus
        } catch let error as StoreError {
            let error = ImportError(error)
            Terminal.complain(error.message)
            return error.exitStatus
        } catch {
            Terminal.complain("\(error)")
            return 1
        }
    }

    private static func dispatch(_ arguments: [String]) throws -> Int32 {
        var rest = arguments[...]
        let workspace = try ArgumentReader.takeWorkspace(&rest)
        guard var name = rest.popFirst() else {
            Terminal.print(HelpText.overview(commands))
            return usageStatus
        }
        if name == "--version" {
            Terminal.print("enlist \(version)")
            return 0
        }
        if name == "--help" || name == "-h" { name = CommandDeclaration.help.name }
        let command = try CommandSearch.find(name, among: commands)
        if rest.contains("--help") || rest.contains("-h") {
            Terminal.print(HelpText.page(command))
            return 0
        }
        var invocation = try ArgumentReader.read(rest, for: command)
        if let workspace { invocation.setWorkspace(workspace) }
        return try command.run(invocation)
    }
}
