import Contacts
import ImportPipeline

/// Whose numbers they are: validation, line types, states.
extension JobPage {
    var validation: Markup {
        let counts = summary.validation
        guard counts.total + counts.errors > 0 else { return "" }
        let rows = [
            BarTable.Row(
                label: "ok", note: "mobile numbers in use", count: counts.ok, color: "created"),
            .init(
                label: "risky", note: "VOIP, or on the do-not-call list", count: counts.risky,
                color: "skipped"),
            .init(
                label: "unreachable", note: "fixed lines, which take no messages",
                count: counts.unreachable, color: "unchanged"),
            .init(
                label: "invalid", note: "nobody can have the number", count: counts.invalid,
                color: "refused"),
            .init(label: "unknown", note: "nothing is known", count: counts.unknown, color: "c1"),
        ]
        let table = BarTable(
            caption: "Validated rows by disposition", heading: "Disposition", rows: rows,
            total: counts.total)
        let price = "$\(Money.dollars(mills: counts.mills))"
        let cost = summary.state == .dryRun ? "It would cost \(price)" : "It cost \(price)"
        let failed =
            counts.errors > 0
            ? " \(Self.count(counts.errors, "row", "rows")) got no answer and were refused." : ""
        return """
            <section aria-labelledby="validation"><h2 id="validation">Validation</h2>
            \(table.markup)<p>\(cost); \
            \(Self.count(counts.cached, "answer was", "answers were")) known before and free.\(failed)</p>
            </section>

            """
    }

    var contacts: Markup {
        let total = details.contacts
        guard total > 0 else { return "" }
        let rows = LineType.allCases.filter { details.lineTypes[$0] ?? 0 > 0 }
            .map { BarTable.Row(label: Self.name($0), count: details.lineTypes[$0] ?? 0) }
            .sorted { $0.count > $1.count }
        let table = BarTable(
            caption: "Contacts by line type", heading: "Line type", rows: rows, total: total)
        return """
            <section aria-labelledby="contacts"><h2 id="contacts">The contacts</h2>
            <p>\(Self.count(total, "contact", "contacts")), each counted once, with the first of its \
            rows that was accepted.</p>
            \(table.markup)\(states)</section>

            """
    }

    private static func name(_ type: LineType) -> String {
        switch type {
        case .cellPhone: "Cell phone"
        case .landline: "Landline"
        case .voip: "VOIP"
        case .unknown: "Not known"
        }
    }

    private var states: Markup {
        let (counts, elsewhere) = details.contactsByState
        guard counts.contains(where: { $0 > 0 }) else { return "" }
        let rows: [Markup] = counts.enumerated().filter { $0.element > 0 }
            .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
            .map { place, count in
                "<tr><th scope=\"row\">\(USState.all[place].name)</th><td class=\"n\">\(count)</td></tr>\n"
            }
        return """
            \(StateMap(counts: counts).markup)\
            <p>\(elsewhere) of no state: other countries and territories, toll-free numbers.</p>
            <details><summary>The states as a table</summary>
            <table class="plain"><caption>Contacts by state</caption><thead><tr>\
            <th scope="col">State</th><th scope="col" class="n">Contacts</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></details>

            """
    }
}
