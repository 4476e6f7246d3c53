/// Reads the text that is not just digits and separators: spreadsheet marks, tel: URIs, vanity
/// letters, extensions, other scripts, junk around the number.
enum PhoneText {
    /// libphonenumber's limit on what it looks at, in characters.
    static let scalarsMax = 250
    private static let bytesMax = 4 * scalarsMax

    static func read(_ text: UnsafeBufferPointer<UInt8>, dialled: DialledNumber) -> PhoneReading {
        guard text.count <= bytesMax else { return .refused(.tooLong) }
        // The second half takes a phone-context and the number before it.
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * bytesMax) { buffer in
            let count = decode(text, into: buffer)
            guard count <= scalarsMax else { return .refused(.tooLong) }
            let scalars = UnsafeBufferPointer(rebasing: buffer[..<count])
            let free = UnsafeMutableBufferPointer(rebasing: buffer[bytesMax...])
            return read(scalars, free: free, dialled: dialled)
        }
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        var count = 0
        while count < text.count, text[count] < 0x80 {
            buffer[count] = UInt32(text[count])
            count += 1
        }
        var bytes = UnsafeBufferPointer(rebasing: text[count...]).makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&bytes) {
            case .scalarValue(let scalar): buffer[count] = scalar.value
            case .error: buffer[count] = 0xFFFD
            case .emptyInput: return count
            }
            count += 1
        }
    }

    private static func read(
        _ text: UnsafeBufferPointer<UInt32>, free: UnsafeMutableBufferPointer<UInt32>,
        dialled: DialledNumber
    ) -> PhoneReading {
        switch Spreadsheet.cell(text) {
        case .digitsLost: return .refused(.digitsLost)
        case .digits(let digits):
            return dialled.reading(of: digits, international: false)
        case .text(let range):
            let cell = UnsafeBufferPointer(rebasing: text[range])
            return PhoneCell(text: cell, free: free).read(with: dialled)
        }
    }
}
