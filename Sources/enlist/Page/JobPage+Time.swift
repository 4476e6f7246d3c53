import Contacts
import ImportPipeline

/// What has a time: sign-ups and the run itself; then what is to be known about the files.
extension JobPage {
    var time: Markup {
        if signups == "" && pace == "" { return "" }
        return """
            <section aria-labelledby="time"><h2 id="time">Over time</h2>
            \(signups)\(pace)</section>

            """
    }

    private var signups: Markup {
        // Whoever is opted out signed up nowhere.
        if subject.kind == JobKind.unsubscribe.rawValue { return "" }
        let chosen = SignupColumns(details.signups)
        let columns = chosen.columns
        guard let first = columns.first else { return "" }
        if columns.count == 1 {
            return
                "<p>All \(Self.count(first.value, "sign-up", "sign-ups")) on \(first.label).</p>\n"
        }
        let title = "Sign-ups of new list contacts by \(chosen.name)"
        return ColumnChart(title: title, unit: "sign-ups", columns: columns, color: "created")
            .markup
    }

    private var pace: Markup {
        let columns = details.pace.columns
        guard columns.count > 1 else { return "" }
        return ColumnChart(
            title: "Rows a second over the run", unit: "rows a second", columns: columns,
            isContinuous: true, begin: "0.0 s", color: "c1"
        ).markup
    }

    var damage: Markup {
        if summary.findings.isEmpty { return "" }
        let found: [Markup] = summary.findings.map { finding in
            let damage = finding.damage
            let file: Markup = finding.file.map { " in <bdi>\(PageSubject.name($0))</bdi>" } ?? ""
            let rows = Self.count(damage.count, "row", "rows")
            let lines = damage.lines.map { String($0) }.joined(separator: ", ")
            let more = damage.lines.count < damage.count ? " …" : ""
            let place = lines.isEmpty ? "" : "; lines \(lines)\(more)"
            return """
                <li><b>\(damage.kind.sentence)</b> \(damage.kind.remedy)\
                <span class="note">\(rows)\(file)\(place)</span></li>

                """
        }
        return """
            <section aria-labelledby="damage"><h2 id="damage">Damage to the file</h2>
            <ul class="findings">
            \(found)</ul></section>

            """
    }

    var facts: Markup {
        let facts: [(String, String)] =
            [
                ("Account", subject.account), ("Job", summary.job.map { "\($0)" }),
                ("State", Self.stateName(subject.state)),
                ("Started", subject.startedAt), ("Took", took),
                ("Bytes read", Figures.grouped(Int(summary.bytes))),
                ("Enrolled in journeys", Figures.grouped(summary.journeysEnrolled)),
                ("Warnings", warnings),
            ].compactMap { name, value in value.map { (name, $0) } }
            + summary.inputs.map { input in
                var input = input
                input.name = PageSubject.name(input.name)
                return ("Read", input.sentence)
            }
        let lines: [Markup] = facts.map { "<dt>\($0.0)</dt><dd><bdi>\($0.1)</bdi></dd>\n" }
        return """
            <section aria-labelledby="facts"><h2 id="facts">The run</h2>
            <dl class="facts">
            \(lines)</dl></section>

            """
    }

    private var took: String {
        "\(Figures.seconds(summary.seconds)) s, \(Figures.grouped(summary.rowsPerSecond)) rows a second"
            + (summary.resumed > 0
                ? "; resumed \(Self.count(summary.resumed, "time", "times"))" : "")
    }

    private var warnings: String? {
        if summary.warnings.isEmpty { return nil }
        return summary.warnings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key.replacing("_", with: " ")) \(Figures.grouped($0.value))" }
            .joined(separator: ", ")
    }
}
