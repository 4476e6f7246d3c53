import Contacts
import Foundation

/// Finds the command that is meant, or says what to type instead.
enum CommandSearch {
    static func find(
        _ name: String, among commands: [CommandDeclaration]
    ) throws(UsageError) -> CommandDeclaration {
        if let command = commands.first(where: { $0.name == name }) { return command }
        let kind = name.hasPrefix("-") ? "option" : "command"
        let hint = hint(name, commands).map { ": did you mean `\($0)`?" } ?? ""
        throw UsageError(message: "unknown \(kind) \(name)\(hint)", command: nil)
    }

    private static func hint(_ name: String, _ commands: [CommandDeclaration]) -> String? {
        if let meant = synonyms[name.lowercased()] { return meant }
        if let near = NearMiss.of(name, among: commands.map(\.name)) { return near }
        if name.hasPrefix("-"), let owner = owner(of: name, commands) {
            return "enlist \(owner) \(name)"
        }
        let isFile = FileManager.default.fileExists(atPath: name)
        return isFile ? "enlist import \(ShellWord.quoted(name))" : nil
    }

    private static func owner(of option: String, _ commands: [CommandDeclaration]) -> String? {
        commands.first { command in command.options.contains { $0.name == option } }?.name
    }

    /// What other programs call it.
    private static let synonyms = [
        "upload": "import", "load": "import", "sync": "import", "init": "apply", "setup": "apply",
        "status": "jobs", "history": "jobs", "log": "jobs", "continue": "resume", "retry": "resume",
        "rollback": "undo", "revert": "undo", "delete": "undo", "dump": "export",
        "download": "export", "optout": "unsubscribe", "opt-out": "unsubscribe",
        "stop": "unsubscribe", "verify": "check", "bill": "invoice", "cost": "invoice",
        "keys": "key", "list": "lists", "man": "help --man", "version": "--version",
        "-v": "--version", "-V": "--version", "-?": "help",
    ]
}
