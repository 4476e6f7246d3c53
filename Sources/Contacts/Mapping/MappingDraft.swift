/// A mapping while it is decided: explicit rules first, then names and aliases, then what is left.
struct MappingDraft {
    typealias Column = ColumnMapping.Column
    typealias Fault = ColumnMapping.Fault

    let header: [String]
    let names: HeaderIndex
    var hasHeader = true
    /// Keys of NDJSON are the bytes that they are; names of columns are compared without case.
    var comparesBytes = false
    var origin = ColumnMapping.Origin.names
    /// nil: nobody decided yet.
    var columns: [Column?]
    var phones: [ColumnMapping.PhoneColumn] = []
    var constants: [ColumnMapping.Constant] = []
    /// Columns that somebody decided about by name, so that the tripwire leaves them alone.
    var decided: Set<Int> = []
    /// Columns about other channels in an export that says nothing about messages.
    var onlySigns: Set<Int> = []
    var undecided: [Int: String] = [:]
    var warnings: [String] = []
    var faults: [Fault] = []

    init(header: [String]) {
        self.header = header
        names = HeaderIndex(header)
        columns = Array(repeating: nil, count: header.count)
    }

    /// Whether a column or a constant gives the field already.
    func has(_ field: Field) -> Bool {
        let isColumn = columns.contains { column in
            if case .field(field, _) = column { true } else { false }
        }
        return isColumn || hasConstant(field)
    }

    func hasConstant(_ field: Field) -> Bool {
        constants.contains { constant in
            if case .field(field, _) = constant { true } else { false }
        }
    }

    func columns(named name: String) -> [Int] {
        comparesBytes ? names.key(name) : names.columns(named: name)
    }

    /// Leaves out the columns that the user named; a name that this input does not have is another
    /// input's.
    mutating func ignore(_ names: [String]) {
        for column in names.flatMap(columns(named:)) {
            columns[column] = .ignored
            decided.insert(column)
        }
    }

    mutating func ignoreLast(_ count: Int) {
        for column in columns.indices.suffix(count) {
            columns[column] = .ignored
            decided.insert(column)
        }
    }

    /// Gives the columns left to the fields left: a field's exact name wins over an alias; of
    /// several phone columns all are asked, of several others somebody must choose. A column called
    /// `consent` that answers yes or no is no sign-up date: it is left to the tripwire.
    mutating func assignNames(_ sample: ColumnSample) {
        for field in Field.allCases where field != .customFields && !has(field) {
            let named = columns(calledBy: field)
            if named.isEmpty, field == .phoneNumber {
                assignPhones(sample)
            } else {
                assign(field, toOneOf: named.isEmpty ? columns(aliasedTo: field, sample) : named)
            }
        }
    }

    /// Gives the keys left the fields of exactly their names.
    mutating func assignKeys() {
        for index in free {
            let key = header[index]
            guard let field = Field.allCases.first(where: { HeaderName.isSame($0.name, key) }),
                !has(field)
            else { continue }
            columns[index] = .field(field)
        }
    }

    /// Gives a field to the first of the columns; that others have as good a claim to it is a
    /// fault, but for phone numbers.
    private mutating func assign(_ field: Field, toOneOf rivals: [Int]) {
        guard let column = rivals.first else { return }
        columns[column] = .field(field)
        guard rivals.count > 1, field != .phoneNumber else { return }
        for rival in rivals { undecided[rival] = "may be \(field.name), as another column may" }
        let shown = rivals.map { "\"\(names.uniqueName(of: $0))\"" }
        faults.append(
            Fault(
                message:
                    "columns \(shown[0]) and \(shown[1]) can both be \(field.name): choose one "
                    + "with --mapping FILE (`enlist mapping INPUT` prints a file to edit), or leave "
                    + "one out with --ignore-column \(shown[1])"))
    }

    /// The columns called by a field's name: by exactly it one, else all that differ in case,
    /// spaces, `_` and `-`.
    private mutating func columns(calledBy field: Field) -> [Int] {
        let exact = free.filter { HeaderName.trimmed(header[$0]) == field.name }
        if exact.count > 1 {
            faults.append(
                Fault(
                    message: "columns \(exact[0] + 1) and \(exact[1] + 1) are both called "
                        + "\(field.name): rename or remove one"))
        }
        let own = Field.folded(field.name)
        return exact.isEmpty
            ? free.filter { Field.folded(header[$0]) == own } : Array(exact.prefix(1))
    }

    /// In the order of the aliases.
    private func columns(aliasedTo field: Field, _ sample: ColumnSample) -> [Int] {
        let aliases = field.aliases.map(Field.folded)
        let found = free.compactMap { column in
            aliases.firstIndex(of: Field.folded(header[column])).map { (rank: $0, column: column) }
        }
        let ordered = found.sorted { ($0.rank, $0.column) < ($1.rank, $1.column) }.map(\.column)
        guard field == .signupDate else { return ordered }
        return ordered.filter { !ConsentTripwire.hasAnswer(sample.filledCells(of: $0)) }
    }

    private mutating func assignPhones(_ sample: ColumnSample) {
        let found = free.filter { PhoneColumnName.isPhone(header[$0]) }
        for column in found { columns[column] = .field(.phoneNumber) }
        phones += found.map {
            .init(column: $0, label: nil, isPreferred: PhoneColumnName.isMobile(header[$0]))
        }
        // "number" may be a house's: it counts when nothing else does.
        if found.isEmpty, let column = columns(aliasedTo: .phoneNumber, sample).first {
            columns[column] = .field(.phoneNumber)
        }
    }

    /// The preferred ones are asked first, then the others, in the order of the file.
    var orderedPhones: [ColumnMapping.PhoneColumn] {
        let all = phones.sorted { $0.column < $1.column }
        return all.filter(\.isPreferred) + all.filter { !$0.isPreferred }
    }

    private mutating func notePhones() {
        guard phones.count > 1, hasHeader else { return }
        let shown = orderedPhones.prefix(12)
            .map { "\"\(header[$0.column])\"" }.joined(separator: ", ")
        warnings.append(
            "\(phones.count) phone columns: the first of \(shown) that can be a number is read")
    }

    private var free: [Int] { columns.indices.filter { columns[$0] == nil } }

    /// Makes custom fields of the columns left, or ignores them.
    mutating func assignExtra(keepsExtra: Bool) {
        for index in free {
            let name = header[index]
            if HeaderName.trimmed(name).isEmpty {
                warnings.append("column \(index + 1) has no header and is ignored")
                columns[index] = .ignored
            } else if name.utf8.starts(with: ColumnMapping.customPrefix.utf8) {
                let rest = name.utf8.dropFirst(ColumnMapping.customPrefix.utf8.count)
                columns[index] = .custom(name: String(decoding: rest, as: UTF8.self))
                decided.insert(index)
            } else {
                columns[index] = keepsExtra ? .custom(name: name) : .ignored
            }
        }
    }

    mutating func checkPhoneColumn() {
        guard !has(.phoneNumber) else { return notePhones() }
        let shown = header.prefix(12).map(Self.shown).joined(separator: ", ")
        faults.append(
            Fault(
                message: "no column holds phone numbers (columns: \(shown)): name one phone_number")
        )
    }

    /// A name that may be anything, such as the first line of a file that is no table, or a row: no
    /// message shows a number or an address.
    private static func shown(_ name: String) -> String {
        let isCell = name.utf8.count { (0x30...0x39).contains($0) } >= 7 || name.contains("@")
        return isCell ? "…" : String(name.prefix(60))
    }

    /// Custom fields of a row have different names: those of columns, of constants, and of the
    /// numbers that a row with several does not take.
    mutating func checkCustomNames() {
        var seen: [[UInt8]: Int] = [:]
        let several = phones.count > 1 && hasHeader
        for (index, column) in columns.enumerated() {
            let name: String
            switch column {
            case .custom(let custom): name = custom
            case .field(.phoneNumber, _) where several: name = header[index]
            default: continue
            }
            guard let other = seen.updateValue(index, forKey: Array(name.utf8)) else { continue }
            faults.append(
                Fault(
                    message: "columns \(other + 1) and \(index + 1) have the same header "
                        + "\"\(name)\": rename or remove one"))
        }
        for case .custom(let name, _) in constants where seen[Array(name.utf8)] != nil {
            let place = "constants.\(Field.customFields.name).\(name)"
            faults.append(Fault(.document, message: "\(place): a column has this name, too"))
        }
    }
}

/// Names of columns with phone numbers.
enum PhoneColumnName {
    private static let known = Set(
        Field.phoneNumber.aliases.filter { $0 != "number" }
            + [
                "homephone", "workphone", "businessphone", "primaryphone", "mainphone",
                "otherphone", "carphone", "homephone2", "businessphone2", "phone1", "phone2",
                "phone3", "mobile1", "mobile2", "mobilephone2", "mobilephonenumber",
                "cellphonenumber", "homephonenumber", "workphonenumber", "smsphonenumber",
                "primaryphonenumber",
            ])

    static func isPhone(_ header: String) -> Bool { known.contains(Field.folded(header)) }

    static func isMobile(_ header: String) -> Bool {
        let folded = Field.folded(header)
        return ["mobile", "cell", "msisdn", "sms"].contains { folded.contains($0) }
    }

    /// Whether a label, such as Google's `* Mobile`, is a mobile number's.
    static func isMobile(label: UnsafeBufferPointer<UInt8>) -> Bool {
        let words: [StaticString] = ["mobile", "cell", "iphone"]
        return words.contains { word in contains(label, word) }
    }

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard text.count >= count else { return false }
        return (0...(text.count - count)).contains { start in
            ASCII.matches(UnsafeBufferPointer(rebasing: text[start..<(start + count)]), word)
        }
    }
}
