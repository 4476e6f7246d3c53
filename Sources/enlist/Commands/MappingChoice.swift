import Contacts
import Foundation

/// `--mapping`: the name of a preset, else the path of a file.
enum MappingChoice {
    static func read(_ invocation: Invocation) throws -> MappingOptions.Choice {
        guard let name = invocation["--mapping"] else { return .found }
        if let preset = Preset.named(name) { return .preset(preset) }
        let presets = Preset.all.map(\.name)
        guard FileManager.default.fileExists(atPath: name) else {
            let hint =
                NearMiss.of(name, among: presets).map { "did you mean \($0)?" }
                ?? "presets are " + presets.joined(separator: ", ")
            throw invocation.error(
                "--mapping \"\(name)\" is no file and no preset: \(hint)")
        }
        let bytes = try WholeFile.read(name, bytesMax: MappingDocument.bytesMax, invocation)
        return .document(try MappingDocument(parsing: bytes, name: name))
    }
}
