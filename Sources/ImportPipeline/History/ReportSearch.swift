import Contacts
import Foundation
import PhoneNumbers
import Records

/// Finds a number's lines in the report of a job, which holds ids made from the number, and the
/// text of numbers that were refused.
struct ReportSearch {
    let phone: UInt64
    /// The id of the number's Contact, as reports write it.
    let contactID: [UInt8]
    let phones: PhoneReader
    /// Also take rows that were skipped for the blocklist: their lines have no id.
    let takesBlocked: Bool

    /// A line that speaks of the number, or may.
    struct Line: Sendable {
        let row: UInt64
        /// With several inputs, the row's.
        let file: String?
        /// The response as JSON.
        let json: String
        /// The line says nothing of the number: the input has to.
        let isCertain: Bool
    }

    /// - Parameter written: what the job wrote: a report that is not the same any more is not read.
    /// - Throws: why the report cannot be used, in words.
    func lines(
        of path: String, _ format: ReportFormat, _ written: WrittenLength
    ) throws(Unreadable) -> [Line] {
        try check(path, written)
        var options = ReaderOptions(format: format == .csv ? .csv : .ndjson, encoding: .utf8)
        options.delimiter = UInt8(ascii: ",")
        do {
            let reader = try RecordReader(source: ByteSource(path: path), options: options)
            let batch = RecordBatch()
            var found: [Line] = []
            while found.count < RowSearch.rowsMax, try reader.fill(batch) {
                for record in batch.records {
                    if let line = line(record, of: batch, header: reader.header) {
                        found.append(line)
                    }
                }
            }
            return found
        } catch {
            throw Unreadable(reason: error.sentence)
        }
    }

    /// Why rows of a job cannot be told.
    struct Unreadable: Error { let reason: String }

    /// A pipe would be waited for, a device has no past.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private func check(_ path: String, _ written: WrittenLength) throws(Unreadable) {
        guard Self.isFile(path) else {
            throw Unreadable(reason: "its report \(path) is gone, or was no file")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Unreadable(
                reason: "its report \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var digest = StreamDigest()
        guard digest.update(fromFile: descriptor, upTo: written.bytes) == written.bytes,
            digest.value == written.digest
        else {
            throw Unreadable(reason: "its report \(path) was changed since")
        }
    }

    private func line(_ record: Record, of batch: RecordBatch, header: [String]) -> Line? {
        let raw = batch.bytes(of: record.raw)
        let hasID = Self.contains(raw, contactID)
        // Of the lines with another id none speaks of the number.
        guard hasID || !Self.hasAnyID(record, raw, of: batch, header) else { return nil }
        let value = header.isEmpty ? JSONValue.parsed(raw) : Self.object(record, of: batch, header)
        guard let value else { return nil }
        let isBlocked =
            takesBlocked && value.text("code") == nil && (value.text("contact_id") ?? "").isEmpty
        guard hasID || isBlocked || isNumber(value.text("phone_number")),
            let row = Self.row(value)
        else { return nil }
        return Line(
            row: row, file: value.text("file"), json: value.json, isCertain: !isBlocked)
    }

    private static func hasAnyID(
        _ record: Record, _ raw: UnsafeBufferPointer<UInt8>, of batch: RecordBatch,
        _ header: [String]
    ) -> Bool {
        if header.isEmpty { return contains(raw, idMark) }
        let fields = batch.fields(of: record)
        guard let column = header.firstIndex(of: "contact_id"), column < fields.count else {
            return false
        }
        return !fields[fields.startIndex + column].isEmpty
    }

    private static let idMark = Array("\"contact_id\":".utf8)

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
        guard let base = text.baseAddress, let first = part.first else { return false }
        var start = 0
        while text.count - start >= part.count {
            let left = text.count - start - part.count + 1
            guard let found = memchr(base + start, Int32(first), left) else { return false }
            if memcmp(found, part, part.count) == 0 { return true }
            start = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
        }
        return false
    }

    /// A line of a CSV report by its header; empty cells are left out, of columns of one name all
    /// but the first.
    private static func object(
        _ record: Record, of batch: RecordBatch, _ header: [String]
    ) -> JSONValue? {
        var members: [(key: String, value: JSONValue)] = []
        for (name, slice) in zip(header, batch.fields(of: record)) where !slice.isEmpty {
            if members.contains(where: { $0.key == name }) { continue }
            let text = String(decoding: batch.bytes(of: slice), as: UTF8.self)
            members.append((name, value(text, of: name)))
        }
        return members.isEmpty ? nil : .object(members)
    }

    /// A cell as the JSON report would have it.
    private static func value(_ text: String, of column: String) -> JSONValue {
        switch column {
        case "row", "status", "journeys_enrolled", "validation_cost":
            number(text) ?? .string(text)
        case "code", "error", "phone_number", "file": .string(text)
        default: text == "true" || text == "false" ? .bool(text == "true") : .string(text)
        }
    }

    private static func number(_ text: String) -> JSONValue? {
        guard case .number(let number)? = JSONValue.parsed(text.utf8) else { return nil }
        return .number(number)
    }

    private static func row(_ value: JSONValue) -> UInt64? {
        switch value["row"] {
        case .number(let text), .string(let text): UInt64(text)
        default: nil
        }
    }

    private func isNumber(_ text: String?) -> Bool {
        guard let text else { return false }
        // The guard against formulas in a CSV report.
        let plain = text.hasPrefix("'") ? String(text.dropFirst()) : text
        guard case .number(let number, _) = phones.read(plain) else { return false }
        return number.digits == phone
    }
}
