/// Reads the text that is not just digits and separators: spreadsheet marks, tel: URIs, vanity
/// letters, extensions, other scripts, junk around the number.
enum PhoneText {
    /// libphonenumber's limit on what it looks at, in characters. As 32-bit numbers they also fit
    /// what the runtime allocates on the stack.
    static let scalarsMax = 250
    private static let bytesMax = 4 * scalarsMax

    static func read(_ text: UnsafeBufferPointer<UInt8>, dialled: DialledNumber) -> PhoneReading {
        guard text.count <= bytesMax else { return .refused(.tooLong) }
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: scalarsMax) { buffer in
            guard let count = decode(text, into: buffer) else { return .refused(.tooLong) }
            return read(UnsafeBufferPointer(rebasing: buffer[..<count]), dialled: dialled)
        }
    }

    /// The number of characters; nil when they are too many.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt32>
    ) -> Int? {
        var count = 0
        while count < text.count, count < scalarsMax, text[count] < 0x80 {
            buffer[count] = UInt32(text[count])
            count += 1
        }
        guard count < text.count else { return count }
        var bytes = UnsafeBufferPointer(rebasing: text[count...]).makeIterator()
        var decoder = UTF8()
        while true {
            let scalar: UInt32
            switch decoder.decode(&bytes) {
            case .scalarValue(let value): scalar = value.value
            case .error: scalar = 0xFFFD
            case .emptyInput: return count
            }
            guard count < scalarsMax else { return nil }
            buffer[count] = scalar
            count += 1
        }
    }

    private static func read(
        _ text: UnsafeBufferPointer<UInt32>, dialled: DialledNumber
    ) -> PhoneReading {
        switch Spreadsheet.cell(text) {
        case .digitsLost: return .refused(.digitsLost)
        case .digits(let digits): return dialled.reading(of: digits, international: false)
        case .text(let range): return PhoneCell(text: text[range], dialled: dialled).read()
        }
    }
}
