import Contacts
import Foundation
import PhoneNumbers
import Records

/// One opened input: its reader, and what its columns mean.
struct ImportInput {
    /// As the user named it; `-` is standard input.
    let name: String
    private let source: InputReader
    /// The cells of the first record, unless that is a row.
    let header: [String]
    /// The same as it came.
    let headerText: [UInt8]
    /// What the input turned out to be.
    let profile: InputProfile
    /// nil for NDJSON.
    let mapping: ColumnMapping?
    /// What the keys of NDJSON rows mean, as far as the first rows show them; nil for CSV.
    let keys: ColumnMapping?
    /// The records by which the mapping was found.
    private(set) var sample: ColumnSample
    /// The same mapping, ready for rows.
    let columns: ColumnEncoder?
    /// Why the input cannot be used with its mapping.
    let problem: ImportError?
    /// What the user should know before the first row.
    let warnings: [String]
    /// Size of the input where the system knows it.
    let totalBytes: UInt64?

    /// Opens all inputs of a run, finds their formats and decides what their columns mean.
    ///
    /// - Throws: when one cannot be used, or a column to ignore is in none of them.
    static func all(
        _ options: ImportOptions, region: Region
    ) throws(ImportError) -> [ImportInput] {
        var inputs: [ImportInput] = []
        for location in options.inputs {
            var input = ImportInput(try open(location, options), options, region: region)
            if options.inputs.count > 1 { input.park() }
            inputs.append(input)
        }
        try checkIgnored(options, inputs)
        if let problem = inputs.lazy.compactMap(\.problem).first { throw problem }
        return inputs
    }

    private static func checkIgnored(
        _ options: ImportOptions, _ inputs: [ImportInput]
    ) throws(ImportError) {
        // The rows of NDJSON may have keys that the first of them do not show.
        let headers = inputs.compactMap(\.mapping?.header)
        for name in options.ignoredColumns where headers.count == inputs.count {
            if headers.contains(where: { ColumnMapping.has(name, in: $0) }) { continue }
            let hint =
                ColumnMapping.nearest(to: name, in: headers).map { ": did you mean \"\($0)\"?" }
                ?? ""
            throw ImportError(
                .usage, code: "unknown_column",
                "--ignore-column \"\(name)\": there is no such column\(hint)")
        }
    }

    /// Decides what the columns of an opened input mean.
    init(_ reader: RecordReader, _ options: ImportOptions, region: Region) {
        let wanted = options.mappingOptions(region: region)
        if reader.format == .csv {
            (mapping, sample) = Self.mapping(reader, wanted, mayHaveHeader: options.mayHaveHeader)
            keys = nil
        } else {
            mapping = nil
            (keys, sample) = Self.keys(reader, options, wanted)
        }
        profile = reader.profile
        header = reader.header
        headerText = reader.headerText
        source = InputReader(reader, options: options.readerOptions)
        let name = reader.profile.name
        self.name = name
        totalBytes = reader.progress?.total
        columns = mapping.map { ColumnEncoder($0, keepsExtra: wanted.keepsExtra) }
        problem = (mapping ?? keys)?.faults.first.map {
            ImportError($0, input: name, wanted.choice)
        }
        warnings = mapping?.warnings.map { "\(name): \($0)" } ?? []
    }

    /// The reader, at its beginning or where it stopped.
    var reader: RecordReader {
        get throws(ImportError) { try source.reader() }
    }

    /// Keeps little in memory until its turn comes.
    private mutating func park() {
        sample = .none
        source.park()
    }

    /// Everything is read.
    func close() { source.close() }

    /// Nothing is left to be read, as an earlier part of the job has read it.
    var isRead: Bool { source.isRead }

    /// Why what was read is not all there should be.
    var cut: String? { source.cut }

    /// Opens an input and finds what it is.
    static func open(
        _ location: InputLocation, _ options: ImportOptions
    ) throws(ImportError) -> RecordReader {
        let source = try source(location, endLine: options.endLine)
        let reader: RecordReader
        do {
            reader = try RecordReader(source: source, options: options.readerOptions)
        } catch .endsWithoutEndLine(let name) {
            throw ImportError(reading: .endsWithoutEndLine(name: name))
        } catch {
            throw ImportError(.input, code: "input_unreadable", error.sentence)
        }
        // The endpoint takes one request; those of an array would all be added, and paid.
        if options.kind == .singleAdd, reader.profile.isJSONArray {
            throw ImportError(.usage, code: "usage", "enlist add needs one JSON object")
        }
        if options.endLine != nil, reader.profile.compression != nil {
            throw ImportError(
                .usage, code: "usage",
                "\(reader.profile.name): packed input shows no end line: leave --end-line out")
        }
        return reader
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
            if !isLast { close() }
        } catch let error as ReadError {
            throw ImportError(reading: error)
        } catch let error as ImportError {
            throw error
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func source(
        _ location: InputLocation, endLine: String?
    ) throws(ImportError) -> ByteSource {
        do {
            switch location {
            case .file(let path): return try ByteSource(path: path)
            case .standardInput:
                let name = "standard input"
                guard let endLine else { return ByteSource(fileDescriptor: 0, name: name) }
                return ByteSource(fileDescriptor: 0, name: name, endLine: endLine)
            case .bytes(let bytes): return ByteSource(bytes: bytes)
            }
        } catch {
            throw ImportError(.input, code: "input_unreadable", error.sentence)
        }
    }

    /// What the columns mean, by the header, or by the cells where the first record is a row: the
    /// user says so, or it holds a phone number and no name.
    private static func mapping(
        _ reader: RecordReader, _ options: MappingOptions, mayHaveHeader: Bool
    ) -> (ColumnMapping, ColumnSample) {
        guard !reader.header.isEmpty else { return (ColumnMapping.none, .none) }
        let header = reader.header
        let isRow =
            switch options.choice {
            case .found: ColumnMapping.isRow(header, region: options.region)
            case .preset: false
            case .document(let document): !document.hasHeader
            }
        if isRow || !mayHaveHeader { reader.returnHeader() }
        let batch = RecordBatch(recordsMax: sampleRowsMax)
        reader.peek(into: batch)
        let sample = ColumnSample(batch)
        if reader.header.isEmpty {
            return (ColumnMapping(headerless: options, sample: sample), sample)
        }
        var options = options
        options.ownColumns = RejectColumns.count(in: header)
        return (ColumnMapping(header: header, options: options, sample: sample), sample)
    }

    /// The keys of the first rows. A single request's unknown keys are passed over, as the endpoint
    /// does.
    private static func keys(
        _ reader: RecordReader, _ options: ImportOptions, _ wanted: MappingOptions
    ) -> (ColumnMapping?, ColumnSample) {
        if options.kind == .singleAdd { return (nil, .none) }
        let batch = RecordBatch(recordsMax: sampleRowsMax)
        reader.peek(into: batch)
        var wanted = wanted
        wanted.keepsExtra = options.extraColumns == .custom
        let (keys, sample) = ColumnSample.keys(of: batch)
        return (ColumnMapping(keys: keys, options: wanted, sample: sample), sample)
    }

    /// Records in a sample: enough to meet somebody who left and a day after the 12th.
    private static let sampleRowsMax = 1_000
}

extension ImportError {
    /// A mapping that cannot be used: place first, which is the input or the mapping file.
    fileprivate init(
        _ fault: ColumnMapping.Fault, input: String, _ choice: MappingOptions.Choice
    ) {
        switch fault.kind {
        case .header: self.init(.input, code: "header_unusable", "\(input): \(fault.message)")
        case .undecided: self.init(.input, code: "column_undecided", "\(input): \(fault.message)")
        case .dateOrder: self.init(.input, code: "date_order", "\(input): \(fault.message)")
        case .document:
            let file = if case .document(let document) = choice { document.name } else { "" }
            self.init(
                .usage, code: "mapping_unusable", "\(file): \(fault.message) (input \(input))")
        }
    }
}
