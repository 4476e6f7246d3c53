import Contacts

extension ImportSummary: CustomStringConvertible {
    /// The same as ``json``, for logs: it holds no cell of the inputs.
    public var description: String { json }

    /// The summary as one JSON object, its keys in the interface's order, without a line end.
    public var json: String {
        "{" + members.joined(separator: ",") + "}"
    }

    /// The same with further members behind its own.
    package func json(with members: String) -> String { json.dropLast() + "," + members + "}" }

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
            "\"validation\":\(validation.json(isDryRun: state == .dryRun))", "\"bytes\":\(bytes)",
            "\"seconds\":\(Money.dollars(mills: milliseconds))",
            "\"rows_per_second\":\(rowsPerSecond)",
            "\"report\":\(JSONList.text(report))", "\"rejects\":\(JSONList.text(rejects))",
            "\"resumed\":\(resumed)",
        ] + (skippedFiles.map { ["\"skipped_files\":\($0)"] } ?? [])
            + (sync.map { ["\"sync\":\($0.json)"] } ?? []) + [
                "\"inputs\":[\(inputs.map(\.json).joined(separator: ","))]"
            ] + (enrolled.isEmpty ? [] : ["\"enrolled\":\(Self.json(enrolled))"])
            + (findings.isEmpty ? [] : ["\"damage\":\(DamageText.json(findings))"])
    }

    /// What is damaged, each input's by its name when there are several.
    package var findings: [DamageText.Finding] {
        DamageText.findings(damage, names: inputs.map(\.name))
    }

    /// Over the time that the job ran.
    package var rowsPerSecond: Int { milliseconds > 0 ? rows * 1_000 / milliseconds : 0 }

    var milliseconds: Int { Int((seconds * 1_000).rounded()) }

    private static func json(_ counts: [String: Int]) -> String {
        let members = counts.sorted { $0.key < $1.key }.map {
            "\(JSONList.text($0.key)):\($0.value)"
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}

extension SyncCounts {
    fileprivate var json: String {
        "{\"list\":\"\(list)\",\"members\":\(members),"
            + "\"missing\":\(missing.map(String.init) ?? "null"),\"removed\":\(removed)}"
    }
}

extension ValidationCounts {
    fileprivate func json(isDryRun: Bool) -> String {
        let known = isDryRun ? ",\"repeated\":\(repeated),\"not_asked\":\(notAsked)" : ""
        return
            "{\"total\":\(total),\"ok\":\(ok),\"unreachable\":\(unreachable),\"invalid\":\(invalid),"
            + "\"risky\":\(risky),\"unknown\":\(unknown),\"errors\":\(errors),"
            + "\"cached\":\(cached)\(known),\"total_cost\":\(Money.dollars(mills: mills))}"
    }
}
