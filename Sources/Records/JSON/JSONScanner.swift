/// The grammar of RFC 8259: walks over one text and writes the tokens.
///
/// An open container keeps the index of the one around it in `next` until it closes, so that
/// nesting needs no stack. Everything on the way of a plain row is inlined into `scanText`, which
/// keeps the state in registers.
struct JSONScanner {
    let base: UnsafePointer<UInt8>
    let end: Int
    var position: Int
    /// Has room for the tokens of any text of this length; see `JSONTape`.
    private let tokens: UnsafeMutableBufferPointer<JSONToken>
    private var count = 0
    private var container = JSONScanner.none
    private var depth = 0

    private static let none = Int(UInt32.max)

    init(
        base: UnsafePointer<UInt8>, start: Int, end: Int,
        tokens: UnsafeMutableBufferPointer<JSONToken>
    ) {
        self.base = base
        self.position = start
        self.end = end
        self.tokens = tokens
    }

    /// One value with nothing but blanks around it. Returns the number of tokens.
    mutating func scanText() throws(JSONFault) -> Int {
        repeat {
            skipBlanks()
            let opensContainer = try scanValue()
            if opensContainer, try !scanFirst() { continue }
            try scanSeparators()
        } while container != JSONScanner.none
        skipBlanks()
        guard position == end else { throw JSONFault(.syntax, at: position) }
        return count
    }

    /// A scalar, or the opening of a container: then true.
    @inline(__always)
    private mutating func scanValue() throws(JSONFault) -> Bool {
        let start = position
        switch peek() {
        case 0x22: try scanString()
        case 0x7B:
            try open(.object)
            return true
        case 0x5B:
            try open(.array)
            return true
        case 0x2D, 0x30...0x39:
            try scanNumber()
            append(.number, from: start)
        case 0x74:
            try scanLiteral(0x6575_7274)
            append(.true, from: start)
        case 0x66:
            position &+= 1
            try scanLiteral(0x6573_6C61)
            append(.false, from: start)
        case 0x6E:
            try scanLiteral(0x6C6C_756E)
            append(.null, from: start)
        default: throw JSONFault(.syntax, at: position)
        }
        return false
    }

    /// What follows an opening: true when the container is empty, and closed; else in an object the
    /// first key.
    @inline(__always)
    private mutating func scanFirst() throws(JSONFault) -> Bool {
        skipBlanks()
        if peek() == closing {
            try close()
            return true
        }
        if closing == 0x7D { try scanKey() }
        return false
    }

    /// What follows a value: closes containers, or goes over a comma to the next value.
    @inline(__always)
    private mutating func scanSeparators() throws(JSONFault) {
        while container != JSONScanner.none {
            skipBlanks()
            let byte = peek()
            if byte == 0x2C {
                position &+= 1
                if closing == 0x7D {
                    skipBlanks()
                    try scanKey()
                }
                return
            }
            guard byte == closing else { throw JSONFault(.syntax, at: position) }
            try close()
        }
    }

    /// The byte that closes the innermost container.
    private var closing: UInt8 {
        @inline(__always) get { tokens[container].kind == .object ? 0x7D : 0x5D }
    }

    /// The key at the position and its colon.
    @inline(__always)
    private mutating func scanKey() throws(JSONFault) {
        guard peek() == 0x22 else { throw JSONFault(.syntax, at: position) }
        try scanString()
        skipBlanks()
        guard peek() == 0x3A else { throw JSONFault(.syntax, at: position) }
        position &+= 1
    }

    @inline(__always)
    private mutating func open(_ kind: JSONKind) throws(JSONFault) {
        guard depth < JSONTape.depthMax else { throw JSONFault(.nestingTooDeep, at: position) }
        depth &+= 1
        position &+= 1
        let parent = container
        container = count
        append(kind, from: position &- 1)
        tokens[container].next = UInt32(truncatingIfNeeded: parent)
    }

    @inline(__always)
    private mutating func close() throws(JSONFault) {
        let index = container
        container = Int(tokens[index].next)
        position &+= 1
        depth &-= 1
        tokens[index].end = UInt32(truncatingIfNeeded: position)
        tokens[index].next = UInt32(truncatingIfNeeded: count)
        guard tokens[index].kind == .object else { return }
        let members = UnsafeBufferPointer(rebasing: tokens[(index + 1)..<count])
        if let key = JSONKeys.repeated(in: members, firstIndex: index + 1, base: base) {
            throw JSONFault(.duplicateKey, at: key)
        }
    }

    @inline(__always)
    mutating func append(
        _ kind: JSONKind, hasEscapes: Bool = false, from start: Int
    ) {
        tokens[count] = JSONToken(
            kind: kind, hasEscapes: hasEscapes,
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position),
            next: UInt32(truncatingIfNeeded: count &+ 1))
        count &+= 1
    }

    /// The byte at the position; NUL, which JSON has nowhere, at the end.
    @inline(__always)
    func peek() -> UInt8 {
        position < end ? base[position] : 0
    }

    @inline(__always)
    private mutating func skipBlanks() {
        while position < end {
            let byte = base[position]
            // In compact JSON this is always true.
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    @inline(__always)
    private mutating func scanLiteral(_ word: UInt32) throws(JSONFault) {
        guard position &+ 4 <= end,
            UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self).littleEndian == word
        else { throw JSONFault(.syntax, at: position) }
        position &+= 4
    }
}

// Numbers: the text is checked and kept, never converted.
extension JSONScanner {
    @inline(__always)
    private mutating func scanNumber() throws(JSONFault) {
        if peek() == 0x2D { position &+= 1 }
        if peek() == 0x30 {
            position &+= 1
        } else {
            try scanDigits()
        }
        if peek() == 0x2E {
            position &+= 1
            try scanDigits()
        }
        if peek() | 0x20 == 0x65 {
            position &+= 1
            if peek() == 0x2B || peek() == 0x2D { position &+= 1 }
            try scanDigits()
        }
    }

    @inline(__always)
    private mutating func scanDigits() throws(JSONFault) {
        let start = position
        while peek() &- 0x30 < 10 { position &+= 1 }
        guard position > start else { throw JSONFault(.syntax, at: position) }
    }
}
