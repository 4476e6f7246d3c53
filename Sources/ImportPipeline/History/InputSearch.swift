import Contacts
import Foundation
import PhoneNumbers
import Records

/// Reads rows of a job's inputs again: as they came, and as they were read.
struct InputSearch {
    /// A row of an input.
    struct Row: Sendable {
        let line: UInt64
        /// As it came, in UTF-8.
        let raw: String
        /// The request it was read as, as JSON.
        let request: String
        /// In E.164, or the text of a refused number.
        let number: String
    }

    private let options: ImportOptions
    private let region: Region
    private let clock: Int64

    /// - Parameter clock: the job's instant, seconds since 1970.
    init(_ options: ImportOptions, region: Region, clock: Int64) {
        self.options = options
        self.region = region
        self.clock = clock
    }

    /// The rows of one input, by number; those that are not there are left out.
    ///
    /// - Throws: when the input is gone, or not what the job has read.
    func rows(
        _ wanted: Set<UInt64>, of index: Int, upTo position: InputPosition
    ) throws(ImportError) -> [UInt64: Row] {
        try opened(index).skip(to: position, isLast: true)
        let input = try opened(index)
        let reader = try input.reader
        var found: [UInt64: Row] = [:]
        do {
            let batch = RecordBatch()
            while found.count < wanted.count, try reader.fill(batch) {
                guard let first = batch.records.first?.number, let last = batch.records.last,
                    wanted.contains(where: { (first...last.number).contains($0) })
                else { continue }
                take(wanted, from: batch, of: input, &found)
            }
        } catch {
            throw ImportError(reading: error)
        }
        return found
    }

    private func opened(_ index: Int) throws(ImportError) -> ImportInput {
        let reader = try ImportInput.open(options.inputs[index], options)
        let input = ImportInput(reader, options, region: region)
        if let problem = input.problem { throw problem }
        return input
    }

    private func take(
        _ wanted: Set<UInt64>, from batch: RecordBatch, of input: ImportInput,
        _ found: inout [UInt64: Row]
    ) {
        var normalizer = RowNormalizer(rules: options.rules(clock: clock, region: region))
        let prepared = PreparedBatch()
        _ = normalizer.writeRequests(of: batch, columns: input.columns, into: prepared)
        let lines = prepared.arena.all.split(separator: 0x0A)
        for (record, line) in zip(batch.records, lines) where wanted.contains(record.number) {
            let request = Self.object(Array(line))
            found[record.number] = Row(
                line: record.line,
                raw: String(decoding: batch.bytes(of: record.raw), as: UTF8.self),
                request: JSONValue.object(
                    request.filter { !$0.key.hasPrefix("_") }
                ).json,
                number: JSONValue.object(request).text("_key") ?? "")
        }
    }

    private static func object(_ line: [UInt8]) -> [(key: String, value: JSONValue)] {
        guard case .object(let members)? = JSONValue.parsed(line) else {
            assertionFailure("a request that this program wrote is JSON")
            return []
        }
        return members
    }
}
