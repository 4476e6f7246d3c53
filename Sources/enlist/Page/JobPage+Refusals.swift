import Contacts
import ImportPipeline

/// Why rows were refused, and which.
extension JobPage {
    var refusals: Markup {
        if summary.errorCount == 0 { return "" }
        let rows = subject.reasons.map { reason in
            BarTable.Row(
                label: reason.code, note: Self.note(reason), count: reason.count, color: "refused")
        }
        let table = BarTable(
            caption: "Refused rows by reason, worst first", heading: "Reason and what to do",
            rows: rows, total: summary.errorCount)
        return """
            <section aria-labelledby="refused"><h2 id="refused">Refused rows</h2>
            \(table.markup)</section>

            """
    }

    private static func note(_ reason: RefusalReason) -> String {
        guard let place = reason.place else { return reason.remedy }
        return "\(reason.remedy) \(place.prefix(1).uppercased())\(place.dropFirst())."
    }

    /// Some of them, to see what they have in common.
    var refusedRows: Markup {
        if details.refused.isEmpty { return "" }
        let hasFiles = subject.inputs.count > 1
        let file: Markup = hasFiles ? "<th scope=\"col\">File</th>" : ""
        let count = details.refused.count
        let caption =
            count < summary.errorCount
            ? "The first \(count) of \(Figures.grouped(summary.errorCount)) refused rows"
            : "All refused rows"
        return """
            <section aria-labelledby="first"><h2 id="first">The first refused rows</h2>
            <div class="scroll" role="region" tabindex="0" aria-label="\(caption)">
            <table class="rows"><caption>\(caption), their numbers masked</caption>
            <thead><tr>\(file)<th scope="col" class="n">Line</th><th scope="col">Number</th>\
            <th scope="col">Reason</th></tr></thead>
            <tbody>
            \(details.refused.map { refused($0, hasFiles) })</tbody></table></div></section>

            """
    }

    private func refused(_ row: RefusedRow, _ hasFiles: Bool) -> Markup {
        let names = subject.names
        let name = names.indices.contains(row.input) ? names[row.input] : ""
        let file: Markup = hasFiles ? "<td><bdi>\(name)</bdi></td>" : ""
        let number: Markup =
            row.number.map { "<bdi>\($0)</bdi>" } ?? "<span class=\"none\">none</span>"
        return """
            <tr>\(file)<td class="n">\(String(row.line))</td><td class="number">\(number)</td>\
            <td><code>\(row.code)</code> \(row.reason)</td></tr>

            """
    }
}
