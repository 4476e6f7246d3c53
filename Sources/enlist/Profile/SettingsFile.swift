import Contacts
import Foundation
import Records

/// `enlist.json` beside the workspace: what options of `import` are when nobody types them.
///
///     {"defaults": {"list": "+18005551234"}, "profiles": {"nightly": {"sync": true}}}
struct SettingsFile {
    static let name = "enlist.json"
    /// The profile that leaves the file out.
    static let noProfile = "none"
    /// Longer than anybody writes.
    private static let bytesMax = 1 << 20
    /// Options that are of one call.
    private static let ofCalls: Set<String> = ["--profile", "--anew", "--job", "--workspace"]

    let path: String
    private let root: JSONValue

    /// Where the file of a call is, whether it is there or not.
    static func path(beside workspace: String) -> String {
        let folder = PathName.folder(of: workspace)
        switch folder {
        case "": return name
        case "/": return folder + name
        default: return "\(folder)/\(name)"
        }
    }

    /// The files that decide what a call does, there or not: this one, a mapping, keys.
    static func allRead(by invocation: Invocation) -> [String] {
        let mapping = invocation["--mapping"].flatMap { Preset.named($0) == nil ? $0 : nil }
        let keys = ["--api-key-file", "--provider-key-file"].compactMap { invocation[$0] }
        return [path(beside: invocation.workspacePath)] + keys + (mapping.map { [$0] } ?? [])
    }

    /// Nil when there is none.
    init?(for invocation: Invocation) throws {
        path = Self.path(beside: invocation.workspacePath)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let bytes = try Self.bytes(of: path, invocation)
        do {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw ConfigurationError(place: path, "is no JSON (byte \(error.offset + 1))")
        }
        guard case .object(let members) = root else {
            throw ConfigurationError(place: path, "takes an object with defaults and profiles")
        }
        let known = ["defaults", "profiles"]
        if let other = members.first(where: { !known.contains($0.key) }) {
            throw fault(other.key, "is unknown\(Self.hint(other.key, known))")
        }
    }

    /// Whoever writes the settings chooses who is sent the provider's key, and what is replaced.
    static func bytes(of path: String, _ invocation: Invocation) throws(UsageError) -> [UInt8] {
        guard !PrivateFile.isLaidByOthers(path) else {
            throw invocation.error(
                "\(path): is somebody else's, in a folder that everybody may write; "
                    + "take another folder for the workspace, or --profile none")
        }
        // Opening a pipe waits for somebody to write.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw invocation.error("\(path): is no file")
        }
        return try WholeFile.read(path, bytesMax: bytesMax, invocation)
    }

    /// What holds for a call: the defaults, then the profile's.
    ///
    /// - Parameter profile: nil for the defaults alone.
    func settings(profile: String?) throws(ConfigurationError) -> [Setting] {
        let defaults = try settings(of: root["defaults"], at: "defaults", origin: "defaults")
        guard let profile else { return defaults }
        let profiles = try members(of: root["profiles"], at: "profiles")
        guard let found = profiles.first(where: { $0.key == profile }) else {
            throw fault(
                "profiles",
                "there is no profile \"\(profile)\"\(Self.hint(profile, profiles.map(\.key)))")
        }
        return defaults
            + (try settings(
                of: found.value, at: "profiles.\(profile)", origin: "profile \(profile)"))
    }

    private func settings(
        of value: JSONValue?, at place: String, origin: String
    ) throws(ConfigurationError) -> [Setting] {
        var settings: [Setting] = []
        for (key, value) in try members(of: value, at: place) {
            let place = "\(place).\(key)"
            let option = try option(key, at: place)
            settings.append(
                Setting(
                    option: option.name, value: try self.value(value, of: option, at: place),
                    origin: origin))
        }
        return settings
    }

    private func members(
        of value: JSONValue?, at place: String
    ) throws(ConfigurationError) -> [(key: String, value: JSONValue)] {
        guard let value else { return [] }
        guard case .object(let members) = value else { throw fault(place, "takes an object") }
        return members
    }

    private func option(
        _ key: String, at place: String
    ) throws(ConfigurationError) -> OptionDeclaration {
        let options = ImportOptionDeclarations.all.filter { !Self.ofCalls.contains($0.name) }
        if let option = options.first(where: { $0.name == "--\(key)" }) { return option }
        if Self.ofCalls.contains("--\(key)") { throw fault(place, "is for one call: type it") }
        let names = options.map { String($0.name.dropFirst(2)) }
        throw fault(place, "is no option of import\(Self.hint(key, names))")
    }

    private func value(
        _ value: JSONValue, of option: OptionDeclaration, at place: String
    ) throws(ConfigurationError) -> Setting.Value {
        if option.value == nil {
            guard case .bool(let isOn) = value else { throw fault(place, "takes true or false") }
            return .flag(isOn)
        }
        if option.isRepeatable, case .array(let values) = value {
            var texts: [String] = []
            for value in values { texts.append(try text(value, of: option, at: place)) }
            return .texts(texts)
        }
        let text = try text(value, of: option, at: place)
        return option.isRepeatable ? .texts([text]) : .text(text)
    }

    private func text(
        _ value: JSONValue, of option: OptionDeclaration, at place: String
    ) throws(ConfigurationError) -> String {
        switch value {
        case .string(let text), .number(let text):
            if !option.choices.isEmpty, !option.choices.contains(text) {
                throw fault(place, "takes \(option.choices.joined(separator: ", "))")
            }
            return resolved(text, of: option)
        default: throw fault(place, "takes a string or a number")
        }
    }

    /// A file's path starts at the settings' folder, wherever the command is called.
    private func resolved(_ text: String, of option: OptionDeclaration) -> String {
        guard option.isPath, text != "-", !text.isEmpty,
            option.name != "--mapping" || Preset.named(text) == nil
        else { return text }
        let file = URL(fileURLWithPath: path)
        return URL(fileURLWithPath: text, relativeTo: file.deletingLastPathComponent())
            .standardizedFileURL.path
    }

    private func fault(_ place: String, _ message: String) -> ConfigurationError {
        ConfigurationError(place: "\(path): \(place)", message)
    }

    private static func hint(_ word: String, _ known: [String]) -> String {
        if let near = NearMiss.of(word, among: known) { return ": did you mean \(near)?" }
        return known.isEmpty ? "" : ": there are \(known.joined(separator: ", "))"
    }
}

extension SettingsFile {
    /// What the settings beside the workspace say for a call; the file and its settings, or
    /// nothing.
    static func settings(
        for invocation: Invocation
    ) throws -> (file: String?, settings: [Setting]) {
        let profile = invocation["--profile"]
        if profile == noProfile { return (nil, []) }
        guard let file = try SettingsFile(for: invocation) else {
            guard profile == nil else {
                throw invocation.error(
                    "--profile: there is no \(path(beside: invocation.workspacePath))")
            }
            return (nil, [])
        }
        return (file.path, try file.settings(profile: profile))
    }
}
