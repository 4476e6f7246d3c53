import Records

/// A row after normalize: either refused, or a request whose texts lie in its batch's arena.
///
/// Trivially copyable but for `refusal`, which holds no reference either.
package struct RowRequest: Sendable {
    /// Row number for the report, 1 for the first data row of its input.
    package var row: UInt64 = 0
    /// Line of its input where the row starts, from 1.
    package var line: UInt64 = 0
    /// Its first byte there, from 1, see `Record.byteOffset`; 0: nobody knows.
    package var byte: UInt64 = 0
    package var refusal: RowRefusal?
    /// E.164 without the plus; of a refused row only where the rules keep it, else whatever was
    /// read.
    package var phone: UInt64 = 0
    /// Index into the run's lists.
    package var list: Int32 = -1
    package var flags: RequestFlags = []
    /// Seconds since 1970; nil: the job's clock.
    package var signupDate: Int64?
    package var ipAddress = TextSlice.absent
    package var url = TextSlice.absent
    package var adNetworkSource = TextSlice.absent
    package var adNetworkID = TextSlice.absent
    package var carrier = TextSlice.absent
    package var lineType: LineType?
    /// Compact JSON object as it came; absent when the row names no custom field.
    package var customFields = TextSlice.absent
    /// The phone number as it came, for the error line of a row that is refused now or later.
    package var phoneText = TextSlice.absent
    /// The record as it came; absent unless the run writes rejects, and of
    /// a record that is too long to be kept.
    package var raw = TextSlice.absent
    /// Why `normalize` refused the row, with its place; absent where this program refuses it
    /// itself.
    package var earlierSentence = TextSlice.absent
    package var local = LocalLookup.unknown

    package init() {}
}

/// What a request asks for by yes or no, and what was seen while it was read.
package struct RequestFlags: OptionSet, Sendable {
    package let rawValue: UInt16
    @inlinable package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Asked several times for every row: without a call through the protocol.
    @inlinable package func contains(_ flag: RequestFlags) -> Bool {
        rawValue & flag.rawValue == flag.rawValue
    }

    package static let useJourneys = RequestFlags(rawValue: 1)
    package static let skipJourneyIfExists = RequestFlags(rawValue: 2)
    package static let replaceCustomFields = RequestFlags(rawValue: 4)
    package static let useValidation = RequestFlags(rawValue: 8)
    package static let force = RequestFlags(rawValue: 16)
    package static let optedOut = RequestFlags(rawValue: 32)
    /// The number had an extension, which was dropped.
    package static let droppedExtension = RequestFlags(rawValue: 64)
    /// The custom fields hold a `null`, which removes a key.
    package static let removesCustomFields = RequestFlags(rawValue: 128)
    /// The custom fields came from cells: their values have no type of their own.
    package static let untyped = RequestFlags(rawValue: 256)
}

/// Bytes in an arena, or nothing.
package struct TextSlice: Sendable, Hashable {
    package var start: UInt32
    package var end: UInt32

    package init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    package static let absent = TextSlice(start: .max, end: 0)

    /// Whether there is nothing, which is not the empty text.
    package var isAbsent: Bool { start == .max }

    /// How many bytes; not for an absent slice.
    package var count: Int { Int(end) - Int(start) }

    /// The bytes' places; not for an absent slice.
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// The line type on a Contact.
package enum LineType: UInt8, Sendable, CaseIterable {
    case unknown, cellPhone, voip, landline

    /// The word in exports and views.
    package var name: String {
        switch self {
        case .unknown: "UNKNOWN"
        case .cellPhone: "CELL PHONE"
        case .voip: "VOIP"
        case .landline: "LANDLINE"
        }
    }
}
