/// The keys of NDJSON rows that nobody decided about, and which of them tell who left.
///
/// A file is refused for such a key before its first row, when its first rows show it. Programs
/// leave keys without a value out, so the first person who left may stand far behind.
struct UndecidedKeys {
    private var seen: [(key: [UInt8], tellsWhoLeft: Bool)] = []

    /// Keys that are remembered; where machines make a key of each value, the others are looked at
    /// again each time: what a row means does not depend on the rows that its thread has seen.
    private static let countMax = 64

    /// Whether a key tells who left, by its name.
    mutating func tellsWhoLeft(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        for known in seen where known.key.count == key.count && key.elementsEqual(known.key) {
            return known.tellsWhoLeft
        }
        let name = String(decoding: key, as: UTF8.self)
        let tellsWhoLeft = ConsentTripwire.alarm(header: name, cells: []) != nil
        if seen.count < Self.countMax { seen.append((Array(key), tellsWhoLeft)) }
        return tellsWhoLeft
    }
}
