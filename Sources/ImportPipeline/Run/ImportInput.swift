import Contacts
import Foundation
import PhoneNumbers
import Records

/// One opened input: its reader, and what its columns mean.
struct ImportInput {
    /// As the user named it; `-` is standard input.
    let name: String
    let reader: RecordReader
    /// nil for NDJSON.
    let columns: ColumnEncoder?
    /// What the user should know before the first row.
    let warnings: [String]
    /// Size of the input where the system knows it.
    let totalBytes: UInt64?

    /// Opens an input, finds its format and reads its header.
    init(_ location: InputLocation, options: ImportOptions, region: Region) throws(ImportError) {
        let source = try Self.source(location)
        name = source.name
        totalBytes = source.totalBytes
        do {
            reader = try RecordReader(
                source: source, options: ReaderOptions(format: options.format))
        } catch {
            throw ImportError(.input, code: "input_unreadable", error.sentence)
        }
        if reader.format == .ndjson || reader.header.isEmpty {
            columns = reader.format == .ndjson ? nil : ColumnEncoder(ColumnMapping.none)
            warnings = []
            return
        }
        let mapping = try Self.mapping(
            reader, name: source.name, keepsExtra: options.extraColumns != .ignore, region: region)
        columns = ColumnEncoder(mapping)
        warnings = mapping.warnings.map { "\(source.name): \($0)" }
    }

    /// Reads over what an earlier part of the job has read.
    ///
    /// - Parameter isLast: the job was in this input; earlier ones it had read to their end.
    func skip(to position: InputPosition, isLast: Bool) throws(ImportError) {
        do {
            let isSame = try reader.skip(to: position.record)
            guard isSame, try isLast || !reader.fill(RecordBatch(recordsMax: 1)) else {
                throw ImportError(
                    .changed, code: "input_changed",
                    "\(name): is not what the job has read (its first \(position.record.records) "
                        + "rows): give the same input and resume, or import all rows again with "
                        + "--anew")
            }
        } catch let error as ReadError {
            throw ImportError(reading: error)
        } catch let error as ImportError {
            throw error
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func source(_ location: InputLocation) throws(ImportError) -> ByteSource {
        do {
            switch location {
            case .file(let path): return try ByteSource(path: path)
            case .standardInput: return ByteSource(fileDescriptor: 0, name: "standard input")
            case .bytes(let bytes): return ByteSource(bytes: bytes)
            }
        } catch {
            throw ImportError(.input, code: "input_unreadable", error.sentence)
        }
    }

    /// The header's mapping. A first record that names no phone column but holds a phone number is a
    /// row: the file has no header.
    private static func mapping(
        _ reader: RecordReader, name: String, keepsExtra: Bool, region: Region
    ) throws(ImportError) -> ColumnMapping {
        let header = reader.header
        do {
            return try ColumnMapping(header: header, extra: keepsExtra)
        } catch {
            let phones = PhoneReader(region: region)
            let knowsColumn = header.contains { Field.named($0) != nil }
            let phoneColumn = header.firstIndex { cell in
                if case .number = phones.read(cell) { true } else { false }
            }
            guard !knowsColumn, let phoneColumn else {
                throw ImportError(.input, code: "header_unusable", "\(name): \(error.message)")
            }
            reader.returnHeader()
            return ColumnMapping(phoneColumn: phoneColumn, of: header.count)
        }
    }
}
