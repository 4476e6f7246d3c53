/// The law as it is written: the same rows, one by one through the single add.
extension Round {
    mutating func addRowByRow(rowsMax: Int) throws {
        let account = pickAccount()
        var generator = FileGenerator(
            dice: Dice(seed: dice.number(in: 0...Int.max)), numbers: writer.numbers,
            hasImportOnlyFields: false)
        let file = generator.file(
            for: account, in: model.configuration, rows: dice.number(in: 1...rowsMax))
        for (line, row) in zip(file.lines, file.rows) {
            try add(line, row, for: account, readings: file.readings)
            guard isClean else { return }
        }
        try checkTables()
    }

    private mutating func add(
        _ line: Text, _ row: Row, for account: Account, readings: Readings
    ) throws {
        var run = newRun(for: account)
        run.signupMethod = "api"
        run.readings = readings
        let outcome = try timedRun(["add"], for: account.name, input: line)
        let response = model.add(row, in: &run)
        let status: Int32 = response.refusal == nil ? 0 : 3
        if outcome.status != status {
            comparison.note("add \(line): \(outcome), expected status \(status)")
        }
        guard let value = try? JSONReader.read(outcome.output) else {
            return comparison.note("add \(line): \(outcome)")
        }
        comparison.check(value, response.expectation(row: 1), at: "add \(line)")
    }
}
