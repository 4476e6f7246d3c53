/// Follows the decoded text to tell where its bytes stood in the input, unpacked but not decoded.
struct SourceOffset {
    private let encoding: TextEncoding
    /// A place in the decoded text, and the same one in the input.
    private var decoded: UInt64
    private var source: UInt64

    init(encoding: TextEncoding, decoded: UInt64, source: UInt64) {
        self.encoding = encoding
        self.decoded = decoded
        self.source = source
    }

    /// Whether the text is the input itself, so that nothing needs to be followed.
    var isDecoded: Bool { encoding == .utf8 }

    /// Goes on to a place in the decoded text, up to which the window still has all of it.
    ///
    /// - Returns: the same place in the input.
    mutating func move(to place: UInt64, in view: WindowView) -> UInt64 {
        guard !isDecoded else { return place }
        precondition(decoded >= view.offset && place >= decoded, "places are told in their order")
        let start = view.base + Int(decoded - view.offset)
        let passed = UnsafeBufferPointer(start: start, count: Int(place - decoded))
        source += UInt64(encoding.sourceBytes(of: passed))
        decoded = place
        return source
    }
}

extension TextEncoding {
    /// Bytes that decoded text takes in an input of this encoding. What could not be decoded counts
    /// as the one unit that it was.
    func sourceBytes(of text: UnsafeBufferPointer<UInt8>) -> Int {
        switch self {
        case .utf8: text.count
        case .windows1252: text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        case .utf16LittleEndian, .utf16BigEndian:
            text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 & 0xF8 == 0xF0 ? 4 : 2) }
        }
    }
}
