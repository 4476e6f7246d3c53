import Records

/// What the keys of NDJSON rows mean, where a mapping file says other than their names do.
///
/// Keys are compared byte by byte. A field that the file gives to a key is no longer the one of the
/// field's own name.
package struct KeyMapping: Sendable {
    struct Rule: Sendable {
        enum Target: Sendable {
            case field(Field)
            /// The key with quotes and colon.
            case custom(key: [UInt8], name: [UInt8])
            case ignored
        }

        let key: [UInt8]
        let target: Target
        let values: ValueTable?
    }

    let rules: [Rule]
    /// Rules of `phone_number` in the order in which they are asked.
    let phones: [Int]
    /// Rules with a meaning for a key that a row does not have.
    let withBlank: [Int]
    let constants: ColumnEncoder.Constants
    let textBytesMax: Int
    private let claimed: Set<Field>

    /// Nil when the names say it all.
    package init?(_ options: MappingOptions) {
        var rules = options.ignored.map {
            Rule(key: Array($0.utf8), target: .ignored, values: nil)
        }
        var preferred: [Int] = []
        var others: [Int] = []
        var constants: [ColumnMapping.Constant] = []
        if case .document(let document) = options.choice {
            constants = document.constants
            for rule in document.rules {
                guard let mapped = Rule(rule) else { continue }
                if case .field(.phoneNumber) = mapped.target {
                    let isPreferred = rule.isPreferred ?? PhoneColumnName.isMobile(rule.column)
                    if isPreferred {
                        preferred.append(rules.count)
                    } else {
                        others.append(rules.count)
                    }
                }
                rules.append(mapped)
            }
        }
        if rules.isEmpty, constants.isEmpty { return nil }
        self.rules = rules
        phones = preferred + others
        withBlank = rules.indices.filter { rules[$0].values?.blank != nil }
        self.constants = ColumnEncoder.Constants(constants)
        textBytesMax =
            rules.reduce(0) { $0 + ($1.values?.textBytesMax ?? 0) } + self.constants.textBytes
        claimed = Set(
            rules.compactMap { if case .field(let field) = $0.target { field } else { nil } })
    }

    @inline(__always)
    func rule(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        rules.firstIndex { $0.key.count == key.count && key.elementsEqual($0.key) }
    }

    /// Whether a key of the file is this field.
    func claims(_ field: Field) -> Bool { claimed.contains(field) }
}

extension KeyMapping.Rule {
    fileprivate init?(_ rule: ColumnRule) {
        key = Array(rule.column.utf8)
        values = rule.values
        switch rule.target {
        case .undecided: return nil
        case .ignored: target = .ignored
        case .field(let field): target = .field(field)
        case .custom(let name):
            let name = name ?? rule.column
            target = .custom(key: ColumnEncoder.key(name), name: Array(name.utf8))
        }
    }
}
