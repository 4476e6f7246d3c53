import Contacts
import PhoneNumbers

/// A Contact as stored: one for each number, shared by all accounts.
package struct StoredContact: Sendable {
    package var id: Int64
    package var lineType: LineType
    package var carrier: String?
    /// Disposition of the last validation.
    package var validationStatus: Disposition?

    package init(
        id: Int64, lineType: LineType, carrier: String?, validationStatus: Disposition?
    ) {
        self.id = id
        self.lineType = lineType
        self.carrier = carrier
        self.validationStatus = validationStatus
    }
}

/// A Contact to be created.
package struct NewContact: Sendable {
    /// E.164 without the plus.
    package var phone: UInt64
    package var contact: StoredContact
    /// Set once, at its creation.
    package var timezone: Timezone?

    package init(phone: UInt64, contact: StoredContact, timezone: Timezone?) {
        self.phone = phone
        self.contact = contact
        self.timezone = timezone
    }
}

/// A ListContact to be created or changed, with its key.
package struct KeyedListContact: Sendable {
    package var key: Int64
    package var stored: StoredListContact

    package init(key: Int64, stored: StoredListContact) {
        self.key = key
        self.stored = stored
    }
}

/// A ListContact as stored: the membership of a Contact in a list.
///
/// Its texts lie in `arenas` of the group that reads or writes it.
package struct StoredListContact: Sendable {
    package var isActive = true
    package var optOutReason: OptOutReason?
    package var signupMethod = SignupMethod.importFile
    /// Seconds since 1970.
    package var signupDate: Int64 = 0
    package var ipAddress = TextRef.absent
    package var url = TextRef.absent
    package var adNetworkSource = TextRef.absent
    package var adNetworkID = TextRef.absent
    /// Compact JSON object; absent when it would be empty.
    package var customFields = TextRef.absent

    package init() {}

    /// Out for good. Who only was missing from a synced file may come back.
    package var isOptedOut: Bool { !isActive && optOutReason != .sync }
}

/// Why a ListContact is inactive; the numbers are stored.
package enum OptOutReason: UInt8, Sendable {
    case importFile, manual
    /// It was missing from a file that the list was synced with; no opt-out.
    case sync

    /// The word in views and histories.
    package var name: String {
        switch self {
        case .importFile: "import"
        case .manual: "manual"
        case .sync: "sync"
        }
    }
}

/// How a ListContact came to its list; the numbers are stored.
package enum SignupMethod: UInt8, Sendable {
    case importFile, api

    /// The word in views and histories.
    package var name: String { self == .importFile ? "import" : "api" }
}

/// Bytes in one of a group's arenas, or nothing.
package struct TextRef: Sendable, Hashable {
    /// Index of the arena among the group's.
    package var arena: Int32
    package var slice: TextSlice

    package init(arena: Int32, slice: TextSlice) {
        self.arena = arena
        self.slice = slice
    }

    package static let absent = TextRef(arena: 0, slice: .absent)

    /// Whether there is nothing, which is not the empty text.
    package var isAbsent: Bool { slice.isAbsent }
}

/// A cached validation and the job that last paid for it by force.
package struct CachedValidation: Sendable {
    /// The id of what it says, for ``ValidationTable/answer(of:)``.
    package var answer: Int64
    package var forcedJob: Int64?
    /// Its key, once it has one: they count up.
    package var key: Int64

    package init(answer: Int64, forcedJob: Int64?, key: Int64 = 0) {
        self.answer = answer
        self.forcedJob = forcedJob
        self.key = key
    }
}
