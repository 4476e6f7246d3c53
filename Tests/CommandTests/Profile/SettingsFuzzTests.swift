import Contacts
import Foundation
import Fuzzing
import Testing

@testable import enlist

@Suite("Mutated enlist.json")
struct SettingsFuzzTests {
    private static let files = [
        #"{"defaults":{"list":"+18005551234","sync":true,"wait":3,"mapping":"m.json"},"#
            + #""profiles":{"nightly":{"max-removals":"5%","ignore-column":["a","b"]}}}"#,
        #"{"profiles":{"nightly":{"report":"r.ndjson","max-cost":1.5,"dry-run":false}}}"#,
    ]

    @Test("gives settings, or is refused with a sentence")
    func settings() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var invocation = Invocation(command: "import")
        invocation.setWorkspace(folder.appendingPathComponent("enlist.db").path)
        try fuzz("settings") { seed, random in
            let bytes = random.mutated(Self.files, specials: "\"\"{}[]::,,\\u0-1.e")
            try Data(bytes).write(to: folder.appendingPathComponent("enlist.json"))
            do {
                let file = try #require(try SettingsFile(for: invocation))
                _ = try file.settings(profile: "nightly")
            } catch let error as ConfigurationError {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }
}
