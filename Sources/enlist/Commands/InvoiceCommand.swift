import ContactStore
import Contacts
import Foundation

extension CommandDeclaration {
    static let invoice = CommandDeclaration(
        name: "invoice", arguments: "[YYYY-MM]", argumentCount: 0...1,
        summary: "show a month's validation bill, by account",
        examples: [
            .init(command: "enlist invoice", purpose: "this month so far (UTC)"),
            .init(command: "enlist invoice 2026-11 --json", purpose: "a month, for scripts"),
        ],
        options: [.json],
        run: InvoiceCommand.run)
}

/// `enlist invoice`.
enum InvoiceCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let current = String(Date().ISO8601Format().prefix(7))
        let month = invocation.arguments.first ?? current
        guard let instants = Month.instants(of: month) else {
            throw invocation.error("enlist invoice takes a month such as \(current)")
        }
        let lines = InvoiceLine.sum(
            of: try WorkspaceAccess.readingAll(invocation).map { workspace in
                try AccountChoice.visible(
                    workspace.invoice(instants), of: \.account, invocation, in: workspace)
            })
        if invocation.has("--json") { return try FinalObject.write(json(month, lines)) }
        try Terminal.print(text(month, lines))
        return 0
    }

    private static func text(_ month: String, _ lines: [InvoiceLine]) -> String {
        if lines.isEmpty { return "\(month): no paid validations" }
        var table = AlignedTable([(month, .left), ("lookups", .right), ("cost", .right)])
        for line in lines {
            table.append([
                line.account, Figures.grouped(line.lookups), "$" + Money.dollars(mills: line.mills),
            ])
        }
        let lookups = lines.map(\.lookups).clampedSum()
        table.append(["total", Figures.grouped(lookups), "$" + Money.dollars(mills: total(lines))])
        return table.text
    }

    private static func json(_ month: String, _ lines: [InvoiceLine]) -> JSONObject {
        var result = JSONObject()
        result.add("month", month)
        result.add("accounts", lines.map(object))
        result.add("total_cost", json: Money.dollars(mills: total(lines)))
        return result
    }

    private static func object(_ line: InvoiceLine) -> JSONObject {
        var object = JSONObject()
        object.add("name", line.account)
        object.add("lookups", line.lookups)
        object.add("total_cost", json: Money.dollars(mills: line.mills))
        return object
    }

    private static func total(_ lines: [InvoiceLine]) -> Int { lines.map(\.mills).clampedSum() }
}

/// A month of the calendar in UTC.
enum Month {
    /// Seconds since 1970 of its first instant up to the next month's; nil when it is no month.
    static func instants(of text: String) -> Range<Int64>? {
        guard text.utf8.count == 7, let start = start(of: text),
            let year = Int(text.prefix(4)), let month = Int(text.suffix(2))
        else { return nil }
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        let end = Self.start(of: padded(next.0, 4) + "-" + padded(next.1, 2))
        return end.map { start..<$0 }
    }

    private static func start(of month: String) -> Int64? {
        Array("\(month)-01".utf8).withUnsafeBufferPointer {
            SignupDate.seconds($0, dayFirst: false)
        }
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}
