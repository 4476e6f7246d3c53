import ContactStore
import Foundation
import ImportPipeline

/// Finds the account a command acts for: the one of its API key, else the workspace's only one.
enum AccountChoice {
    static func account(of workspace: Workspace, _ invocation: Invocation) throws -> Account {
        let key = try apiKey(invocation)
        do {
            return try workspace.account(forKey: key)
        } catch let refusal as Unauthorized {
            throw unauthorized(refusal.description)
        }
    }

    /// The accounts whose lists, jobs and bills a command may show: with a key its account alone;
    /// who has the file and names no key reads all of it anyway.
    static func visible(_ invocation: Invocation, in workspace: Workspace) throws -> [Account] {
        guard try apiKey(invocation) != nil else { return try workspace.accounts() }
        return [try account(of: workspace, invocation)]
    }

    /// What a command may show of rows that each belong to an account, by its name.
    static func visible<Row>(
        _ rows: [Row], of account: KeyPath<Row, String>, _ invocation: Invocation,
        in workspace: Workspace
    ) throws -> [Row] {
        // By their bytes: a stranger's workspace may have two names that read the same.
        let names = Set(try visible(invocation, in: workspace).map { Array($0.name.utf8) })
        return rows.filter { names.contains(Array($0[keyPath: account].utf8)) }
    }

    /// Throws when a key is given that is not of the only account: what is done concerns them all.
    static func requireAll(_ invocation: Invocation, in workspace: Workspace) throws {
        if try visible(invocation, in: workspace).count < workspace.accounts().count {
            throw unauthorized(
                "enlist \(invocation.command) is for all accounts: it takes no API key")
        }
    }

    /// Throws when a key is given that is not of the account of this name.
    static func require(
        _ name: String, _ invocation: Invocation, in workspace: Workspace
    ) throws {
        if try !visible(invocation, in: workspace).contains(where: { $0.name == name }),
            try apiKey(invocation) != nil
        {
            throw unauthorized("the API key is of another account than \"\(name)\"")
        }
    }

    private static func unauthorized(_ sentence: String) -> ImportError {
        ImportError(.unauthorized, code: "unauthorized", sentence)
    }

    /// The key from `--api-key-file`, else from the environment; never from an argument.
    private static func apiKey(_ invocation: Invocation) throws -> String? {
        if let path = invocation["--api-key-file"] {
            return try KeyFile.read(path, invocation)
        }
        let key = CallerEnvironment["ENLIST_API_KEY"] ?? ""
        return key.isEmpty ? nil : key
    }
}
