/// Imports, and what is compared after them.
extension Round {
    mutating func importNewFile(rows: ClosedRange<Int>) throws {
        let account = pickAccount()
        var generator = FileGenerator(
            dice: Dice(seed: dice.number(in: 0...Int.max)), numbers: writer.numbers)
        let file = generator.file(
            for: account, in: model.configuration, rows: dice.number(in: rows))
        lastFile = (file, account.name)
        try importFile(file, for: account)
    }

    mutating func importLastFileAgain() throws {
        guard let (file, name) = lastFile, let account = model.account(name),
            account.billing == "active" || !file.options.useValidation
        else { return }
        try importFile(file, for: account)
    }

    mutating func dryRun() throws {
        let before = model
        guard let (file, name) = lastFile, let account = model.account(name),
            account.billing == "active" || !file.options.useValidation
        else { return }
        try importFile(file, for: account, isDry: true)
        model = before
    }

    mutating func importFile(_ file: GeneratedFile, for account: Account, isDry: Bool = false)
        throws
    {
        var run = newRun(for: account)
        run.options = file.options
        run.readings = file.readings
        let name = "run-\(run.id).\(file.format.rawValue)"
        let report = "run-\(run.id).report"
        try workspace.write(file.text, to: name)
        let arguments = arguments(for: file, name: name, report: report, isDry: isDry)
        let outcome = try timedRun(arguments, for: account.name)

        let earlier = model.enrolments
        let responses = model.add(file.rows, in: &run)
        let enrolled = model.enrolments.keys.filter { earlier[$0] == nil }
            .reduce(into: [Text: Int]()) { $0[$1.journey, default: 0] += 1 }
        let summary = Summary(responses: responses, paidMills: run.paidMills)
        if outcome.status != summary.exitStatus {
            comparison.note("\(arguments): \(outcome), expected status \(summary.exitStatus)")
        }
        let lines = responses.enumerated().map {
            $1.expectation(row: $0 + 1, at: file.place(ofRow: $0))
        }
        comparison.check(try workspace.lines(of: report), lines, at: "report of \(name)")
        check(outcome, summary, enrolled, of: name, report: report, isDry: isDry)
    }

    private mutating func check(
        _ outcome: Program.Outcome, _ summary: Summary, _ enrolled: [Text: Int], of name: String,
        report: String, isDry: Bool
    ) {
        guard let value = try? JSONReader.read(outcome.output) else {
            return comparison.note("summary of \(name): \(outcome)")
        }
        if case .string(let job) = value["job"] { jobs[runs] = job }
        let size = (try? workspace.size(of: name)) ?? 0
        comparison.check(
            value,
            summary.expectation(
                state: isDry ? "dry_run" : "finished", report: Text(report), bytes: size,
                errors: counts(summary.errors, inOrderOf: value["errors"]),
                warnings: counts(summary.warnings, inOrderOf: value["warnings"]),
                enrolled: enrolled.isEmpty
                    ? nil : counts(enrolled, inOrderOf: value["enrolled"])),
            at: "summary of \(name)")
    }

    /// The counts in the order they came in, which no rule gives; missing ones behind.
    private func counts(_ counts: [Text: Int], inOrderOf value: JSON?) -> Expectation {
        var names: [Text] = []
        if case .object(let members) = value { names = members.map(\.name) }
        let known = names.filter { counts[$0] != nil }
        let missing = counts.keys.filter { !names.contains($0) }.sorted()
        return .object(
            (known + missing).map { Expectation.Field($0, .count(counts[$0, default: 0])) })
    }

    private mutating func arguments(
        for file: GeneratedFile, name: String, report: String, isDry: Bool
    ) -> [String] {
        let options = file.options
        var arguments = ["import", name, "--report", report, "--summary", "json", "--quiet"]
        if !file.showsFormat || dice.chance(0.5) {
            arguments += ["--format", file.format.rawValue]
        }
        if let list = options.list { arguments += ["--list", list.string] }
        if let region = options.region { arguments += ["--region", region.string] }
        if options.useJourneys { arguments.append("--use-journeys") }
        if !options.skipJourneyIfExists { arguments.append("--no-skip-journey-if-exists") }
        if options.replaceCustomFields { arguments.append("--replace-custom-fields") }
        if options.useValidation { arguments.append("--use-validation") }
        if options.force { arguments.append("--force") }
        if options.existing != "update" || dice.chance(0.1) {
            arguments += ["--existing", options.existing.string]
        }
        if let keeps = options.keepsUnknown {
            arguments += ["--extra", keeps ? "custom" : "ignore"]
        }
        if file.isDayFirst { arguments += ["--date-order", "dmy"] }
        if isDry { arguments.append("--dry-run") }
        return arguments + (dice.chance(0.3) ? ["--threads", dice.pick(["1", "2", "4"])] : [])
    }

    /// Everything a workspace shows must be what the model has.
    mutating func checkTables() throws {
        let tables: [(view: String, order: String, rows: [Expectation])] = [
            ("contact_view", "phone_number", model.contactRows),
            ("list_contact_view", "list_number, phone_number", model.listContactRows),
            ("enrolment_view", "account, journey, phone_number", model.enrolmentRows),
            ("validation_view", "account, phone_number", model.cacheRows),
        ]
        for table in tables {
            let rows = try workspace.rows(of: table.view, by: table.order)
            comparison.check(rows, table.rows, at: table.view)
        }
        let ledger = try workspace.rows(of: "ledger_view", by: nil)
        comparison.check(ledger, model.ledgerRows(jobs: jobs), at: "ledger_view")
    }
}
