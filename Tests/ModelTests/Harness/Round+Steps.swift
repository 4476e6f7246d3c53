/// The steps beside plain imports.
extension Round {
    /// Opts some numbers out of a list by a file of numbers.
    mutating func unsubscribe() throws {
        let account = pickAccount()
        let list = dice.pick(account.usableLists).number
        var spelling = NumberWriter(knowing: [list], isAbroad: account.region != "US")
        let numbers = dice.some(writer.numbers, chance: 0.15)
        let texts = numbers.map { spelling.text(of: $0, mayExtend: false, &dice).string }
        var run = newRun(for: account)
        run.optOutReason = "manual"
        run.readings.numbers = spelling.readings
        let rows = texts.map { text in
            Row(members: [
                .init(name: "phone_number", value: .string(Text(text))),
                .init(name: "list_number", value: .string(list)),
                .init(name: "opted_out", value: .bool(true)),
            ])
        }
        try workspace.write(Text(texts.map { $0 + "\n" }.joined()), to: "opt-outs.txt")
        let arguments = ["unsubscribe", "opt-outs.txt", "--list", list.string]
        let outcome = try timedRun(arguments, for: account.name)
        if outcome.status != 0 { comparison.note("unsubscribe: \(outcome)") }
        _ = model.add(rows, in: &run)
    }

    /// Syncs a list with a file that names most of its members and some others.
    mutating func sync() throws {
        let account = pickAccount()
        let list = dice.pick(account.usableLists).number
        let members = model.listContacts.filter { $0.key.list == list }.map(\.key.phone).sorted()
        let numbers = dice.some(members, chance: 0.7) + dice.some(writer.numbers, chance: 0.1)
        if numbers.isEmpty { return }
        var run = newRun(for: account)
        for number in numbers + [list] {
            run.readings.numbers[number] = .number(number, hasExtension: false)
        }
        let rows = numbers.map { number in
            Row(members: [
                .init(name: "phone_number", value: .string(number)),
                .init(name: "list_number", value: .string(list)),
            ])
        }
        try workspace.write(
            Text("phone\n" + numbers.map { $0.string + "\n" }.joined()), to: "members.csv")
        let arguments = [
            "import", "members.csv", "--list", list.string, "--sync", "--max-removals", "100%",
            "--report", "members.report",
        ]
        let outcome = try timedRun(arguments, for: account.name)
        let responses = model.add(rows, in: &run)
        model.sync(list, naming: Set(numbers), in: run)
        let status = Summary(responses: responses, paidMills: 0).exitStatus
        if outcome.status != status { comparison.note("sync: \(outcome), expected \(status)") }
    }

    /// A run that must not start leaves no trace.
    mutating func startRefusedRun() throws {
        let account = pickAccount()
        let list = account.usableLists[0].number.string
        try workspace.write("phone,plan,plan\n4155550123,a,b\n", to: "twice.csv")
        try workspace.write("phone\n4155550123\n", to: "plain.csv")
        var refused: [(arguments: [String], account: Text?)] = [
            (["import", "twice.csv", "--list", list], account.name)
        ]
        if account.billing != "active" {
            refused.append(
                (["import", "plain.csv", "--list", list, "--use-validation"], account.name))
        }
        if !keys.isEmpty { refused.append((["import", "plain.csv", "--list", list], nil)) }
        let run = dice.pick(refused)
        let outcome = try enlist(run.arguments, for: run.account)
        if ![1, 2].contains(outcome.status) || outcome.complaint.isBlank {
            comparison.note("\(run.arguments): \(outcome), expected a refusal")
        }
    }

    /// Exports a list, compares it, and imports it back, which changes nothing.
    mutating func importExport() throws {
        let account = pickAccount()
        let list = dice.pick(account.usableLists).number
        let outcome = try enlist(["export", list.string], for: account.name)
        let lines = outcome.output.lines
        try checkExport(outcome.output, of: list)
        if dice.chance(0.5) { return try importCSVExport(of: list, for: account) }
        var readings = Readings()
        for line in try outcome.output.jsonLines {
            if case .string(let number) = line["phone_number"] {
                readings.numbers[number] = .number(number, hasExtension: false)
            }
            if case .string(let date) = line["signup_date"] { readings.dates[date] = date }
        }
        readings.numbers[list] = .number(list, hasExtension: false)
        let before = (model.contacts, model.listContacts)
        try importFile(
            GeneratedFile(
                format: .ndjson, text: outcome.output, rows: lines.map { Row(line: $0) },
                readings: readings, options: RunOptions(), isDayFirst: false, showsFormat: false),
            for: account)
        if before != (model.contacts, model.listContacts) {
            comparison.note("the model itself changes by an import of an export of \(list)")
        }
    }

    private mutating func checkExport(_ output: Text, of list: Phone) throws {
        let lines = try output.jsonLines
        let numbers = lines.map { $0["phone_number"]?.compact ?? "" }
        let sorted = zip(numbers, lines).sorted { $0.0 < $1.0 }
        if numbers != sorted.map(\.0) {
            comparison.note("export of \(list): not in order of number: \(numbers)")
        }
        comparison.check(sorted.map(\.1), model.exportLines(of: list), at: "export of \(list)")
    }

    private mutating func importCSVExport(of list: Phone, for account: Account) throws {
        let outcome = try enlist(["export", list.string, "--format", "csv"], for: account.name)
        try workspace.write(outcome.output, to: "export.csv")
        let arguments = ["import", "export.csv", "--format", "csv", "--report", "export.report"]
        let again = try enlist(arguments, for: account.name)
        if outcome.status != 0 || again.status != 0 {
            comparison.note("import of a CSV export: \(again)")
        }
    }

    /// At the end: every list's export, and the bill.
    mutating func finish() throws {
        for account in model.configuration.accounts {
            for list in account.usableLists {
                let outcome = try enlist(["export", list.number.string], for: account.name)
                try checkExport(outcome.output, of: list.number)
            }
        }
        try checkInvoice()
    }

    private mutating func checkInvoice() throws {
        // Without a key: with one it would be the bill of that account alone.
        let outcome = try enlist(["invoice", "--json"])
        let bill = try JSONReader.read(outcome.output)
        guard case .array(let accounts) = bill["accounts"] else {
            return comparison.note("invoice: \(outcome)")
        }
        comparison.check(accounts, model.invoice, at: "invoice")
        let mills = model.ledger.map(\.mills).reduce(0, +)
        comparison.check(bill["total_cost"], .dollars(mills: mills), at: "invoice.total_cost")
    }
}
