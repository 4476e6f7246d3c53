/// What became of a row.
struct Response {
    enum Effect {
        case created, updated, unchanged, skippedOptedOut, skippedBlocked, refused
    }

    enum Warning: Equatable {
        case extensionDropped, blocked, optedOut, leftAsItIs
        case journeyNotUsed(Text)
    }

    var effect: Effect
    var refusal: Refusal?
    /// The number as it came, of a refused row.
    var phoneText: Text?
    /// The ids shown stand for these; nil for a blocked number.
    var key: ListContactKey?
    var isNewContact = false
    var journeysEnrolled = 0
    var warnings: [Warning] = []
    var validation: Validation?
    /// Whether an earlier accepted row of the run had the same list and number.
    var isDuplicate = false
}

/// The payload of a paid lookup or a cached one.
struct Validation {
    var phone: Phone
    var answer: Answer
    var isOnDNC: Bool
    var isCached: Bool

    static let priceMills = 3

    var costMills: Int { isCached ? 0 : Validation.priceMills }

    var disposition: Text {
        if !answer.isValid { return "invalid" }
        if answer.lineType == "fixed line" { return "unreachable" }
        if isOnDNC || answer.lineType == "voip" { return "risky" }
        return answer.lineType == "mobile" ? "ok" : "unknown"
    }
}

extension Response.Warning {
    var kind: Text {
        switch self {
        case .extensionDropped: "extension_dropped"
        case .blocked: "blocked"
        case .optedOut: "opted_out"
        case .leftAsItIs: "left_as_it_is"
        case .journeyNotUsed: "journey_not_used"
        }
    }

    var words: Text {
        switch self {
        case .extensionDropped:
            "The extension was dropped: a message cannot be sent to one."
        case .blocked:
            "The number is on the account's blocklist: nothing was stored."
        case .leftAsItIs:
            "The contact was on the list already and is left as it is (--existing skip)."
        case .optedOut:
            "The contact opted out of this list earlier: nothing was changed."
        case .journeyNotUsed(let name):
            """
            Journey "\(name)" matches this contact, but use_journeys is false: not enrolled.
            """
        }
    }
}
