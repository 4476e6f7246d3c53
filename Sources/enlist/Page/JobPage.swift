import Contacts
import ImportPipeline

/// A job as one page that stands alone: nothing is loaded, nothing runs.
struct JobPage {
    let subject: PageSubject

    var summary: ImportSummary { subject.summary }
    var details: JobDetails { subject.details }

    var html: String { document.html }

    private var document: Markup {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>\(PageStyle.sheet)</style></head>
        <body><main>
        \(head)\(sum)\(outcomes)\(refusals)\(validation)\(contacts)\(time)\(damage)\(refusedRows)\(facts)\
        </main></body></html>

        """
    }

    var title: String { "\(kindName) \(subject.names.joined(separator: ", "))" }

    private var kindName: String {
        switch subject.kind {
        case _ where summary.state == .dryRun: "Dry run of"
        case JobKind.unsubscribe.rawValue: "Opt-outs of"
        case JobKind.validate.rawValue: "Validation of"
        case JobKind.singleAdd.rawValue: "Addition of"
        default: "Import of"
        }
    }

    private var head: Markup {
        let names: [Markup] = subject.names.enumerated().map { place, name in
            "\(place > 0 ? ", " : "")<bdi>\(name)</bdi>"
        }
        return """
            <header><p class="kicker">\(kindName)</p><h1>\(names)</h1>
            <p class="lead">\(lead)</p>\(warning)</header>

            """
    }

    private var lead: String {
        if subject.isLookup { return Self.count(summary.rows, "number", "numbers") + " looked up." }
        let rows = Self.count(summary.rows, "row", "rows")
        if summary.rows == 0 { return "No rows were read." }
        if summary.errorCount == 0 { return "\(summary.rows == 1 ? "" : "All ")\(rows) accepted." }
        return "\(Figures.grouped(summary.successCount)) of \(rows) accepted, "
            + "\(Figures.grouped(summary.errorCount)) refused."
    }

    /// What keeps the numbers from being the whole truth.
    private var warning: Markup {
        let sentence: String
        switch subject.state {
        case "finished": return ""
        case "dry_run":
            sentence = "A dry run: everything was checked, nothing is stored and nothing is paid."
        case "undone":
            sentence = "This job was undone: what it stored was taken back."
        case "abandoned":
            sentence = "This job was given up for a new one; what is counted here is stored."
        default:
            sentence =
                "This job has not reached its end: it stands behind row "
                + "\(Figures.grouped(summary.rows)), and all before it is stored."
        }
        let failure: Markup = subject.failure.map { " <bdi>\($0)</bdi>" } ?? ""
        return
            "<p class=\"warning\"><strong>\(Self.stateName(subject.state)).</strong> \(sentence)\(failure)</p>"
    }

    static func stateName(_ state: String) -> String {
        let words = state.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(Figures.grouped(count)) \(count == 1 ? one : many)"
    }

    /// The counts as the sum they are.
    private var sum: Markup {
        if subject.isLookup { return "" }
        let parts: [Markup] = outcomeParts.enumerated().map { place, part in
            """
            <li class="part"><span class="sign" aria-hidden="true">\(place == 0 ? "=" : "+")</span>\
            <b>\(part.count)</b> \(part.label)</li>

            """
        }
        return """
            <section aria-labelledby="sum"><h2 id="sum">The rows</h2>
            <ul class="sum"><li class="part whole"><b>\(summary.rows)</b> rows</li>
            \(parts)</ul>

            """
    }

    private var outcomeParts: [StackedBar.Part] {
        [
            .init(label: "created", count: summary.listContactsCreated, color: "created"),
            .init(label: "updated", count: summary.updated, color: "updated"),
            .init(label: "unchanged", count: summary.unchanged, color: "unchanged"),
            .init(label: "skipped", count: subject.skipped, color: "skipped"),
            .init(label: "refused", count: summary.errorCount, color: "refused"),
        ]
    }

    private var outcomes: Markup {
        if subject.isLookup { return "" }
        let notes = [
            "created": Self.count(summary.contactsCreated, "new contact", "new contacts"),
            "updated": "on the list before, something changed",
            "unchanged": "on the list before, nothing changed",
            "skipped":
                "opted out earlier \(Figures.grouped(summary.skippedOptedOut)), "
                + "on the blocklist \(Figures.grouped(summary.skippedBlocked))",
            "refused": "not stored; the reasons stand below",
        ]
        let rows = outcomeParts.map {
            BarTable.Row(
                label: $0.label, note: notes[$0.label] ?? "", count: $0.count, color: $0.color)
        }
        let table = BarTable(
            caption: "What became of the rows", heading: "Outcome", rows: rows,
            total: summary.rows)
        return """
            \(StackedBar(title: "What became of the rows", parts: outcomeParts).markup)\
            \(table.markup)\(repeats)</section>

            """
    }

    private var repeats: Markup {
        if summary.duplicates == 0 { return "" }
        let rows = Self.count(summary.duplicates, "row repeats", "rows repeat")
        return "<p>\(rows) a number that stands earlier in the job for the same list.</p>\n"
    }
}
