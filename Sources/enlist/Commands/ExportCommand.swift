import ContactStore
import PhoneNumbers

extension CommandDeclaration {
    static let export = CommandDeclaration(
        name: "export", arguments: "LIST", argumentCount: 1...1,
        summary: "print a list's contacts in order of number",
        details: [
            "Prints requests that `import` reads: importing an export changes nothing. In CSV, a custom\n"
                + "field whose name means a field is headed custom_fields.NAME. Who takes more than a request's\n"
                + "4,000 bytes has several lines, which `import` merges."
        ],
        examples: [
            .init(command: "enlist export +18005551234", purpose: "one request a line"),
            .init(
                command: "enlist export +18005551234 --format csv > contacts.csv",
                purpose: "for a spreadsheet, a column for each custom field"),
        ],
        options: [
            .init(
                name: "--format", value: "FORMAT", summary: "form of the rows (default ndjson)",
                choices: ListExport.Format.allCases.map(\.rawValue)),
            .keyFile,
        ],
        run: ExportCommand.run)
}

/// `enlist export`.
enum ExportCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let parts = try parts(invocation, in: try WorkspaceAccess.readingAll(invocation))
        let format = invocation["--format"].flatMap(ListExport.Format.init) ?? .ndjson
        do {
            try ListExport(of: parts).write(format) { try ResultStream.write($0) }
        } catch ResultStream.Failure.nobodyReads {
            return 0
        }
        return 0
    }

    /// The list in the workspaces that have it.
    private static func parts(
        _ invocation: Invocation, in workspaces: [Workspace]
    ) throws -> [(list: SendingList, workspace: Workspace)] {
        var parts: [(list: SendingList, workspace: Workspace)] = []
        for workspace in workspaces {
            if let list = try list(invocation, in: workspace) { parts.append((list, workspace)) }
        }
        if parts.isEmpty {
            throw invocation.error("there is no list of this number: see `enlist lists`")
        }
        return parts
    }

    /// The list of a number as written, read in the region of the list's account.
    private static func list(
        _ invocation: Invocation, in workspace: Workspace
    ) throws -> SendingList? {
        let text = invocation.arguments[0]
        for account in try AccountChoice.visible(invocation, in: workspace) {
            let lists = try workspace.lists().filter { $0.account == account.id }
            guard
                case .number(let number, _) = PhoneReader(region: account.region).read(text),
                let list = lists.first(where: { $0.phone == number.digits })
            else { continue }
            return list
        }
        return nil
    }
}
