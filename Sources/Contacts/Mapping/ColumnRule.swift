/// What a preset or a mapping file says of one column.
struct ColumnRule: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        case field(Field)
        /// nil: under the column's own name.
        case custom(name: String?)
        case ignored
        /// The file was printed with a question that nobody has answered.
        case undecided
    }

    /// The header, or `#3`.
    let column: String
    let target: Target
    var values: ValueTable?
    /// For a phone column: the column with the kind of number.
    var label: String?
    /// For a phone column: asked before the others; nil: when its name says that it is mobile.
    var isPreferred: Bool?

    /// The rule as the column's first cells show it to be meant: where a date should stand, yes and
    /// no say who may be messaged.
    fileprivate func shown(by cells: [(line: UInt64, text: String)]) -> ColumnRule {
        guard target == .field(.signupDate), ConsentTripwire.onlyAnswers(cells) else { return self }
        return .optedOut(column, .consent)
    }
}

extension MappingDraft {
    /// Decides by a preset: columns that are not there are passed over, the first of several for
    /// one field wins, the others stay custom fields.
    mutating func apply(_ preset: Preset, _ sample: ColumnSample) {
        origin = .preset(preset.name)
        for rule in preset.rules {
            guard let column = names.columns(named: rule.column).first,
                columns[column] == nil, hasLabel(rule)
            else { continue }
            let shown = rule.shown(by: sample.filledCells(of: column))
            decided.insert(column)
            guard case .field(let field) = shown.target else { continue }
            let mayRepeat = field == .phoneNumber || field == .optedOut
            if mayRepeat || !has(field) { set(column, to: field, by: shown) }
        }
        if !preset.decidesAll {
            warnings.append("read by the preset \(preset.name), as an export of \(preset.title)")
        }
        let others = header.indices.filter { preset.isOfOtherChannel(header[$0]) }
        if preset.decidesAll {
            decided.formUnion(header.indices)
        } else if has(.optedOut) {
            decided.formUnion(others)
        } else {
            onlySigns.formUnion(others)
        }
    }

    private func hasLabel(_ rule: ColumnRule) -> Bool {
        rule.label.map { !names.columns(named: $0).isEmpty } ?? true
    }

    /// Decides by a mapping file.
    ///
    /// - Parameter isComplete: every column that the file names must be there.
    mutating func apply(_ document: MappingDocument, isComplete: Bool = true) {
        origin = .document(document.name)
        constants = document.constants
        var ruled: Set<Int> = []
        for rule in document.rules {
            let place = MappingDocument.place(of: rule.column)
            let found = columns(named: rule.column)
            guard let column = found.first else {
                if !isComplete { continue }
                faults.append(Fault(.document, message: "\(place): \(missing(rule.column))"))
                continue
            }
            if found.count > 1 {
                let remedy = "write their places, such as \"#\(column + 1)\""
                faults.append(
                    Fault(.document, message: "\(place): several columns have this name: \(remedy)")
                )
            } else if !ruled.insert(column).inserted {
                faults.append(
                    Fault(.document, message: "\(place): the file names this column twice"))
            }
            if columns[column] == nil { apply(rule, to: column, place: place) }
        }
    }

    private mutating func apply(_ rule: ColumnRule, to column: Int, place: String) {
        switch rule.target {
        case .undecided: return
        case .ignored: columns[column] = .ignored
        case .custom(let name):
            columns[column] = .custom(name: name ?? header[column])
        case .field(let field):
            let mayRepeat = field == .phoneNumber || field == .optedOut
            if has(field), !mayRepeat || hasConstant(field) {
                let message = "\(place): another column or constant is \(field.name) already"
                faults.append(Fault(.document, message: message))
            }
            set(column, to: field, by: rule)
        }
        decided.insert(column)
    }

    private mutating func set(_ column: Int, to field: Field, by rule: ColumnRule) {
        columns[column] = .field(field, values: rule.values)
        guard field == .phoneNumber else { return }
        let label = rule.label.flatMap { names.columns(named: $0).first }
        if let name = rule.label, label == nil, case .document = origin {
            let place = MappingDocument.place(of: rule.column) + ".label"
            faults.append(Fault(.document, message: "\(place): \(missing(name))"))
        }
        let isPreferred = rule.isPreferred ?? PhoneColumnName.isMobile(header[column])
        phones.append(.init(column: column, label: label, isPreferred: isPreferred))
    }

    private func missing(_ name: String) -> String {
        if HeaderName.place(name) != nil {
            return "the input has \(header.count) columns"
        }
        let hint = NearMiss.of(name, among: header).map { ": did you mean \"\($0)\"?" } ?? ""
        return "the input has no such column\(hint)"
    }
}
