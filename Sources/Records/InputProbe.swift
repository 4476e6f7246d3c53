/// What an input is, told from its first bytes.
enum InputProbe {
    static func byteOrderMarkLength(_ view: WindowView) -> Int {
        guard view.end >= 3, view.base[0] == 0xEF, view.base[1] == 0xBB, view.base[2] == 0xBF else {
            return 0
        }
        return 3
    }

    /// NDJSON when the first byte that is not blank opens an object, else CSV.
    static func format(_ view: WindowView, from start: Int) -> RecordFormat {
        var position = start
        while position < view.end, isBlank(view.base[position]) { position += 1 }
        guard position < view.end else { return .csv }
        return view.base[position] == 0x7B ? .ndjson : .csv
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
