/// The kinds of a JSON value.
package enum JSONKind: UInt8, Sendable {
    case object
    case array
    case string
    case number
    case `true`
    case `false`
    case null
}

/// One value, or one key of an object, on a `JSONTape`.
package struct JSONToken: Sendable, Equatable {
    /// What the value is; a key of an object is a string, and its value the next token.
    package var kind: JSONKind
    /// A string with at least one backslash: read it with `JSONTape.unescape`.
    package var hasEscapes: Bool
    /// The value's first byte; of a string the one behind the quote.
    package var start: UInt32
    /// Behind the value's last byte; of a string the closing quote.
    package var end: UInt32
    /// Index of the token behind this value and all it contains.
    package var next: UInt32

    /// The bytes of the value in the buffer scanned; of a string, those between the quotes.
    package var slice: Slice { Slice(start: start, end: end) }
}

/// Why a text is not acceptable JSON, and where.
package struct JSONFault: Error, Sendable, Equatable {
    /// The ways a text can be unacceptable.
    package enum Kind: UInt8, Sendable {
        /// Not JSON as RFC 8259 has it.
        case syntax
        /// An object has the same key twice.
        case duplicateKey
        /// More than `JSONTape.depthMax` objects and arrays inside each other.
        case nestingTooDeep
        /// A string has bytes that are not UTF-8.
        case invalidUTF8
        /// A `\u` escape for one half of a surrogate pair stands alone.
        case loneSurrogate
        /// NUL, raw or as `\u0000`.
        case nulCharacter
        /// A string has a raw control character, such as a tab or a line end.
        case unescapedControl
    }

    /// What is wrong.
    package var kind: Kind
    /// Offset of the offending byte in the buffer scanned; of a duplicate key, its first byte.
    package var offset: Int

    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// What is wrong and what to do, without anything from the text.
    package var sentence: String { kind.sentence }
}

extension JSONFault.Kind {
    /// What is wrong and what to do, without anything from the text.
    package var sentence: String {
        switch self {
        case .syntax: "This is not valid JSON; write one object as RFC 8259 has it."
        case .duplicateKey: "An object has the same key twice; keep one of them."
        case .nestingTooDeep: "Objects and arrays are nested more than 64 deep; flatten them."
        case .invalidUTF8: "A string has bytes that are not UTF-8; write the file as UTF-8."
        case .loneSurrogate: "A \\u escape is half of a surrogate pair; write both halves."
        case .nulCharacter: "A string has a NUL character; remove it."
        case .unescapedControl: "A string has a raw control character; write it as an escape."
        }
    }
}
