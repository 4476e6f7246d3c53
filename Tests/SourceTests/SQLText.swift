import Foundation

/// What is put into SQL texts by `\(…)`.
enum SQLText {
    private static let clauses: Set = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "PRAGMA",
        "WITH",
        "VACUUM", "ATTACH", "DETACH", "BEGIN", "COMMIT", "ROLLBACK", "ANALYZE", "REINDEX", "FROM",
        "WHERE", "AND", "OR", "SET", "VALUES", "JOIN", "LEFT", "UNION",
        "ORDER", "LIMIT", "CASE", "EXISTS", "NOT", "GROUP", "HAVING", "OFFSET", "ON", "RETURNING",
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

    /// Constants of the code: limits, and names of tables and columns.
    private static let constants: Set = [
        "1 << contactBits - 1", "JobRecord.stopped", "JobRecord.unfinished",
        "JobTable.imageSecondsMax", "OptOutReason.sync.rawValue", "PackedWords.rowsOfBlock",
        "Schema.applicationID", "Schema.contactBits", "Schema.version", "Self.cacheKiB",
        "Self.checkpointPages", "Self.columns", "Self.contactColumns", "Self.contactTexts",
        "Self.memberColumns", "Self.shownMax",
    ]

    /// Names that stand for constants in some files of the store; elsewhere they may be cells.
    private static let local: [String: Set<String>] = [
        "Accounting/Workspace+ListCounts.swift": ["statusColumns"],
        "Export/ExportCursor.swift": ["isMember"],
        "Import/EnrolmentTable.swift": ["table"],
        "Import/PackedWords.swift": ["table"],
        "Import/Phones/PhoneIndex.swift": ["indexed.rows"],
        "Jobs/JobTable.swift": ["table"],
        "Jobs/JobUndo.swift": ["enrolment", "isOptOut", "otherOptOut", "table", "trigger.name"],
        "Jobs/WorkspaceCheck.swift": ["counter", "mask", "table"],
        "SQLite/Connection.swift": ["kibibytes"],
        "SQLite/KeyedRead.swift": ["key", "names", "table"],
        "SQLite/WideInsert.swift": ["key", "names", "table", "values"],
        "Workspace/Schema+Jobs.swift": ["contactBits"],
        "Workspace/Schema+Triggers.swift": [
            "blocks", "change", "change.uppercased()", "contactBits", "kind.rows", "row", "table",
        ],
        "Workspace/Schema.swift": ["table"],
        "Workspace/Workspace+Trust.swift": ["table"],
        "Workspace/Workspace+Upgrade.swift": ["trigger.name", "view"],
        "Workspace/WorkspaceSplit.swift": ["mask", "trigger.name"],
    ]

    /// - Parameter path: of the file, from the project's folder on.
    static func isName(_ expression: String, in path: String) -> Bool {
        let file = path.replacingOccurrences(of: "Sources/ContactStore/", with: "")
        return constants.contains(expression) || local[file]?.contains(expression) == true
    }
}
