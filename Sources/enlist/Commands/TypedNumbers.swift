import ContactStore
import Contacts
import ImportPipeline
import PhoneNumbers

/// What `validate` was given, in its order: numbers, and texts that are none.
struct TypedNumbers {
    /// E.164 without the plus; a number that comes again is there again.
    private(set) var numbers: [UInt64] = []
    /// Texts that are no numbers, each with how many numbers stand before it.
    private var refused: [(text: String, refusal: PhoneRefusal, place: Int)] = []
    /// Numbers and refused texts whose lines were written.
    private var numbersWritten = 0
    private var refusedWritten = 0

    var hasRefused: Bool { !refused.isEmpty }

    init(numbers: [UInt64]) { self.numbers = numbers }

    init(_ texts: [String], _ reader: PhoneReader) {
        for text in texts {
            switch reader.read(text) {
            case .number(let number, _): numbers.append(number.digits)
            case .refused(let refusal): refused.append((text, refusal, numbers.count))
            }
        }
    }

    /// Puts the lines of the next numbers between those of the refused texts around them.
    ///
    /// - Parameter lines: one for each number.
    mutating func ordered(_ lines: some Collection<UInt8>) -> [UInt8] {
        var ordered: [UInt8] = []
        appendRefused(to: &ordered)
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            ordered += line
            ordered.append(UInt8(ascii: "\n"))
            numbersWritten += 1
            appendRefused(to: &ordered)
        }
        return ordered
    }

    /// The lines of all refused texts.
    mutating func refusedLines() -> [UInt8] {
        numbersWritten = numbers.count
        return ordered([])
    }

    private mutating func appendRefused(to lines: inout [UInt8]) {
        while refusedWritten < refused.count, refused[refusedWritten].place <= numbersWritten {
            let (text, refusal, _) = refused[refusedWritten]
            var line = JSONObject()
            line.add("status", ErrorCode.invalidPhone.status)
            line.add("code", ErrorCode.invalidPhone.name)
            line.add("error", refusal.sentence)
            line.add("phone_number", text)
            lines += Array((line.text + "\n").utf8)
            refusedWritten += 1
        }
    }
}
