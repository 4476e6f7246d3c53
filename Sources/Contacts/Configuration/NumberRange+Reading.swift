extension NumberRange {
    /// The columns of a file of ranges; all but the first two needed ones may be blank.
    package static let columns = [
        "prefix", "carrier_raw", "carrier", "line_type", "ported", "country", "state", "city",
    ]
    /// Columns without which a range says nothing.
    package static let columnsNeeded = ["prefix", "line_type"]

    /// Reads a range from its cells by column.
    ///
    /// - Parameter place: where the cells stand, for the error.
    package init(cells: [String: String], place: String) throws(ConfigurationError) {
        func text(_ column: String) -> String? {
            let trimmed = (cells[column] ?? "").trimmed
            return trimmed.isEmpty ? nil : trimmed
        }
        func fault(_ column: String, _ message: String) -> ConfigurationError {
            ConfigurationError(place: place, "\(column) \(message)")
        }
        guard let prefix = text("prefix").flatMap(Self.digits) else {
            throw fault("prefix", "must be the first 1 to 15 digits of E.164, such as +1415555")
        }
        guard let lineType = text("line_type").flatMap({ ValidatedLineType(name: $0) }) else {
            throw fault("line_type", "must be one of mobile, fixed line, voip, other, unknown")
        }
        guard let isPorted = Self.flag(text("ported")) else {
            throw fault("ported", "must be true or false")
        }
        let country = text("country")?.uppercased()
        if let country, country.utf8.count != 2 {
            throw fault("country", "must be two letters, such as US")
        }
        self.init(
            prefix: prefix, carrierRaw: text("carrier_raw"), carrier: text("carrier"),
            lineType: lineType, isPorted: isPorted, country: country, state: text("state"),
            city: text("city"))
    }

    private static func digits(_ text: String) -> String? {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard (1...15).contains(digits.utf8.count), digits.first != "0",
            digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        return String(digits)
    }

    /// A boolean as cells have it; blank is false.
    private static func flag(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case nil, "false", "no", "n", "f", "0": false
        case "true", "yes", "y", "t", "1": true
        default: nil
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let head = drop(while: \.isWhitespace)
        return String(head.reversed().drop(while: \.isWhitespace).reversed())
    }
}
