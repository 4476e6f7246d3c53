import Contacts

extension ImportSummary {
    /// The summary as one JSON object, its keys in the interface's order, without a line end.
    package var json: String {
        "{" + members.joined(separator: ",") + "}"
    }

    private var members: [String] {
        [
            "\"job\":\(JSONList.text(job.map { "\($0)" }))", "\"state\":\"\(state.rawValue)\"",
            "\"rows\":\(rows)",
            "\"success_count\":\(successCount)", "\"error_count\":\(errorCount)",
            "\"errors\":\(Self.json(errors))", "\"contacts_created\":\(contactsCreated)",
            "\"list_contacts_created\":\(listContactsCreated)", "\"updated\":\(updated)",
            "\"unchanged\":\(unchanged)", "\"duplicates\":\(duplicates)",
            "\"skipped_opted_out\":\(skippedOptedOut)", "\"skipped_blocked\":\(skippedBlocked)",
            "\"journeys_enrolled\":\(journeysEnrolled)", "\"warnings\":\(Self.json(warnings))",
            "\"validation\":\(validation.json)", "\"bytes\":\(bytes)",
            "\"seconds\":\(Self.decimal(seconds))", "\"rows_per_second\":\(rowsPerSecond)",
            "\"report\":\(JSONList.text(report))", "\"rejects\":\(JSONList.text(rejects))",
            "\"resumed\":\(resumed)",
            "\"inputs\":[\(inputs.map(\.json).joined(separator: ","))]",
        ] + (findings.isEmpty ? [] : ["\"damage\":\(DamageText.json(findings))"])
    }

    /// What is damaged, each input's by its name when there are several.
    package var findings: [DamageText.Finding] {
        DamageText.findings(damage, names: inputs.map(\.name))
    }

    package var rowsPerSecond: Int { seconds > 0 ? Int(Double(rows) / seconds) : 0 }

    private static func decimal(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        return Money.dollars(mills: milliseconds)
    }

    private static func json(_ counts: [String: Int]) -> String {
        let members = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return "{" + members.joined(separator: ",") + "}"
    }
}

extension ValidationCounts {
    fileprivate var json: String {
        "{\"total\":\(total),\"ok\":\(ok),\"unreachable\":\(unreachable),\"invalid\":\(invalid),"
            + "\"risky\":\(risky),\"unknown\":\(unknown),\"errors\":\(errors),"
            + "\"cached\":\(cached),\"total_cost\":\(Money.dollars(mills: mills))}"
    }
}
