/// Tells the encoding of an input from its first bytes.
struct EncodingProbe: Equatable {
    var encoding: TextEncoding
    /// Bytes of the byte order mark.
    var markLength = 0

    /// Whether the input is UTF-16 as the user says, and its mark tells the order of bytes. In the
    /// other order it would begin with U+FFFE, which is no character (RFC 2781, 4.3).
    func isMarkedUTF16(like given: TextEncoding) -> Bool {
        markLength > 0 && encoding.isUTF16 && given.isUTF16
    }

    /// What cannot be read, in words; else the encoding.
    enum Finding: Equatable {
        case readable(EncodingProbe)
        case unreadable(String)
    }

    /// - Parameter head: the first bytes; the last character may be cut.
    static func examine(_ head: [UInt8]) -> Finding {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            return .unreadable("text in UTF-32")
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return .unreadable("an Office file such as .xls")
        }
        if head.starts(with: Array("%PDF".utf8)) { return .unreadable("a PDF file") }
        return .readable(marked(head) ?? unmarked(head))
    }

    private static func marked(_ head: [UInt8]) -> EncodingProbe? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if head.starts(with: mark) {
            // Some programs write it twice.
            let isDoubled = head.dropFirst(mark.count).starts(with: mark)
            return EncodingProbe(
                encoding: .utf8, markLength: isDoubled ? 2 * mark.count : mark.count)
        }
        if head.starts(with: [0xFF, 0xFE]) {
            return EncodingProbe(encoding: .utf16LittleEndian, markLength: 2)
        }
        if head.starts(with: [0xFE, 0xFF]) {
            return EncodingProbe(encoding: .utf16BigEndian, markLength: 2)
        }
        return nil
    }

    private static func unmarked(_ head: [UInt8]) -> EncodingProbe {
        EncodingProbe(encoding: wide(head) ?? narrow(head))
    }

    /// Delimiters, digits and line ends of UTF-16 have a zero byte on one side, never on the other.
    private static func wide(_ head: [UInt8]) -> TextEncoding? {
        let pairs = min(head.count / 2, 2048)
        guard pairs > 0 else { return nil }
        var zeros = (first: 0, second: 0)
        for pair in 0..<pairs {
            zeros.first += head[2 * pair] == 0 ? 1 : 0
            zeros.second += head[2 * pair + 1] == 0 ? 1 : 0
        }
        // A stray NUL or two is damage, not an encoding.
        guard max(zeros.first, zeros.second) > 2 else { return nil }
        if zeros.second * 4 >= pairs, zeros.first * 20 < zeros.second { return .utf16LittleEndian }
        if zeros.first * 4 >= pairs, zeros.second * 20 < zeros.first { return .utf16BigEndian }
        return nil
    }

    /// UTF-8, unless more bytes outside ASCII break its rules than follow them. A UTF-8 file with a
    /// few bad cells stays UTF-8, and those rows are refused.
    static func narrow(_ head: [UInt8]) -> TextEncoding {
        var valid = 0
        var invalid = 0
        head.withUnsafeBufferPointer { bytes in
            var position = 0
            while true {
                position = TextCheck.endOfASCII(bytes, from: position)
                guard position < bytes.count else { return }
                let length = TextCheck.sequenceLength(bytes, at: position)
                valid += length > 0 ? 1 : 0
                let isFault = length == 0 && bytes[position] != 0 && !isCut(bytes, at: position)
                invalid += isFault ? 1 : 0
                position += max(length, 1)
            }
        }
        return invalid > valid ? .windows1252 : .utf8
    }

    static func isASCII(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { TextCheck.endOfASCII($0, from: 0) == $0.count }
    }

    /// A sequence that may go on behind the last byte.
    private static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        let rest = bytes[(position + 1)...]
        return bytes[position] >= 0xC2 && rest.count < 3 && rest.allSatisfy { $0 & 0xC0 == 0x80 }
    }
}
