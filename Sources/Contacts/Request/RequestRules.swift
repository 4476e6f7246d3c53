import PhoneNumbers

/// A list that a run can write to.
package struct RunList: Sendable, Equatable {
    package let id: Int64
    /// E.164 without the plus.
    package let phone: UInt64
    /// The list's part of its ListContacts' ids, below 2^45.
    package let tag: UInt64

    package init(id: Int64, phone: UInt64, tag: UInt64) {
        self.id = id
        self.phone = phone
        self.tag = tag
    }
}

/// Everything that normalize needs to know beside the row: the run's options and the account's
/// data.
package struct RequestRules: Sendable {
    /// The account's lists that take contacts.
    package let lists: [RunList]
    /// Flags of rows that say nothing themselves.
    package let defaultFlags: RequestFlags
    /// Flags that every row has, whatever it says.
    package let forcedFlags: RequestFlags
    package let keepsExtraKeys: Bool
    package let dayFirst: Bool
    /// The job's instant, seconds since 1970.
    package let clock: Int64
    package let ranges: NumberRanges
    package let phones: PhoneReader
    /// Whether rows must name a list of the account; without a workspace nobody knows them.
    let checksLists: Bool
    let defaultList: ListChoice
    /// What the keys of NDJSON rows mean; nil when their names say it.
    package var keys: KeyMapping?
    /// Whether an NDJSON row is refused that says by a key mapped to nothing that somebody left.
    package var asksAboutKeys = false
    /// Whether rows keep their records as they came, for rejects.
    package var keepsRaw = false
    /// Whether refused rows keep their number and list where they can be read: a sync must not take
    /// somebody for missing whose row is refused.
    package var keepsRefusedNumbers = false
    /// Rows, lines and bytes of the file that stand before an input which is only a part of it.
    package var rowsBefore: UInt64 = 0
    package var linesBefore: UInt64 = 0
    package var bytesBefore: UInt64 = 0
    private let indexByPhone: [UInt64: Int32]

    enum ListChoice: Sendable {
        case list(Int32)
        case refused(RowRefusal)
    }

    package init(
        lists: [RunList], listNumber: String?, defaultFlags: RequestFlags,
        forcedFlags: RequestFlags, keepsExtraKeys: Bool, dayFirst: Bool, clock: Int64,
        ranges: NumberRanges, region: Region
    ) {
        self.lists = lists
        self.defaultFlags = defaultFlags
        self.forcedFlags = forcedFlags
        self.keepsExtraKeys = keepsExtraKeys
        self.dayFirst = dayFirst
        self.clock = clock
        self.ranges = ranges
        checksLists = true
        phones = PhoneReader(region: region)
        var index: [UInt64: Int32] = [:]
        for (position, list) in lists.enumerated() { index[list.phone] = Int32(position) }
        indexByPhone = index
        defaultList = Self.choice(phones.read(listNumber ?? ""), named: listNumber, in: index)
    }

    /// Index of the run's default list; nil when there is none.
    package var defaultListIndex: Int32? {
        if case .list(let index) = defaultList { index } else { nil }
    }

    /// Rules that need no workspace: what a row says by itself.
    package init(keepsExtraKeys: Bool, dayFirst: Bool, clock: Int64, region: Region) {
        lists = []
        defaultFlags = []
        forcedFlags = []
        self.keepsExtraKeys = keepsExtraKeys
        self.dayFirst = dayFirst
        self.clock = clock
        ranges = NumberRanges([])
        phones = PhoneReader(region: region)
        checksLists = false
        defaultList = .refused(.missingList)
        indexByPhone = [:]
    }

    /// The list that a reading names, or why the row has none.
    func choice(_ reading: PhoneReading) -> ListChoice {
        Self.choice(reading, named: "", in: indexByPhone)
    }

    private static func choice(
        _ reading: PhoneReading, named text: String?, in index: [UInt64: Int32]
    ) -> ListChoice {
        guard text != nil else { return .refused(.missingList) }
        switch reading {
        case .refused(let refusal): return .refused(.invalidList(refusal))
        case .number(let number, _):
            guard let list = index[number.digits] else { return .refused(.listNotFound) }
            return .list(list)
        }
    }

    /// A date further ahead of the clock than this is refused: a clock may be off by a time zone.
    package static let signupAheadMaxSeconds: Int64 = 24 * 3600
    /// Longest request as compact JSON, in bytes; the endpoint's limit.
    package static let requestBytesMax = 4_000
    /// The same for a row that `normalize` has held to it and written anew, with a longer number
    /// and other escapes.
    static let normalizedBytesMax = 3 * requestBytesMax
}
