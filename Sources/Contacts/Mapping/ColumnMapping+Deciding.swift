import PhoneNumbers

extension ColumnMapping {
    /// Decides what the columns under a header mean: first what the user says, then the preset that
    /// the header tells, then names and aliases; what is left becomes custom fields or is ignored.
    ///
    /// Always gives a mapping that can be printed; `check` says whether it can be used.
    ///
    /// - Parameter sample: the records below the header.
    package init(header: [String], options: MappingOptions, sample: ColumnSample) {
        var draft = MappingDraft(header: header)
        draft.ignore(options.ignored)
        draft.ignoreLast(options.ownColumns)
        switch options.choice {
        case .found: if let preset = Preset.telling(header) { draft.apply(preset, sample) }
        case .preset(let preset): draft.apply(preset, sample)
        case .document(let document): draft.apply(document)
        }
        draft.assignNames(sample)
        draft.assignExtra(keepsExtra: options.keepsExtra)
        draft.checkPhoneColumn()
        draft.checkCustomNames()
        self.init(draft, sample, options)
    }

    /// Decides what the columns of a file without a header mean: what the mapping file says of
    /// their places, else the column with the phone numbers; no other one has a name to go by.
    ///
    /// - Parameter sample: the first records.
    package init(headerless options: MappingOptions, sample: ColumnSample) {
        let count = Self.columnCount(headerless: options, sample: sample)
        var draft = MappingDraft(header: Array(repeating: "", count: count))
        draft.hasHeader = false
        draft.origin = .content
        draft.ignore(options.ignored)
        if case .document(let document) = options.choice { draft.apply(document) }
        draft.assignContent(sample, region: options.region)
        draft.checkCustomNames()
        self.init(draft, sample, options)
    }

    /// Decides what the keys of NDJSON rows mean: what the mapping file says, else fields by their
    /// names. It is there to be printed and checked; rows are read by a `KeyMapping`.
    ///
    /// - Parameters:
    ///   - keys: those of the first rows, in the order in which they come.
    ///   - sample: their values.
    package init(keys: [String], options: MappingOptions, sample: ColumnSample) {
        var draft = MappingDraft(header: keys)
        draft.comparesBytes = true
        draft.ignore(options.ignored)
        switch options.choice {
        case .document(let document): draft.apply(document, isComplete: false)
        case .preset(let preset):
            draft.warnings.append(
                "the preset \(preset.name) knows columns: keys are taken by their names; a mapping "
                    + "file says what others mean")
        case .found: break
        }
        draft.assignKeys()
        draft.assignExtra(keepsExtra: options.keepsExtra)
        if !options.takesUndecided, !options.isPart { draft.checkConsent(sample) }
        self.init(draft)
    }

    /// The widest of the first records; of a part of a file, what the mapping file says of all.
    private static func columnCount(
        headerless options: MappingOptions, sample: ColumnSample
    ) -> Int {
        guard options.isPart, case .document(let document) = options.choice else {
            return sample.columnCount
        }
        return document.rules.compactMap { HeaderName.place($0.column) }.max() ?? 0
    }

    private init(_ draft: MappingDraft, _ sample: ColumnSample, _ options: MappingOptions) {
        var draft = draft
        if !options.takesUndecided, !options.isPart { draft.checkConsent(sample) }
        if !options.isPart { draft.checkDates(sample, dayFirst: options.dayFirst) }
        self.init(draft)
    }

    /// Whether a header has the column that a user names.
    package static func has(_ name: String, in header: [String]) -> Bool {
        !HeaderIndex(header).columns(named: name).isEmpty
    }

    /// The column that a user meant who named one that is in none of the headers.
    package static func nearest(to name: String, in headers: [[String]]) -> String? {
        NearMiss.of(name, among: headers.flatMap { $0 })
    }

    /// Whether a first record is a row rather than a header: it holds a phone number and no name of
    /// a field or of a known export.
    package static func isRow(_ record: [String], region: Region) -> Bool {
        guard Preset.telling(record) == nil else { return false }
        let knowsColumn = record.contains {
            Field.named($0) != nil || PhoneColumnName.isPhone($0)
        }
        return !knowsColumn && record.contains { PhoneReader(region: region).isNumber($0) }
    }
}

extension MappingDraft {
    /// Gives names to columns by their cells: numbers that the numbering plan knows, then numbers
    /// that can be; one with addresses of e-mail is the custom field `email`. The others are
    /// ignored.
    fileprivate mutating func assignContent(_ sample: ColumnSample, region: Region) {
        let phones = PhoneReader(region: region)
        let free = columns.indices.filter { columns[$0] == nil }
        if !has(.phoneNumber) {
            let shares = free.map { (column: $0, share: PhoneShare(sample, $0, phones)) }
            let best = shares.filter { $0.share.possible > 0 }.max {
                ($0.share.valid, $0.share.possible, -$0.column)
                    < ($1.share.valid, $1.share.possible, -$1.column)
            }
            if let best {
                columns[best.column] = .field(.phoneNumber)
                warnings.append("no header: column \(best.column + 1) is read as phone_number")
            } else if !columns.isEmpty {
                faults.append(
                    Fault(
                        message: "no column holds phone numbers in the first rows: give the file a "
                            + "header, or name the column in a mapping file"))
            }
        }
        assignEmail(sample)
        let ignored = columns.indices.filter { columns[$0] == nil }
        guard !ignored.isEmpty else { return }
        let names = ignored.prefix(12).map { "\($0 + 1)" }.joined(separator: ", ")
        warnings.append(
            "no header: columns without a name are ignored (\(names)); "
                + "`enlist mapping INPUT` prints a file that can name them")
    }

    private mutating func assignEmail(_ sample: ColumnSample) {
        let name = "email"
        guard case .content = origin,
            let column = columns.indices.first(where: { index in
                let cells = sample.filledCells(of: index)
                return columns[index] == nil && !cells.isEmpty
                    && cells.allSatisfy { Self.isEmail($0.text) }
            })
        else { return }
        columns[column] = .custom(name: name)
        warnings.append("no header: column \(column + 1) is read as the custom field \(name)")
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(UInt8(ascii: "."))
            && !text.utf8.contains(0x20)
    }
}

/// How many of a column's first cells are phone numbers.
private struct PhoneShare {
    private(set) var valid = 0
    private(set) var possible = 0

    init(_ sample: ColumnSample, _ column: Int, _ phones: PhoneReader) {
        for cell in sample.filledCells(of: column) {
            guard let number = phones.number(in: cell.text) else { continue }
            possible += 1
            if NumberingPlan.facts(of: number).isValid { valid += 1 }
        }
    }
}

extension PhoneReader {
    func isNumber(_ text: String) -> Bool { number(in: text) != nil }

    /// The number of a cell by which a column is known. Numbers are found in much text; that of
    /// JSON and markup is no cell, and its other members would be lost.
    fileprivate func number(in text: String) -> PhoneNumber? {
        let isMarkup = text.utf8.contains { [0x7B, 0x5B, 0x3C].contains($0) }
        guard !isMarkup, case .number(let number, _) = read(text) else { return nil }
        return number
    }
}
