/// What the columns of a CSV file mean, found from its header.
struct Columns {
    enum Role: Equatable {
        case field(Text)
        case custom(Text)
        case ignored
    }

    static let booleans: [Text] = [
        "use_journeys", "skip_journey_if_exists", "replace_custom_fields", "use_validation",
        "force", "opted_out",
    ]
    static let texts: [Text] = [
        "phone_number", "list_number", "signup_date", "ip_address", "url", "ad_network_source",
        "ad_network_id", "carrier", "line_type",
    ]
    static let aliases: [Text: [Text]] = [
        "phone_number": ["phone", "msisdn", "mobile", "cell", "tel"],
        "signup_date": ["consentdate", "consent", "optedindate", "optindate"],
    ]
    static let missingNumbers: [Text] = ["-", "na", "n/a", "null", "none"]

    let roles: [Role]

    init(header: [Text], keepsUnknown: Bool = true) {
        var roles: [Role] = header.map {
            if $0.isBlank { return .ignored }
            return keepsUnknown ? .custom($0) : .ignored
        }
        for field in Columns.texts + Columns.booleans {
            let names = header.map(Columns.plain)
            let place =
                names.firstIndex(of: Columns.plain(field))
                ?? names.firstIndex { Columns.aliases[field, default: []].contains($0) }
            if let place { roles[place] = .field(field) }
        }
        self.roles = roles
    }

    /// The row as the members of a request: blank cells are absent, custom ones are put together.
    func request(of cells: [Text]) -> [JSON.Member] {
        var members: [JSON.Member] = []
        var customFields: [JSON.Member] = []
        for (role, cell) in zip(roles, cells) where !cell.isBlank {
            switch role {
            case .ignored: continue
            case .custom(let name): customFields.append(.init(name: name, value: .string(cell)))
            case .field(let name):
                guard let value = Columns.value(of: cell.trimmed, in: name) else { continue }
                members.append(.init(name: name, value: value))
            }
        }
        if customFields.isEmpty { return members }
        return members + [.init(name: "custom_fields", value: .object(customFields))]
    }

    /// A boolean that is none stays a string, which the request's types then refuse.
    private static func value(of cell: Text, in field: Text) -> JSON? {
        let word = Text(cell.string.lowercased())
        if ["phone_number", "list_number"].contains(field), missingNumbers.contains(word) {
            return nil
        }
        guard booleans.contains(field) else { return .string(cell) }
        if ["true", "yes", "y", "t", "1"].contains(word) { return .bool(true) }
        if ["false", "no", "n", "f", "0"].contains(word) { return .bool(false) }
        return .string(cell)
    }

    /// Case, spaces, `_` and `-` of a header do not matter.
    private static func plain(_ header: Text) -> Text {
        Text(header.string.lowercased().utf8.filter { !" _-".utf8.contains($0) })
    }
}
