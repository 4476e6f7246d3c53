import ContactStore
import Foundation

extension CommandDeclaration {
    static let key = CommandDeclaration(
        name: "key", arguments: "create ACCOUNT | revoke ACCOUNT KEY", argumentCount: 2...3,
        summary: "make and revoke the API keys of an account",
        details: [
            "A key is printed once; the workspace keeps its hash only. An account with keys takes\n"
                + "imports only with one of them, from $ENLIST_API_KEY or --api-key-file. `revoke` takes\n"
                + "the number that `create` has said, or the key."
        ],
        examples: [
            .init(command: "enlist key create Acme > acme.key", purpose: "make a key"),
            .init(command: "enlist key revoke Acme 3", purpose: "revoke key 3"),
        ],
        options: [.wait, .keyFile],
        run: KeyCommand.run)
}

/// `enlist key create` and `enlist key revoke`.
enum KeyCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let arguments = invocation.arguments
        do {
            switch (arguments[0], arguments.count) {
            case ("create", 2): try create(account: arguments[1], invocation)
            case ("revoke", 3): try revoke(arguments[2], account: arguments[1], invocation)
            default:
                throw invocation.error(
                    "enlist key takes `create ACCOUNT` or `revoke ACCOUNT KEY`")
            }
        } catch let error as KeyError {
            throw invocation.error(error.description)
        }
        return 0
    }

    private static func create(account: String, _ invocation: Invocation) throws {
        let workspace = try WorkspaceAccess.writing(invocation)
        try AccountChoice.require(account, invocation, in: workspace)
        var generator = SystemRandomNumberGenerator()
        let key = try workspace.createKey(account: account, at: now, using: &generator)
        do { try ResultStream.write(Array((key.text + "\n").utf8)) } catch {
            // Nobody has seen it.
            try workspace.revokeKey(key.text, account: account, at: now)
            throw error
        }
        let name = ShellWord.quoted(account)
        Terminal.note(
            "This is key \(key.number) of \(account): keep it now, it is not shown again. "
                + "`enlist key revoke \(name) \(key.number)` revokes it.")
    }

    private static func revoke(
        _ key: String, account: String, _ invocation: Invocation
    ) throws {
        let workspace = try WorkspaceAccess.writing(invocation)
        try AccountChoice.require(account, invocation, in: workspace)
        let number = try workspace.revokeKey(key, account: account, at: now)
        try Terminal.print("revoked key \(number) of \(account)")
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
