import ContactStore
import Contacts
import PhoneNumbers

/// The state of one number while its rows of a group are decided in file order: the single-add
/// operation, row by row.
struct NumberDecision {
    struct Row {
        let request: RowRequest
        /// Index of the arena with the request's texts.
        let arena: Int32
        /// Place in the group.
        let place: Int

        func text(_ slice: TextSlice) -> TextRef { TextRef(arena: arena, slice: slice) }
    }

    /// A list that rows of the number named.
    struct Membership {
        let list: Int32
        var stored: StoredListContact
        var isNew: Bool
        var isChanged: Bool
        /// Its row was applied to it before: it was not read, and stays as it is.
        var isApplied = false
        /// To be kept with it; nil while what is kept holds.
        var fingerprint: UInt64?
        var fingerprintPlace: Int?
        /// Where its writing stands among the group's new or changed ones, once it does.
        var writePlace: Int?
    }

    /// E.164 without the plus; 0 before the first row.
    private(set) var phone: UInt64 = 0
    private var isBlocked = false
    /// The Contact's key; 0 when there is none.
    var contactID: Int64 = 0
    /// The Contact, once it was made or changed.
    var contact: StoredContact?
    /// Of a new Contact.
    var timezone: Timezone?
    var isNewContact = false
    var isContactChanged = false
    /// Where the Contact's writing stands among the group's new or changed ones, once it does.
    private var contactPlace: Int?
    var memberships: [Membership] = []
    private var validation = NumberValidation()
    /// Journeys that rows of this group enrolled the number in.
    var enrolled: [Int64] = []

    /// Makes it ready for the next number, with the arrays' room kept.
    mutating func reset() {
        phone = 0
        contact = nil
        isNewContact = false
        isContactChanged = false
        contactPlace = nil
        // One or two each: to remove them all at once takes longer.
        while !memberships.isEmpty { memberships.removeLast() }
        while !enrolled.isEmpty { enrolled.removeLast() }
        validation.begin()
    }

    /// - Parameter contact: the key of the number's Contact; 0 when it has none.
    mutating func begin(_ phone: UInt64, contact: Int64, _ known: KnownRows) {
        self.phone = phone
        contactID = contact
        isBlocked = !known.blocked.isEmpty && known.blocked.contains(phone)
    }

    /// One row, with the checks in their order; the first that fails refuses it.
    mutating func decide(
        _ row: Row, _ known: KnownRows, group: CommitGroup, context: RunContext,
        nextContactID: inout Int64, _ effects: inout GroupEffects
    ) -> RowResult {
        let request = row.request
        var result = RowResult()
        if isBlocked {
            result.outcome = .skippedBlocked
            return result
        }
        let index = membership(of: row, known)
        let isOptOut = request.flags.contains(.optedOut)
        if let index, !isOptOut {
            let stored = memberships[index].stored
            if stored.isOptedOut {
                result.outcome = .skippedOptedOut
                return result
            }
            if stored.isActive, context.existing == .skip {
                result.outcome = .unchanged
                result.isLeftAsItIs = true
                return result
            }
        }
        var payload: ValidationPayload?
        if request.flags.contains(.useValidation), !isOptOut {
            if let refusal = context.billingRefusal { return RowResult(refusal: refusal) }
            guard
                let answered = validation.payload(
                    for: row, phone: phone, known, context, &effects)
            else { return RowResult(refusal: .provider) }
            payload = answered
        }
        if let refusal = sendingRefusal(
            row, isNewListContact: index == nil, payload: payload, known, context)
        {
            return RowResult(refusal: refusal)
        }
        result.isNewContact = contactID == 0
        if contactID == 0 {
            createContact(
                row, saying: payload, effects.answers, group: group, context: context,
                &nextContactID)
        } else if let payload {
            apply(payload, effects.answers, known, at: row.place)
        }
        if isOptOut, let index, memberships[index].stored.isOptedOut {
            effects.repeatedOptOuts.append(context.key(list: request.list, contact: contactID))
        }
        upsertListContact(row, at: index, known, group: group, context: context, &result)
        if !isOptOut {
            enroll(row, existedBefore: index != nil, known, group, context, &effects, &result)
        }
        if let payload {
            result.payload = Int32(effects.payloads.count)
            effects.payloads.append(payload)
            effects.validation.count(payload, isRepeated: validation.isRepeated)
        }
        return result
    }

    /// Hands over what has to be written for the number; what was handed over after an earlier row
    /// is replaced.
    mutating func collectWrites(into effects: inout GroupEffects, context: RunContext) {
        if let contact, isNewContact {
            let new = NewContact(phone: phone, contact: contact, timezone: timezone)
            effects.newContacts.put(new, at: &contactPlace)
        } else if let contact, isContactChanged {
            effects.changedContacts.put(contact, at: &contactPlace)
        }
        for index in memberships.indices {
            let membership = memberships[index]
            let key = context.key(list: membership.list, contact: contactID)
            if let fingerprint = membership.fingerprint {
                effects.fingerprints.put(
                    KeyedWord(key: key, word: fingerprint),
                    at: &memberships[index].fingerprintPlace)
            }
            guard membership.isNew || membership.isChanged else { continue }
            let keyed = KeyedListContact(key: key, stored: membership.stored)
            if membership.isNew {
                effects.newListContacts.put(keyed, at: &memberships[index].writePlace)
            } else {
                effects.changedListContacts.put(keyed, at: &memberships[index].writePlace)
            }
        }
    }

    /// Index of the number's membership in a list; nil when it is not on it.
    private mutating func membership(of row: Row, _ known: KnownRows) -> Int? {
        let list = row.request.list
        if let index = memberships.firstIndex(where: { $0.list == list }) { return index }
        if known.isApplied(at: row.place) {
            memberships.append(
                Membership(
                    list: list, stored: StoredListContact(), isNew: false, isChanged: false,
                    isApplied: true))
            return memberships.count - 1
        }
        guard let stored = known.listContact(at: row.place) else { return nil }
        memberships.append(
            Membership(list: list, stored: stored, isNew: false, isChanged: false))
        return memberships.count - 1
    }

    /// `not_sendable`: a new number that the local data call invalid, or VOIP where it is not
    /// wanted.
    private func sendingRefusal(
        _ row: Row, isNewListContact: Bool, payload: ValidationPayload?, _ known: KnownRows,
        _ context: RunContext
    ) -> RowRefusal? {
        let request = row.request
        if request.flags.contains(.optedOut) { return nil }
        if contactID == 0, !request.local.isValid, payload == nil { return .notValid }
        guard context.rejectsVoip, isNewListContact else { return nil }
        if let payload { return payload.answer.lineType == .voip ? .voipRejected : nil }
        let stored = contact ?? known.storedContacts[row.place]
        let lineType = stored?.lineType ?? Self.lineType(of: request)
        return lineType == .voip ? .voipRejected : nil
    }

    /// The line type of a new Contact: the local data's, else the row's own.
    static func lineType(of request: RowRequest) -> LineType {
        let known = request.local.lineType.lineType
        return known == .unknown ? request.lineType ?? .unknown : known
    }
}

extension Array {
    /// Replaces the element at a place, or appends it and notes the place when there is none yet.
    fileprivate mutating func put(_ element: Element, at place: inout Int?) {
        if let place {
            self[place] = element
        } else {
            place = count
            append(element)
        }
    }
}
