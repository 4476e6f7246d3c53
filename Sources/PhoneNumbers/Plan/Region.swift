/// A country or territory of the numbering plan by its two-letter ISO code.
package struct Region: Hashable, Sendable {
    /// Position in the plan's list of regions, from 1.
    let number: UInt8

    init(number: UInt8) {
        self.number = number
    }

    /// Finds a region by its code in any case; nil when the plan does not know it.
    package init?(_ code: String) {
        let letters = Array(code.utf8).map { $0 & 0xDF }
        guard letters.count == 2, code.utf8.allSatisfy({ $0 | 0x20 >= UInt8(ascii: "a") }),
            let number = Self.codes.firstIndex(of: letters)
        else { return nil }
        self.number = UInt8(number + 1)
    }

    /// Two capital letters.
    package var code: String {
        String(decoding: Self.codes[Int(number) - 1], as: UTF8.self)
    }

    /// The region of numbers without a country code, unless a run says otherwise.
    package static let us = Region("US") ?? Region(number: 1)

    private static let codes: [[UInt8]] = NumberingPlanData.regionCodes.withUTF8Buffer { text in
        stride(from: 0, to: text.count - 1, by: 2).map { [text[$0], text[$0 + 1]] }
    }
}
