import Contacts
import Foundation
import ImportPipeline

/// How the last run went, in Prometheus' text format.
struct RunMetrics {
    /// nil when the run could not begin.
    let summary: ImportSummary?
    let exitStatus: Int32
    let at: Date

    var text: String {
        var text = ""
        for metric in metrics where !metric.samples.isEmpty {
            text += "# HELP enlist_last_run_\(metric.name) \(metric.help)\n"
            text += "# TYPE enlist_last_run_\(metric.name) gauge\n"
            for sample in metric.samples {
                text += "enlist_last_run_\(metric.name)\(sample.label) \(sample.value)\n"
            }
        }
        return text
    }

    /// Whether a text is that of an earlier run.
    static func wrote(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "# HELP enlist_last_run_".utf8)
    }

    private struct Metric {
        let name: String
        let help: String
        let samples: [(label: String, value: String)]
    }

    private var metrics: [Metric] {
        [
            one(
                "timestamp_seconds", "When the last run ended.", "\(Int(at.timeIntervalSince1970))"),
            one("exit_status", "0 and 3: finished; else it was stopped.", "\(exitStatus)"),
            one(
                "success", "1: finished, whether rows were refused or not.",
                exitStatus == 0 || exitStatus == 3 ? "1" : "0"),
        ] + (summary.map(metrics) ?? [])
    }

    private func metrics(_ summary: ImportSummary) -> [Metric] {
        let counts = summary.validation
        return [
            one("duration_seconds", "Time it took.", String(format: "%.3f", summary.seconds)),
            one("input_bytes", "Bytes read.", "\(summary.bytes)"),
            several(
                "rows", "Rows by what became of them.", label: "result",
                [
                    ("created", summary.listContactsCreated), ("updated", summary.updated),
                    ("unchanged", summary.unchanged),
                    ("skipped_opted_out", summary.skippedOptedOut),
                    ("skipped_blocked", summary.skippedBlocked), ("refused", summary.errorCount),
                ]),
            several(
                "refused_rows", "Refused rows by code.", label: "code",
                summary.errors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            one("contacts_created", "New contacts.", "\(summary.contactsCreated)"),
            one("journeys_enrolled", "Enrolments.", "\(summary.journeysEnrolled)"),
            one(
                "members_removed", "Members that left by the sync.", "\(summary.sync?.removed ?? 0)"
            ),
            several(
                "validations", "Validated rows by disposition.", label: "disposition",
                [
                    ("ok", counts.ok), ("unreachable", counts.unreachable),
                    ("invalid", counts.invalid), ("risky", counts.risky),
                    ("unknown", counts.unknown),
                ]),
            one("cost_dollars", "What was paid.", Money.dollars(mills: counts.mills)),
        ]
    }

    private func one(_ name: String, _ help: String, _ value: String) -> Metric {
        Metric(name: name, help: help, samples: [("", value)])
    }

    private func several(
        _ name: String, _ help: String, label: String, _ counts: [(String, Int)]
    ) -> Metric {
        Metric(
            name: name, help: help,
            samples: counts.map { ("{\(label)=\"\($0.0)\"}", "\($0.1)") })
    }
}
