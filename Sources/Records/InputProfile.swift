/// What an input turned out to be: found from its first bytes, or as the caller said.
package struct InputProfile: Sendable, Equatable {
    /// As the user named it.
    package var name: String
    package var format: RecordFormat
    /// The records are the elements of one JSON array.
    package var isJSONArray = false
    package var encoding = TextEncoding.utf8
    package var hasByteOrderMark = false
    /// How it is packed; `nil` when it is not.
    package var compression: Compression?
    /// `nil` for NDJSON.
    package var dialect: Dialect?
    /// CSV: the first record names the columns.
    package var hasHeader = false

    package init(name: String, format: RecordFormat) {
        self.name = name
        self.format = format
    }

    /// Reads what ``json`` gave; nil when it is something else.
    package init?(_ value: JSONValue) {
        guard case .string(let name)? = value["file"], case .string(let format)? = value["format"],
            case .string(let encoding)? = value["encoding"],
            let encoding = TextEncoding(rawValue: encoding)
        else { return nil }
        self.init(name: name, format: format == "csv" ? .csv : .ndjson)
        isJSONArray = format == "json"
        self.encoding = encoding
        hasByteOrderMark = value["byte_order_mark"]?.isTrue == true
        if case .string(let name)? = value["compression"] {
            compression = Compression(rawValue: name)
        }
        guard self.format == .csv else { return }
        hasHeader = value["header"]?.isTrue == true
        dialect = Dialect(value)
    }

    /// One line for people, without anything from the records.
    package var sentence: String { "\(name): \(parts.joined(separator: ", "))" }

    private var parts: [String] {
        let shape = isJSONArray ? "JSON array" : format == .csv ? "CSV" : "NDJSON"
        var parts = ["\(shape) in \(encoding.rawValue)\(hasByteOrderMark ? " with a mark" : "")"]
        if let dialect {
            parts.append("delimiter \(Dialect.name(of: dialect.delimiter))")
            parts.append("quote \(Dialect.name(of: dialect.quote))")
            parts.append("line ends \(dialect.lineEnds.rawValue)")
            if dialect.hasSeparatorLine { parts.append("a line sep=") }
            if dialect.commentLines > 0 { parts.append("comment lines \(dialect.commentLines)") }
            parts.append(hasHeader ? "a header" : "no header")
        }
        if let compression { parts.append("packed with \(compression.rawValue)") }
        return parts
    }

    /// The same as one JSON object; keys of CSV only where the input is CSV.
    package var json: String {
        var members = [
            "\"file\":\(JSONValue.string(name).json)",
            "\"format\":\"\(isJSONArray ? "json" : format.rawValue)\"",
            "\"encoding\":\"\(encoding.rawValue)\"", "\"byte_order_mark\":\(hasByteOrderMark)",
            "\"compression\":\(compression.map { "\"\($0.rawValue)\"" } ?? "null")",
        ]
        if let dialect {
            members += [
                "\"delimiter\":\(JSONValue.string(Dialect.text(of: dialect.delimiter)).json)",
                "\"quote\":\(JSONValue.string(Dialect.text(of: dialect.quote)).json)",
                "\"line_ends\":\"\(dialect.lineEnds.rawValue)\"",
                "\"separator_line\":\(dialect.hasSeparatorLine)",
                "\"comment_lines\":\(dialect.commentLines)", "\"header\":\(hasHeader)",
            ]
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}

extension Dialect {
    fileprivate init?(_ value: JSONValue) {
        guard case .string(let delimiter)? = value["delimiter"],
            let delimiter = delimiter.unicodeScalars.first, delimiter.isASCII,
            case .string(let quote)? = value["quote"],
            let quote = quote.unicodeScalars.first, quote.isASCII,
            case .string(let ends)? = value["line_ends"], let ends = LineEnds(rawValue: ends),
            case .number(let comments)? = value["comment_lines"]
        else { return nil }
        self.init()
        self.delimiter = UInt8(ascii: delimiter)
        self.quote = UInt8(ascii: quote)
        lineEnds = ends
        hasSeparatorLine = value["separator_line"]?.isTrue == true
        commentLines = Int(comments) ?? 0
    }
}
