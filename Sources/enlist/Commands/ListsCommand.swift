import ContactStore
import Contacts
import PhoneNumbers

extension CommandDeclaration {
    static let lists = CommandDeclaration(
        name: "lists", arguments: "", argumentCount: 0...0,
        summary: "show the lists with their contacts, opt-outs and validations",
        examples: [.init(command: "enlist lists", purpose: "all lists of all accounts")],
        options: [.json, .keyFile],
        run: ListsCommand.run)
}

/// `enlist lists`.
enum ListsCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let lists = ListCounts.sum(
            of: try WorkspaceAccess.readingAll(invocation).map { workspace in
                try AccountChoice.visible(
                    workspace.listCounts(), of: \.account, invocation, in: workspace)
            })
        if invocation.has("--json") { return try FinalObject.write(json(lists)) }
        try Terminal.print(text(lists))
        return 0
    }

    private static func text(_ lists: [ListCounts]) -> String {
        var table = AlignedTable(
            [
                ("list", .left), ("name", .left), ("account", .left), ("status", .left),
                ("contacts", .right), ("active", .right), ("opted out", .right),
            ] + Disposition.allCases.map { ($0.name, .right) } + [("not validated", .right)])
        for list in lists {
            table.append(
                [
                    PhoneNumber(digits: list.phone).e164, list.name, list.account, list.status,
                    Figures.grouped(list.contacts), Figures.grouped(list.active),
                    Figures.grouped(list.optedOut),
                ] + Disposition.allCases.map { Figures.grouped(list.byStatus[$0] ?? 0) }
                    + [Figures.grouped(list.notValidated)])
        }
        return table.text
    }

    private static func json(_ lists: [ListCounts]) -> JSONObject {
        var result = JSONObject()
        result.add("lists", lists.map(object))
        return result
    }

    private static func object(_ list: ListCounts) -> JSONObject {
        var object = JSONObject()
        object.add("phone_number", PhoneNumber(digits: list.phone).e164)
        object.add("name", list.name)
        object.add("account", list.account)
        object.add("status", list.status)
        object.add("contacts", list.contacts)
        object.add("active", list.active)
        object.add("opted_out", list.optedOut)
        var status = JSONObject()
        for disposition in Disposition.allCases {
            status.add(disposition.name, list.byStatus[disposition] ?? 0)
        }
        status.add("none", list.notValidated)
        object.add("validation_status", json: status.text)
        return object
    }
}
