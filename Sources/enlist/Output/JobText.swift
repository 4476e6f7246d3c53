import ContactStore
import ImportPipeline

/// One job in full, for people.
struct JobText {
    let job: JobRecord

    /// Names and options were typed by somebody: they control no terminal.
    var text: String {
        var parts = [heading]
        if let outcome = ImportOutcome(finished: job.checkpoint) {
            let summary = SummaryText(
                outcome: outcome, inputs: [], kind: JobKind(rawValue: job.kind) ?? .importFile,
                next: [])
            parts.append(summary.body)
        } else {
            parts.append("Its counts were not written by this program.")
        }
        return Terminal.shown(parts.joined(separator: "\n\n"))
    }

    private var heading: String {
        let lines: [(name: String, value: String?)] = [
            ("account", job.account), ("kind", job.kind), ("key", job.key),
            ("state", job.state), ("failure", job.failure), ("inputs", JobFigures(job).inputs),
            ("started", job.startedAt), ("finished", job.finishedAt), ("clock", job.clock),
            ("typed", typed.map(Self.line)), ("in", typed?.folder),
        ]
        let shown = lines.compactMap { line in
            line.value.map {
                "  " + line.name + String(repeating: " ", count: 11 - line.name.count) + $0
            }
        }
        return (["Job \(job.id)"] + shown).joined(separator: "\n")
    }

    private var typed: TypedImport? { TypedImport(parsing: job.invocation) }

    private static func line(_ typed: TypedImport) -> String {
        "enlist " + typed.invocation(with: Invocation(command: typed.command)).typed
    }
}
