import ContactStore
import Foundation

extension CommandDeclaration {
    static let key = CommandDeclaration(
        name: "key", arguments: "create ACCOUNT | revoke ACCOUNT KEY", argumentCount: 2...3,
        summary: "make and revoke the API keys of an account",
        details: [
            "A key is printed once; the workspace keeps its hash only. An account with keys takes\n"
                + "imports only with one of them, from $ENLIST_API_KEY or --api-key-file. `revoke` takes\n"
                + "the key or its first 8 characters."
        ],
        examples: [
            .init(command: "enlist key create Acme > acme.key", purpose: "make a key"),
            .init(command: "enlist key revoke Acme trk_9fQx", purpose: "revoke it"),
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
        do { try ResultStream.write(Array((key + "\n").utf8)) } catch {
            // Nobody has seen it.
            _ = try workspace.revokeKey(key, account: account, at: now)
            throw error
        }
        if Terminal.showsResults { Terminal.note("Keep it now: it is not shown again.") }
    }

    private static func revoke(
        _ key: String, account: String, _ invocation: Invocation
    ) throws {
        let workspace = try WorkspaceAccess.writing(invocation)
        try AccountChoice.require(account, invocation, in: workspace)
        let hint = try workspace.revokeKey(key, account: account, at: now)
        try Terminal.print("revoked \(hint)…")
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
