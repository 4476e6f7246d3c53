import Contacts
import ImportPipeline

/// What `inspect` prints, for people and for scripts.
enum InspectionText {
    static func text(_ inspection: Inspection) -> String {
        var parts = [inspection.profile.sentence]
        if let problem = inspection.problem { parts.append("Problem: \(problem.message)") }
        if !columns(inspection).isEmpty { parts.append(columnTable(inspection)) }
        parts += inspection.mapping?.warnings.map { "Warning: \($0)" } ?? []
        parts.append(rows(inspection))
        let findings = inspection.findings
        parts.append(
            findings.isEmpty
                ? "No damage found"
                : (["Damage:"] + findings.map(DamageText.text)).joined(separator: "\n"))
        return parts.joined(separator: "\n\n")
    }

    static func json(_ inspection: Inspection) -> JSONObject {
        var object = JSONObject()
        object.add("input", json: inspection.profile.json)
        object.add("problem", inspection.problem?.message)
        object.add("columns", columns(inspection).map(json))
        object.add("rows", inspection.rows)
        object.add("error_count", inspection.errorCount)
        object.add("errors", json: counts(inspection.errors.sorted { $0.key < $1.key }).text)
        object.add("lengths", json: counts(inspection.damage.lengths.shown.map { $0 }).text)
        object.add("damage", json: DamageText.json(inspection.findings))
        return object
    }

    /// A column: its header, if it has one, and what becomes of it.
    private struct Column {
        let number: Int
        let header: String?
        let meaning: ColumnMapping.Column
    }

    private static func columns(_ inspection: Inspection) -> [Column] {
        guard let mapping = inspection.mapping else { return [] }
        return mapping.columns.enumerated().map { index, meaning in
            let header = inspection.header
            return Column(
                number: index + 1, header: header.indices.contains(index) ? header[index] : nil,
                meaning: meaning)
        }
    }

    private static func columnTable(_ inspection: Inspection) -> String {
        var table = AlignedTable([
            ("column", .right), ("header", .left), ("becomes", .left),
        ])
        for column in columns(inspection) {
            let meaning =
                switch column.meaning {
                case .field(let field, _): field.name
                case .custom(let name): "custom field \(name)"
                case .ignored: "nothing"
                }
            table.append(["\(column.number)", column.header ?? "", meaning])
        }
        return table.text
    }

    private static func json(_ column: Column) -> JSONObject {
        var object = JSONObject()
        object.add("column", column.number)
        object.add("header", column.header)
        switch column.meaning {
        case .field(let field, _): object.add("field", field.name)
        case .custom(let name): object.add("custom_field", name)
        case .ignored: object.add("field", nil)
        }
        return object
    }

    private static func rows(_ inspection: Inspection) -> String {
        var text = "Rows: \(Figures.grouped(inspection.rows))"
        if inspection.errorCount > 0 {
            let refused = list(inspection.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) })
            text += "; \(Figures.grouped(inspection.errorCount)) would be refused: \(refused)"
        }
        let lengths = inspection.damage.lengths.shown
        if !lengths.isEmpty { text += "\nPlain numbers: \(list(lengths.map { $0 }))" }
        return text
    }

    private static func list(_ counts: [(String, Int)]) -> String {
        counts.map { "\($0.0) \(Figures.grouped($0.1))" }.joined(separator: ", ")
    }

    private static func counts(_ counts: [(String, Int)]) -> JSONObject {
        var object = JSONObject()
        for (name, count) in counts { object.add(name, count) }
        return object
    }
}
