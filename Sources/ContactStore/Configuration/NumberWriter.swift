import Contacts
import PhoneNumbers
import Records

/// Adds numbers to the DNC table and the blocklists, in the caller's transaction.
struct NumberWriter {
    let connection: Connection
    /// Paths of files are relative to this.
    let folder: String

    /// Returns how many were not there before.
    func addToDNC(_ source: NumberSource) throws -> Int {
        let insert = try connection.prepare("INSERT OR IGNORE INTO dnc(phone) VALUES(?1)")
        return try add(source) { phone throws(StoreError) in
            insert.bind(Int64(phone), at: 1)
            try insert.run()
        }
    }

    /// Returns how many were not there before.
    func addToBlocklist(_ source: NumberSource, of account: Int64) throws -> Int {
        let insert = try connection.prepare(
            "INSERT OR IGNORE INTO blocklist(account, phone) VALUES(?1, ?2)")
        return try add(source) { phone throws(StoreError) in
            insert.bind(account, at: 1)
            insert.bind(Int64(phone), at: 2)
            try insert.run()
        }
    }

    private func add(
        _ source: NumberSource, _ insert: (UInt64) throws(StoreError) -> Void
    ) throws -> Int {
        var added = 0
        func addAll(_ phones: [UInt64]) throws(StoreError) {
            // In order, neighbours fall on the same page.
            for phone in phones.sorted() {
                try insert(phone)
                added += connection.changedRows
            }
        }
        switch source {
        case .numbers(let phones): try addAll(phones)
        case .file(let path, let region):
            let file = NumberFile(path: path, folder: folder, reader: PhoneReader(region: region))
            try file.forEachChunk(addAll)
        }
        return added
    }
}

/// A file of phone numbers, one a line; blank lines and lines that begin with `#` are skipped.
private struct NumberFile {
    /// As written in the configuration.
    let path: String
    let folder: String
    let reader: PhoneReader

    /// Numbers given at once: what bounds the memory, and is sorted before it is stored.
    private static let chunkMax = 1 << 16

    /// Gives the numbers in chunks, in the order of the file.
    func forEachChunk(_ body: ([UInt64]) throws(StoreError) -> Void) throws {
        let records = try ConfigurationFile.open(path, in: folder, format: .ndjson)
        let batch = RecordBatch()
        var chunk: [UInt64] = []
        while try ConfigurationFile.fill(batch, from: records) {
            for record in batch.records {
                if let phone = try phone(in: batch, record) { chunk.append(phone) }
            }
            if chunk.count >= Self.chunkMax {
                try body(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        try body(chunk)
    }

    private func phone(in batch: RecordBatch, _ record: Record) throws -> UInt64? {
        let place = "\(path):\(record.line)"
        if let fault = record.fault { throw ConfigurationError(place: place, fault.sentence) }
        let text = batch.bytes(of: record.raw)
        let first = text.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        if first == UInt8(ascii: "#") { return nil }
        switch reader.read(text) {
        case .number(let number, _): return number.digits
        case .refused(let refusal):
            throw ConfigurationError(place: place, "is not a phone number. \(refusal.sentence)")
        }
    }
}
