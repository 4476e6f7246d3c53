/// One JSON text as a flat list of tokens, in the order of the text.
///
/// Accepts RFC 8259 and nothing looser, and refuses what could be read in two ways: equal keys,
/// lone surrogates, NUL. Used again for text after text, it allocates nothing once grown. An
/// object's tokens are key, value, key, value; a value may span several tokens, see
/// `JSONToken.next`.
package struct JSONTape: Sendable {
    /// Deepest nesting. Rows are flat with one object inside and answers have a few levels more;
    /// the limit bounds what readers of a tape recurse.
    package static let depthMax = 64

    /// Room for so many tokens is kept from text to text: enough for texts of 64 KiB.
    private static let keptMax = 1 << 15

    /// The tokens of the last text scanned, the first one for the whole value; none after a fault.
    package private(set) var tokens: [JSONToken] = []
    /// Where tokens are written; grown to the longest text, then used again.
    private var scratch: [JSONToken] = []

    package init() {}

    /// Scans the JSON text in `bytes` from `start` up to `end`; offsets count from the start of
    /// `bytes`, which is shorter than 4 GiB. Returns what is wrong, `nil` when nothing is.
    package mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> JSONFault? {
        guard let base = bytes.baseAddress, start < end, end <= bytes.count else {
            return JSONFault(.syntax, at: start)
        }
        let most = Self.tokensMax(in: end - start)
        do {
            if most > Self.keptMax {
                try scanOnce(base, from: start, to: end, room: most)
            } else {
                try scanAgain(base, from: start, to: end, room: most)
            }
            return nil
        } catch {
            tokens.removeAll()
            return error
        }
    }

    /// Scans into `scratch`, of which `tokens` gets what was written.
    private mutating func scanAgain(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, room most: Int
    ) throws(JSONFault) {
        if tokens.capacity > Self.keptMax { tokens = [] }
        tokens.removeAll(keepingCapacity: true)
        grow(toHold: most)
        let count = try scratch.withUnsafeMutableBufferPointer { room throws(JSONFault) in
            var scanner = JSONScanner(base: base, start: start, end: end, tokens: room)
            return try scanner.scanText()
        }
        tokens.append(contentsOf: scratch[..<count])
    }

    /// Scans a long text into an array of its own. It takes no more memory than tokens are written:
    /// a long text has mostly long strings, and every thread has a tape.
    private mutating func scanOnce(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, room most: Int
    ) throws(JSONFault) {
        tokens = []
        tokens = try Array(unsafeUninitializedCapacity: most) { room, count throws(JSONFault) in
            var scanner = JSONScanner(base: base, start: start, end: end, tokens: room)
            count = try scanner.scanText()
        }
    }

    /// The tokens that a text of so many bytes has at most: a scalar takes a byte and one between
    /// it and the next, an empty container three; only containers still open take one byte each.
    private static func tokensMax(in bytes: Int) -> Int { bytes / 2 + depthMax + 2 }

    /// Makes `scratch` hold so many tokens.
    private mutating func grow(toHold most: Int) {
        guard scratch.count < most else { return }
        let blank = JSONToken(
            kind: .null, hasEscapes: false, start: 0, end: 0, next: 0)
        scratch += repeatElement(blank, count: max(most - scratch.count, scratch.count))
    }
}
