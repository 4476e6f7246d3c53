import Foundation
import Records

extension TypedWords {
    /// The options that say how an import tells of its end and of what goes wrong before it.
    private static let telling = ["--summary", "--log-format", "--report"]

    /// The words with what a settings file says of ``telling``, where nobody typed it.
    ///
    /// A file that is wrong elsewhere says it, too: its fault has to be told somehow.
    func withSettings() -> TypedWords {
        guard command == "import", let file = settingsFile else { return self }
        let profile = value(of: "--profile").flatMap { file["profiles"]?[$0] }
        return Self.telling.reduce(self) { words, option in
            let key = String(option.dropFirst(2))
            guard value(of: option) == nil,
                case .string(let text)? = profile?[key] ?? file["defaults"]?[key]
            else { return words }
            return words.adding(option, text)
        }
    }

    /// Nil when there is none that holds for the words, or it cannot be read at all.
    private var settingsFile: JSONValue? {
        if value(of: "--profile") == SettingsFile.noProfile { return nil }
        var call = Invocation(command: "import")
        if let path = value(of: OptionDeclaration.workspace.name) { call.setWorkspace(path) }
        let path = SettingsFile.path(beside: call.workspacePath)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSONValue(parsing: SettingsFile.bytes(of: path, call))
        } catch {
            return nil
        }
    }
}
