/// What became of a row.
package struct RowResult: Sendable {
    package var outcome = RowOutcome.refused
    package var refusal: RowRefusal?
    package var isNewContact = false
    package var isNewListContact = false
    /// An earlier accepted row of the job had the same list and number.
    package var isDuplicate = false
    /// The contact was on the list and the run leaves such contacts as they are.
    package var isLeftAsItIs = false
    package var journeysEnrolled: Int32 = 0
    /// Matching journeys not used: a range of the group's journey mentions.
    package var unusedJourneys: Range<Int32> = 0..<0
    /// Index of the validation payload in the group, or -1.
    package var payload: Int32 = -1

    package init() {}

    package init(refusal: RowRefusal) { self.refusal = refusal }
}

/// The one counter under which a row stands.
package enum RowOutcome: UInt8, Sendable {
    case refused, listContactCreated, updated, unchanged, skippedOptedOut, skippedBlocked
}

/// The kinds of warning.
package enum WarningKind: UInt8, Sendable, CaseIterable {
    case extensionDropped, blocked, optedOut, leftAsItIs, journeyNotUsed

    /// The key under which the summary counts them.
    package var name: String {
        switch self {
        case .extensionDropped: "extension_dropped"
        case .blocked: "blocked"
        case .optedOut: "opted_out"
        case .leftAsItIs: "left_as_it_is"
        case .journeyNotUsed: "journey_not_used"
        }
    }

    /// The sentence in the report; `journey` is the name for ``journeyNotUsed``.
    package func sentence(journey: String = "") -> String {
        switch self {
        case .extensionDropped:
            "The extension was dropped: a message cannot be sent to one."
        case .blocked:
            "The number is on the account's blocklist: nothing was stored."
        case .optedOut:
            "The contact opted out of this list earlier: nothing was changed."
        case .leftAsItIs:
            "The contact was on the list already and is left as it is (--existing skip)."
        case .journeyNotUsed:
            "Journey \"\(journey)\" matches this contact, but use_journeys is false: not enrolled."
        }
    }
}
