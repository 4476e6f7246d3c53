/// Reads phone numbers as people write them; a number without a country code belongs to the
/// reader's region.
///
/// Decides as libphonenumber's parse and is_possible_number do, but for a few forms of spreadsheets
/// and exports that libphonenumber reads as another number or not at all.
package struct PhoneReader: Sendable {
    private let dialled: DialledNumber

    /// Cheap after the first one, which decodes the plan.
    package init(region: Region) {
        dialled = DialledNumber(region: region)
    }

    /// Reads a text; the hot path is the other one.
    package func read(_ text: String) -> PhoneReading {
        var text = text
        return text.withUTF8 { read($0) }
    }

    /// Digits with the usual separators are read in one pass over the bytes; everything else
    /// takes a second look. Nothing is allocated on the heap, but for a phone-context.
    ///
    /// The text is UTF-8; bytes that are not count as foreign characters. Time is bounded: more
    /// than 250 characters are refused.
    package func read(_ text: UnsafeBufferPointer<UInt8>) -> PhoneReading {
        guard let scan = DigitScan(text) else { return PhoneText.read(text, dialled: dialled) }
        if let number = dialled.plainNumber(scan) {
            return .number(number, droppedExtension: false)
        }
        let digits = DigitString(packed: scan.packed, count: scan.count)
        return dialled.reading(of: digits, international: scan.isInternational)
    }
}
