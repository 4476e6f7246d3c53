import Contacts
import ImportPipeline

/// The end of a run for people.
struct SummaryText {
    let outcome: ImportOutcome
    let inputs: [String]

    let kind: JobKind
    var isDryRun = false
    /// Purposes and commands, in their order.
    let next: [(purpose: String, command: String)]

    private var summary: ImportSummary { outcome.summary }
    private var verb: String { kind == .unsubscribe ? "Unsubscribed" : "Imported" }

    var text: String { headline + "\n\n" + body }

    /// All but the headline.
    var body: String {
        var parts = [table]
        if summary.errorCount > 0 { parts.append(refusals) }
        if summary.validation.total > 0 { parts.append(validation) }
        if !summary.warnings.isEmpty { parts.append("Warnings: \(list(summary.warnings))") }
        if !summary.findings.isEmpty { parts.append(damage) }
        parts.append(summary.inputs.map { "Read \($0.sentence)" }.joined(separator: "\n"))
        if let report = summary.report { parts.append("Report: \(report)") }
        if let rejects = summary.rejects, summary.errorCount > 0 {
            parts.append("Rejects: \(rejects)")
        }
        if !next.isEmpty { parts.append(nextSteps) }
        return parts.joined(separator: "\n\n")
    }

    private var nextSteps: String {
        let width = next.map(\.purpose.count).max() ?? 0
        let lines = next.map { step in
            let gap = String(repeating: " ", count: width - step.purpose.count + 3)
            return "  \(step.purpose)\(gap)\(step.command)"
        }
        return (["Next:"] + lines).joined(separator: "\n")
    }

    /// Refusals by reason, worst first, with where to look and what to do.
    private var refusals: String {
        let reasons = RefusalReason.all(of: outcome).map { reason in
            "  \(reason.code), \(reason.rows)\(reason.place.map { " (\($0))" } ?? "")\n"
                + "    \(reason.remedy)"
        }
        return (["Refused:"] + reasons).joined(separator: "\n")
    }

    private var damage: String {
        (["Damage:"] + summary.findings.map(DamageText.text)).joined(separator: "\n")
    }

    private var headline: String {
        let name = inputs.joined(separator: ", ")
        let took =
            "\(Figures.seconds(summary.seconds)) s, "
            + "\(Figures.grouped(summary.rowsPerSecond)) rows a second"
        switch summary.state {
        case .finished: return "\(verb) \(name) (\(took))"
        case .dryRun: return "Dry run of \(name) (\(took)); nothing is stored, nothing is paid"
        case .interrupted where isDryRun, .failed where isDryRun:
            return "Did not finish the dry run of \(name) (\(took)); nothing is stored"
        case .interrupted: return "Stopped \(name) at a commit (\(took)); what is counted is stored"
        default: return "Could not finish \(name) (\(took)); what is counted is stored"
        }
    }

    private var table: String {
        let skipped = summary.skippedOptedOut + summary.skippedBlocked
        let created = "\(Figures.grouped(summary.contactsCreated)) of them new contacts"
        let rows: [(String, Int, String)] = [
            ("created", summary.listContactsCreated, created),
            ("updated", summary.updated, ""),
            ("unchanged", summary.unchanged, ""),
            ("skipped", skipped, skippedNote),
            ("refused", summary.errorCount, ""),
        ]
        let largest = [
            summary.rows, summary.errorCount, summary.journeysEnrolled, summary.sync?.removed ?? 0,
        ]
        let width = largest.map { Figures.grouped($0).count }.max() ?? 0
        var lines = rows.map { line($0.0, $0.1, $0.2, width) }
        lines.append(line("rows", summary.rows, equation, width))
        if summary.journeysEnrolled > 0 {
            lines.append(line("enrolled", summary.journeysEnrolled, enrolledNote, width))
        }
        if let sync = summary.sync {
            let note =
                sync.missing == sync.removed
                ? "members that no row names; they left the list"
                : "of \(sync.missing.map(Figures.grouped) ?? "?") members that no row names"
            lines.append(line("removed", sync.removed, note, width))
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ name: String, _ count: Int, _ note: String, _ width: Int) -> String {
        let figure = Figures.grouped(count)
        let gap = String(repeating: " ", count: max(1, 12 - name.count + width - figure.count))
        let text = "  \(name)\(gap)\(figure)"
        return note.isEmpty ? text : text + "   " + note
    }

    private var skippedNote: String {
        var notes: [String] = []
        if summary.skippedOptedOut > 0 {
            notes.append("opted out earlier \(Figures.grouped(summary.skippedOptedOut))")
        }
        if summary.skippedBlocked > 0 {
            notes.append("on the blocklist \(Figures.grouped(summary.skippedBlocked))")
        }
        return notes.joined(separator: ", ")
    }

    private var enrolledNote: String {
        let verb = isDryRun ? "would go into journeys" : "in journeys"
        return "\(verb): \(list(summary.enrolled))"
    }

    /// The counts above as the sum they are.
    private var equation: String {
        let parts = [
            summary.listContactsCreated, summary.updated, summary.unchanged,
            summary.skippedOptedOut + summary.skippedBlocked, summary.errorCount,
        ]
        let sum = "= " + parts.map(Figures.grouped).joined(separator: " + ")
        return summary.duplicates == 0
            ? sum : "\(sum); \(Figures.grouped(summary.duplicates)) repeat an earlier row"
    }

    private var validation: String {
        let counts = summary.validation
        let parts: [(String, Int)] = [
            ("ok", counts.ok), ("risky", counts.risky), ("unreachable", counts.unreachable),
            ("invalid", counts.invalid), ("unknown", counts.unknown),
        ]
        let text = parts.filter { $0.1 > 0 }
            .map { "\($0.0) \(Figures.grouped($0.1))" }
            .joined(separator: ", ")
        let cost = "$\(Money.dollars(mills: counts.mills))"
        let total = "Validated \(Figures.grouped(counts.total)): \(text); "
        if !isDryRun {
            return total + "\(Figures.grouped(counts.cached)) from the cache; cost \(cost)"
        }
        return total + "\(Figures.grouped(counts.cached - counts.repeated)) from the cache, "
            + "\(Figures.grouped(counts.repeated)) repeated, "
            + "\(Figures.grouped(counts.notAsked)) not looked up as they are refused or passed "
            + "over; would cost \(cost)"
    }

    /// Counts, the highest first.
    private func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \(Figures.grouped($0.value))" }
            .joined(separator: ", ")
    }
}
