import Foundation
import Testing

@testable import ContactStore

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "gives the hashes of FIPS 180-4's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func examples(message: String, hash: String) {
        #expect(SHA256.text(of: Array(message.utf8)) == hash)
    }

    @Test(
        "agrees with sha256sum around the ends of blocks",
        arguments: [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000, 4_097])
    func differential(length: Int) throws {
        let folder = try TestFolder()
        let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ length) }
        let file = folder.path + "/message"
        try Data(message).write(to: URL(fileURLWithPath: file))
        #expect(try sha256sum(file) == SHA256.text(of: message))
    }

    private func sha256sum(_ file: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sha256sum", file]
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes.prefix(64), as: UTF8.self)
    }
}

@Suite("API keys")
struct KeyTests {
    private func folder() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"A"}]}"#)
        return folder
    }

    private func create(_ account: String, _ workspace: Workspace) throws -> String {
        var generator = SystemRandomNumberGenerator()
        return try workspace.createKey(account: account, at: 90_000, using: &generator).text
    }

    @Test("have their form, and only their hash is stored")
    func form() throws {
        let folder = try folder()
        let key = try create("A", folder.workspace())
        #expect(key.wholeMatch(of: /trk_[A-Za-z0-9]{32}/) != nil)
        #expect(try folder.rows("SELECT length(hash) FROM api_keys") == ["32"])
        let database = try Data(contentsOf: URL(fileURLWithPath: folder.workspacePath))
        #expect(database.range(of: Data(key.prefix(8).utf8)) == nil)
    }

    @Test("are needed by an account that has one")
    func needed() throws {
        let workspace = try folder().workspace()
        #expect(try workspace.account(forKey: nil).name == "A")
        let key = try create("A", workspace)
        #expect(throws: Unauthorized.self) { try workspace.account(forKey: nil) }
        #expect(try workspace.account(forKey: key).name == "A")
        #expect(throws: Unauthorized.self) { try workspace.account(forKey: key + "x") }
        #expect(throws: Unauthorized.self) { try workspace.account(forKey: "") }
    }

    @Test("name their account; without one several accounts are refused")
    func severalAccounts() throws {
        let folder = try folder()
        try folder.apply(#"{"accounts":[{"name":"B"}]}"#)
        let workspace = try folder.workspace()
        #expect(throws: Unauthorized.self) { try workspace.account(forKey: nil) }
        let key = try create("B", workspace)
        #expect(try workspace.account(forKey: key).name == "B")
    }

    @Test("do not work any more when they are revoked, by number or whole")
    func revoked() throws {
        let workspace = try folder().workspace()
        let first = try create("A", workspace)
        let second = try create("A", workspace)
        #expect(try workspace.revokeKey("1", account: "A", at: 2_000) == 1)
        #expect(throws: Unauthorized.self) { try workspace.account(forKey: first) }
        #expect(try workspace.account(forKey: second).name == "A")
        #expect(try workspace.revokeKey(second, account: "A", at: 2_000) == 2)
        #expect(try workspace.account(forKey: nil).name == "A")
        #expect(throws: KeyError.self) {
            try workspace.revokeKey(second, account: "A", at: 3_000)
        }
    }

    @Test(
        "are listed by number and day when none of their account is meant, and none is revoked",
        arguments: ["1", "4", "trk_", "", "+2", "2 "])
    func wrongName(name: String) throws {
        let folder = try folder()
        try folder.apply(#"{"accounts":[{"name":"B"}]}"#)
        let workspace = try folder.workspace()
        for account in ["B", "A", "A"] { _ = try create(account, workspace) }
        #expect {
            try workspace.revokeKey(name, account: "A", at: 2_000)
        } throws: { error in
            "\(error)"
                == #"account "A" has no such key: its keys are 2 (made 1970-01-02), "#
                + "3 (made 1970-01-02)"
        }
        #expect(try workspace.keys().count == 3)
    }

    @Test("belong to accounts that are there")
    func unknownAccount() throws {
        let workspace = try folder().workspace()
        #expect(throws: KeyError.self) { try create("Nobody", workspace) }
    }

    @Test("compare as equal only when all bytes are")
    func comparison() {
        #expect(APIKey.areEqual([1, 2], [1, 2]))
        #expect(!APIKey.areEqual([1, 2], [1, 3]))
        #expect(!APIKey.areEqual([1, 2], [1, 2, 0]))
    }
}
