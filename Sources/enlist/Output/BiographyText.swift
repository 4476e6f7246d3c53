import ContactStore
import Contacts
import ImportPipeline
import PhoneNumbers
import Records

/// What is known of a number, for people.
struct BiographyText {
    let biography: Biography

    private var history: NumberHistory { biography.history }

    /// Values come from rows: nothing in them may control the terminal.
    var text: String {
        var parts = [headline]
        for (membership, id) in zip(history.memberships, biography.listContactIDs) {
            parts.append(list(membership, id))
        }
        if let validation { parts.append(validation) }
        if !history.enrolments.isEmpty { parts.append(journeys) }
        parts += biography.traces.map(job)
        if !biography.unknown.isEmpty { parts.append(unknown) }
        return Terminal.shown(parts.joined(separator: "\n\n"))
    }

    private var headline: String {
        var lines = [biography.number.e164]
        if biography.isEmpty { lines[0] += ": nothing is known" }
        if let contact = history.contact {
            lines.append("  contact \(biography.contactID)")
            lines += contact.fields.map { "  \($0.name) \($0.json)" }
            lines += changes(of: contact).dropFirst()
        }
        if history.isBlocked { lines.append("  is on the account's blocklist: rows skip it") }
        if history.isOnDNC { lines.append("  is on the DNC list") }
        return lines.joined(separator: "\n")
    }

    private func list(_ membership: NumberHistory.Membership, _ id: String) -> String {
        let list = membership.list
        let isActive = membership.history.fields.contains {
            $0.name == "active" && $0.json == "true"
        }
        let state = isActive ? "active" : "opted out"
        var lines = [
            "List \(PhoneNumber(digits: list.phone).e164) \"\(list.name)\": \(state)",
            "  list contact \(id)",
        ]
        lines += membership.history.fields.filter { $0.name != "active" }
            .map { "  \($0.name) \($0.json)" }
        return (lines + changes(of: membership.history)).joined(separator: "\n")
    }

    /// A line for each job, oldest first.
    private func changes(of record: RecordHistory) -> [String] {
        record.events.map { event in
            let place =
                biography.jobs[event.job].map { "job \($0.id), \($0.clock)" }
                ?? "another account's job"
            let what: String
            switch (event.kind, event.changes) {
            case (.created, _): what = "created"
            case (.changed, nil): what = "changed; what it changed is not kept any more"
            case (.changed, let changes?): what = Self.words(changes)
            }
            return "  \(place): \(what)"
        }
    }

    private static func words(_ changes: [FieldChange]) -> String {
        changes.map { "\($0.name) \($0.old ?? "–") → \($0.new ?? "–")" }.joined(separator: ", ")
    }

    private var validation: String? {
        guard let validation = history.validation else {
            return history.charges.isEmpty ? nil : lookups
        }
        let answer = validation.answer
        let disposition = Disposition(
            isValid: answer.isValid, lineType: answer.lineType, isOnDNC: history.isOnDNC)
        let parts = [
            disposition.name, answer.lineType.name, answer.carrier,
            answer.isPorted ? "ported" : nil, answer.country, answer.state, answer.city,
        ]
        return "Validation: " + parts.compactMap { $0 }.joined(separator: ", ") + "\n" + lookups
    }

    private var lookups: String {
        let lines = history.charges.map {
            "  looked up by job \($0.job), \($0.instant): $\(Money.dollars(mills: $0.mills))"
        }
        return (lines + ["  paid in all: $\(Money.dollars(mills: biography.mills))"])
            .joined(separator: "\n")
    }

    private var journeys: String {
        (["Journeys"]
            + history.enrolments.map {
                "  \"\($0.journey)\", enrolled by job \($0.job) on list "
                    + PhoneNumber(digits: $0.list).e164
            }).joined(separator: "\n")
    }

    private func job(_ trace: Biography.JobTrace) -> String {
        let job = trace.job
        let inputs = JobFigures(job).inputs
        var lines = ["Job \(job.id), \(job.kind), \(job.clock), \(job.state)  \(inputs)"]
        for row in trace.rows { lines += self.row(row) }
        if trace.rows.isEmpty {
            lines.append(
                job.kind == "add" || job.kind == "validate"
                    ? "  its request is not kept" : "  its rows are not known")
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ row: RowSearch.Row) -> [String] {
        var place = "  row \(row.number)"
        if let file = row.file { place += " of \(file)" }
        if let line = row.line { place += ", line \(line)" }
        var lines = [place]
        if let raw = row.raw {
            lines.append("    came as   " + raw.split(separator: "\n").joined(separator: "\\n"))
        }
        if let request = row.request { lines.append("    read as   \(request)") }
        lines.append("    answered  \(row.response)")
        return lines
    }

    private var unknown: String {
        (["Not known"] + biography.unknown.map { "  job \($0.job): \($0.reason)" })
            .joined(separator: "\n")
    }
}
