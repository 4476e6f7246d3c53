import ContactStore
import Contacts
import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let invoice = CommandDeclaration(
        name: "invoice", arguments: "[YYYY-MM]", argumentCount: 0...1,
        summary: "show a month's validation bill, by account",
        details: [
            "Lookups are paid; cached answers were known before and are free. A job belongs to the\n"
                + "month of its clock, in UTC: of its beginning, unless --clock named another."
        ],
        examples: [
            .init(command: "enlist invoice", purpose: "this month so far (UTC)"),
            .init(command: "enlist invoice 2026-11 --json", purpose: "a month, for scripts"),
            .init(
                command: "enlist invoice 2026-11 --csv > 2026-11.csv",
                purpose: "a month, for a spreadsheet"),
        ],
        options: [
            .json, .init(name: "--csv", summary: "print CSV for spreadsheets, a line an account"),
            .keyFile,
        ],
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
        if invocation.has("--json"), invocation.has("--csv") {
            throw invocation.error("--json and --csv are two forms of one bill: choose one")
        }
        let lines = InvoiceLine.sum(
            of: try WorkspaceAccess.readingAll(invocation).map { workspace in
                try AccountChoice.visible(
                    workspace.invoice(instants), of: \.account, invocation, in: workspace)
            })
        if invocation.has("--json") { return try FinalObject.write(json(month, lines)) }
        if invocation.has("--csv") {
            try Terminal.print(lines: table(month, lines))
        } else {
            try Terminal.print(text(month, lines))
        }
        return 0
    }

    private static func text(_ month: String, _ lines: [InvoiceLine]) -> String {
        if lines.isEmpty { return "\(month): no validations" }
        var table = AlignedTable([
            (month, .left), ("lookups", .right), ("cached", .right), ("cost", .right),
        ])
        func append(_ name: String, _ lookups: Int, _ cached: Int, _ mills: Int) {
            table.append([
                name, Figures.grouped(lookups), Figures.grouped(cached),
                "$" + Money.dollars(mills: mills),
            ])
        }
        for line in lines { append(line.account, line.lookups, line.cached, line.mills) }
        append(
            "total", lines.map(\.lookups).clampedSum(), lines.map(\.cached).clampedSum(),
            total(lines))
        return table.text
    }

    private static func table(_ month: String, _ lines: [InvoiceLine]) -> [UInt8] {
        let records =
            [["month", "account", "lookups", "cached", "total_cost"]]
            + lines.map {
                [
                    month, $0.account, "\($0.lookups)", "\($0.cached)",
                    Money.dollars(mills: $0.mills),
                ]
            }
        return records.flatMap(SpreadsheetCell.record)
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
        object.add("cached", line.cached)
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
