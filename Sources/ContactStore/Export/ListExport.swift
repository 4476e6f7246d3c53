import Contacts
import PhoneNumbers
import Records

/// Writes a list's contacts in order of number, so that importing them again changes nothing.
package struct ListExport {
    /// How a contact is written.
    package enum Format: String, CaseIterable, Sendable {
        /// A line is a single-add request.
        case ndjson
        /// The same with a column for each custom field.
        case csv
    }

    /// The list in each workspace that holds a part of it.
    private let parts: [(list: SendingList, connection: Connection)]

    package init(of list: SendingList, in workspace: Workspace) {
        self.init(of: [(list, workspace)])
    }

    /// - Parameter parts: the same list in workspaces whose numbers are not each other's; one or
    ///   more.
    package init(of parts: [(list: SendingList, workspace: Workspace)]) {
        precondition(!parts.isEmpty)
        self.parts = parts.map { ($0.list, $0.workspace.connection) }
    }

    /// Gives the export piece by piece; a piece is whole lines.
    package func write(_ format: Format, to output: ([UInt8]) throws -> Void) throws {
        // One transaction, so that a writer beside it does not show in the middle.
        for part in parts { try part.connection.execute("BEGIN") }
        defer { for part in parts { part.connection.rollBack() } }
        let line = ExportLine(list: parts[0].list)
        switch format {
        case .ndjson:
            try writeRows(from: [], output) { row, piece in
                for part in try line.requests(of: row) { line.append(part, to: &piece) }
            }
        case .csv:
            let table = ExportTable(list: parts[0].list, customFields: try customFieldNames())
            try writeRows(from: table.header, output) { row, piece in
                for part in try line.requests(of: row) { try table.append(part, to: &piece) }
            }
        }
    }

    /// Bytes after which a piece is given away.
    private static let pieceBytes = 1 << 18

    private func writeRows(
        from start: [UInt8], _ output: ([UInt8]) throws -> Void,
        _ append: (ExportRow, inout [UInt8]) throws -> Void
    ) throws {
        var piece = start
        let cursors = try parts.map { try ExportCursor(of: $0.list, in: $0.connection) }
        defer { for cursor in cursors { cursor.end() } }
        while let cursor = Self.lowest(cursors), let row = cursor.current {
            try append(row, &piece)
            try cursor.advance()
            if piece.count >= Self.pieceBytes {
                try output(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        try output(piece)
    }

    /// The one that stands at the lowest number. Workspaces are some hundred at most: looking at
    /// each costs less than reading the row.
    private static func lowest(_ cursors: [ExportCursor]) -> ExportCursor? {
        if cursors.count == 1 { return cursors[0] }
        return cursors.filter { $0.current != nil }
            .min { ($0.current?.phone ?? 0) < ($1.current?.phone ?? 0) }
    }

    /// All names of the list's custom fields, in order of their UTF-8 bytes.
    private func customFieldNames() throws(StoreError) -> [[UInt8]] {
        var names = Set<[UInt8]>()
        for part in parts {
            names.formUnion(try ExportCursor.customFieldNames(of: part.list, in: part.connection))
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
