/// One JSON text as a flat list of tokens, in the order of the text.
///
/// Accepts RFC 8259 and nothing looser, and refuses what could be read in two ways: equal keys,
/// lone surrogates, NUL. Used again for text after text, it allocates nothing once grown. An
/// object's tokens are key, value, key, value; a value may span several tokens, see
/// `JSONToken.next`.
package struct JSONTape: Sendable {
    /// Deepest nesting. Rows are flat with one object inside and answers have a few levels more; the
    /// limit bounds what readers of a tape recurse.
    package static let depthMax = 64

    /// The tokens of the last text scanned; the first is the whole value. Unspecified after a fault.
    package private(set) var tokens: [JSONToken] = []
    private var fingerprints = [UInt64](repeating: 0, count: JSONKeys.pairwiseMax)

    package init() {}

    /// Scans the JSON text in `bytes` from `start` up to `end`; offsets count from the start of
    /// `bytes`, which is shorter than 4 GiB. Returns what is wrong, `nil` when nothing is.
    package mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> JSONFault? {
        guard let base = bytes.baseAddress, start < end, end <= bytes.count else {
            return JSONFault(.syntax, at: start)
        }
        var scanner = JSONScanner(base: base, start: start, end: end)
        swap(&scanner.tokens, &tokens)
        swap(&scanner.fingerprints, &fingerprints)
        defer {
            swap(&scanner.tokens, &tokens)
            swap(&scanner.fingerprints, &fingerprints)
        }
        scanner.tokens.removeAll(keepingCapacity: true)
        do {
            try scanner.scanText()
            return nil
        } catch {
            return error
        }
    }
}
