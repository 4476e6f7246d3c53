import Foundation

/// What is put into SQL texts by `\(…)`.
enum SQLText {
    private static let clauses: Set = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "PRAGMA",
        "WITH",
        "VACUUM", "ATTACH", "FROM", "WHERE", "AND", "OR", "SET", "VALUES", "JOIN", "LEFT", "UNION",
        "ORDER", "LIMIT", "CASE", "EXISTS", "NOT",
    ]

    /// Whether a literal begins as SQL does, in capitals.
    static func isSQL(_ text: String) -> Bool {
        let first = text.drop { $0.isWhitespace || $0 == "(" }.prefix { $0.isLetter }
        return clauses.contains(String(first)) || text.contains("= '\\(")
    }

    /// The code inside `\(…)`, one for each.
    static func interpolations(_ text: String) -> [String] {
        text.components(separatedBy: "\\(").dropFirst().map { rest in
            var depth = 1
            return String(
                rest.prefix { character in
                    if character == "(" { depth += 1 }
                    if character == ")" { depth -= 1 }
                    return depth > 0
                })
        }
    }

    /// Constants of the code: limits, and names of tables, columns and triggers.
    private static let names: Set = [
        "1 << contactBits - 1", "JobRecord.stopped", "JobRecord.unfinished",
        "JobTable.imageSecondsMax",
        "OptOutReason.sync.rawValue", "PackedWords.rowsOfBlock",
        "Schema.applicationID", "Schema.contactBits", "Schema.version", "Self.cacheKiB",
        "kibibytes",
        "Self.checkpointPages", "Self.columns", "Self.contactColumns", "Self.contactTexts",
        "Self.memberColumns", "Self.shownMax", "blocks", "change", "change.uppercased()",
        "contactBits",
        "kind.rows",
        "counter", "enrolment", "indexed.rows", "isMember",
        "isOptOut", "key", "otherOptOut", "mask", "names", "row", "statusColumns", "table",
        "trigger.name", "values", "view",
    ]

    static func isName(_ expression: String) -> Bool { names.contains(expression) }
}
