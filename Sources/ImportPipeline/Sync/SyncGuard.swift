import Records

/// Stops a sync before anything happens when its inputs are empty or much shorter than the list: a
/// cut export must not empty it.
struct SyncGuard {
    let limits: SyncLimits
    let members: Int
    let options: ImportOptions

    /// Reads inputs a first time, only to count their rows. A pipe cannot be read twice: of it only
    /// its beginning is looked at.
    func check(_ inputs: [ImportInput]) throws(ImportError) {
        let rowsMin = max(limits.rowsMin(members: members), 1)
        var rows = 0
        for (location, input) in zip(options.inputs, inputs) where rows < rowsMin {
            rows += try count(location, input, upTo: rowsMin - rows)
        }
        let names = inputs.map(\.name).joined(separator: ", ")
        if rows == 0 {
            throw ImportError(
                .removals, code: "sync_empty",
                "\(names): no rows: a sync with nothing would empty the list; get the export again")
        }
        guard rows >= rowsMin || options.inputs.contains(.standardInput) else {
            throw ImportError(
                .removals, code: "sync_shrunk",
                "\(names): only \(rows) rows for the \(members) members of the list, which is less than "
                    + "--max-shrink allows: nothing was imported; look whether the export was cut, or "
                    + "allow it with --max-shrink and --max-removals")
        }
    }

    private func count(
        _ location: InputLocation, _ input: ImportInput, upTo rowsMax: Int
    ) throws(ImportError) -> Int {
        let batch = RecordBatch(recordsMax: 1_024)
        if location == .standardInput {
            try input.reader.peek(into: batch)
            return batch.records.count
        }
        let reader = try ImportInput.open(location, options)
        if input.header.isEmpty { reader.returnHeader() }
        var rows = 0
        do {
            while rows < rowsMax, try reader.fill(batch) { rows += batch.records.count }
        } catch {
            throw ImportError(reading: error)
        }
        return rows
    }
}
