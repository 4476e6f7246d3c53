import Contacts
import Records

extension ImportSummary {
    /// Reads a summary from its JSON form; nil when it is none.
    init?(_ value: JSONValue) {
        guard let rows = value.number("rows"), let state = value.text("state"),
            let known = JobState(rawValue: state)
        else { return nil }
        self.init()
        func count(_ key: String) -> Int { value.number(key) ?? 0 }
        job = value.text("job").flatMap { Int64($0) }
        self.state = known
        self.rows = rows
        successCount = count("success_count")
        errorCount = count("error_count")
        errors = value.counts("errors")
        contactsCreated = count("contacts_created")
        listContactsCreated = count("list_contacts_created")
        updated = count("updated")
        unchanged = count("unchanged")
        duplicates = count("duplicates")
        skippedOptedOut = count("skipped_opted_out")
        skippedBlocked = count("skipped_blocked")
        journeysEnrolled = count("journeys_enrolled")
        enrolled = value.counts("enrolled")
        warnings = value.counts("warnings")
        if let counts = value["validation"] { validation = ValidationCounts(counts) }
        bytes = UInt64(count("bytes"))
        seconds = value.decimal("seconds") ?? 0
        report = value.text("report")
        rejects = value.text("rejects")
        resumed = count("resumed")
        skippedFiles = value.number("skipped_files")
        if let counts = value["sync"] { sync = SyncCounts(counts) }
        if case .array(let inputs)? = value["inputs"] {
            self.inputs = inputs.compactMap { InputProfile($0) }
        }
        if case .array(let found)? = value["damage"] {
            damage = DamageTally(
                findings: found.compactMap { finding in
                    let name = finding.text("file")
                    let input = self.inputs.firstIndex { $0.name == name } ?? 0
                    return DamageFinding(finding).map { (input, $0) }
                })
        }
    }
}

extension SyncCounts {
    /// Reads what the summary's JSON says; nil when it is none.
    init?(_ value: JSONValue) {
        guard let list = value.text("list"), let members = value.number("members") else {
            return nil
        }
        self.init(list: list, members: members)
        missing = value.number("missing")
        removed = value.number("removed") ?? 0
    }
}

extension ValidationCounts {
    init(_ value: JSONValue) {
        self.init()
        total = value.number("total") ?? 0
        ok = value.number("ok") ?? 0
        unreachable = value.number("unreachable") ?? 0
        invalid = value.number("invalid") ?? 0
        risky = value.number("risky") ?? 0
        unknown = value.number("unknown") ?? 0
        errors = value.number("errors") ?? 0
        cached = value.number("cached") ?? 0
        mills = Int(((value.decimal("total_cost") ?? 0) * 1_000).rounded())
    }
}

extension DamageFinding {
    /// Reads a finding from the summary's JSON; nil when it is none.
    init?(_ value: JSONValue) {
        guard let code = value.text("code"), let count = value.number("count"),
            let kind = DamageKind.allCases.first(where: { $0.code == code }),
            case .array(let lines)? = value["lines"]
        else { return nil }
        self.init(
            kind: kind, count: count,
            lines: lines.compactMap { if case .number(let text) = $0 { UInt64(text) } else { nil } }
        )
    }
}
