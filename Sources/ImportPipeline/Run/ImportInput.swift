import Contacts
import Foundation
import PhoneNumbers
import Records

/// One opened input: its reader, and what its columns mean.
struct ImportInput {
    /// As the user named it; `-` is standard input.
    let name: String
    let reader: RecordReader
    /// What the input turned out to be.
    let profile: InputProfile
    /// nil for NDJSON.
    let mapping: ColumnMapping?
    /// The same, ready for rows.
    let columns: ColumnEncoder?
    /// What the user should know before the first row.
    let warnings: [String]
    /// Size of the input where the system knows it.
    let totalBytes: UInt64?

    /// Opens an input, finds its format and reads its header.
    init(_ location: InputLocation, options: ImportOptions, region: Region) throws(ImportError) {
        try self.init(try Self.open(location, options), options: options, region: region)
    }

    /// Decides what the columns of an opened input mean.
    init(_ reader: RecordReader, options: ImportOptions, region: Region) throws(ImportError) {
        guard reader.format == .csv else {
            self.init(reader, mapping: nil)
            return
        }
        let mapping =
            reader.header.isEmpty
            ? ColumnMapping.none
            : try Self.mapping(
                reader, name: reader.profile.name, options: options, region: region)
        self.init(reader, mapping: mapping)
    }

    /// - Parameter mapping: nil for NDJSON.
    init(_ reader: RecordReader, mapping: ColumnMapping?) {
        self.reader = reader
        self.mapping = mapping
        let name = reader.profile.name
        self.name = name
        totalBytes = reader.progress?.total
        columns = mapping.map { ColumnEncoder($0) }
        warnings = mapping?.warnings.map { "\(name): \($0)" } ?? []
        profile = reader.profile
    }

    /// Opens an input and finds what it is.
    static func open(
        _ location: InputLocation, _ options: ImportOptions
    ) throws(ImportError) -> RecordReader {
        let source = try source(location)
        do {
            return try RecordReader(source: source, options: options.readerOptions)
        } catch {
            throw ImportError(.input, code: "input_unreadable", error.sentence)
        }
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
        _ reader: RecordReader, name: String, options: ImportOptions, region: Region
    ) throws(ImportError) -> ColumnMapping {
        let header = reader.header
        do throws(ColumnMapping.Fault) {
            guard options.mayHaveHeader else { throw ColumnMapping.Fault.headerless }
            let own = RejectColumns.count(in: header)
            return try ColumnMapping(
                header: header.dropLast(own), extra: options.extraColumns != .ignore
            ).ignoring(next: own)
        } catch {
            let phones = PhoneReader(region: region)
            let knowsColumn =
                options.mayHaveHeader && header.contains { Field.named($0) != nil }
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
