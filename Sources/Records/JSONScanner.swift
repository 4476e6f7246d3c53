/// The grammar of RFC 8259: walks over one text and writes the tokens.
///
/// An open container keeps the index of the one around it in `next` until it closes, so that
/// nesting needs no stack.
struct JSONScanner {
    let base: UnsafePointer<UInt8>
    let end: Int
    var position: Int
    var tokens: [JSONToken] = []
    var fingerprints: [UInt64] = []
    private var container = JSONScanner.none
    private var depth = 0

    private static let none = UInt32.max

    init(base: UnsafePointer<UInt8>, start: Int, end: Int) {
        self.base = base
        self.position = start
        self.end = end
    }

    /// One value with nothing but blanks around it.
    mutating func scanText() throws(JSONFault) {
        repeat {
            try scanValue()
            try scanSeparators()
        } while container != JSONScanner.none
        skipBlanks()
        guard position == end else { throw JSONFault(.syntax, at: position) }
    }

    /// A scalar or empty container, or the opening of a container and its first key.
    @inline(__always)
    private mutating func scanValue() throws(JSONFault) {
        skipBlanks()
        let start = position
        switch peek() {
        case 0x22: try scanString(isKey: false)
        case 0x7B: try open(.object)
        case 0x5B: try open(.array)
        case 0x2D, 0x30...0x39:
            try scanNumber()
            append(.number, from: start)
        case 0x74:
            try scanLiteral(0x6575_7274, count: 4)
            append(.true, from: start)
        case 0x66:
            position += 1
            try scanLiteral(0x6573_6C61, count: 4)
            append(.false, from: start)
        case 0x6E:
            try scanLiteral(0x6C6C_756E, count: 4)
            append(.null, from: start)
        default: throw JSONFault(.syntax, at: position)
        }
    }

    /// What follows a value: closes containers, or goes over a comma to the next value.
    @inline(__always)
    private mutating func scanSeparators() throws(JSONFault) {
        while container != JSONScanner.none {
            if isOpened {
                isOpened = false
                skipBlanks()
                if peek() != closing { return try scanKey() }
            } else {
                skipBlanks()
                if peek() == 0x2C {
                    position += 1
                    return try scanKey()
                }
            }
            guard peek() == closing else { throw JSONFault(.syntax, at: position) }
            try close()
        }
    }

    /// The last token is a container that was just opened.
    private var isOpened = false

    private var closing: UInt8 {
        tokens[Int(container)].kind == .object ? 0x7D : 0x5D
    }

    /// In an object the key and colon before a value.
    @inline(__always)
    private mutating func scanKey() throws(JSONFault) {
        guard tokens[Int(container)].kind == .object else { return }
        skipBlanks()
        guard peek() == 0x22 else { throw JSONFault(.syntax, at: position) }
        try scanString(isKey: true)
        skipBlanks()
        guard peek() == 0x3A else { throw JSONFault(.syntax, at: position) }
        position += 1
    }

    private mutating func open(_ kind: JSONKind) throws(JSONFault) {
        guard depth < JSONTape.depthMax else { throw JSONFault(.nestingTooDeep, at: position) }
        depth += 1
        let parent = container
        container = UInt32(truncatingIfNeeded: tokens.count)
        position += 1
        append(kind, from: position - 1)
        tokens[Int(container)].next = parent
        isOpened = true
    }

    private mutating func close() throws(JSONFault) {
        let index = Int(container)
        container = tokens[index].next
        position += 1
        depth -= 1
        tokens[index].end = UInt32(truncatingIfNeeded: position)
        tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
        guard tokens[index].kind == .object else { return }
        let keys = JSONKeys(base: base, object: index)
        if let duplicate = keys.duplicate(in: tokens, scratch: &fingerprints) {
            throw JSONFault(.duplicateKey, at: duplicate)
        }
    }

    @inline(__always)
    private mutating func append(_ kind: JSONKind, from start: Int) {
        tokens.append(
            JSONToken(
                kind: kind, isKey: false, hasEscapes: false,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: position),
                next: UInt32(truncatingIfNeeded: tokens.count &+ 1)))
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
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    @inline(__always)
    private mutating func scanLiteral(_ word: UInt32, count: Int) throws(JSONFault) {
        guard position + count <= end,
            UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self).littleEndian == word
        else { throw JSONFault(.syntax, at: position) }
        position += count
    }
}

// Numbers: the text is checked and kept, never converted.
extension JSONScanner {
    @inline(__always)
    private mutating func scanNumber() throws(JSONFault) {
        if peek() == 0x2D { position += 1 }
        if peek() == 0x30 {
            position += 1
        } else {
            try scanDigits()
        }
        if peek() == 0x2E {
            position += 1
            try scanDigits()
        }
        if peek() | 0x20 == 0x65 {
            position += 1
            if peek() == 0x2B || peek() == 0x2D { position += 1 }
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
