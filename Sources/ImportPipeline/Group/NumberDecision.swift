import ContactStore
import Contacts

/// The state of one number while its rows of a group are decided in file order: the single-add
/// operation, row by row.
struct NumberDecision {
    struct Row {
        let request: RowRequest
        /// Index of the arena with the request's texts.
        let arena: Int32
        /// Place in the group.
        let ordinal: Int

        func text(_ slice: TextSlice) -> TextRef { TextRef(arena: arena, slice: slice) }
    }

    /// A list that rows of the number named.
    struct Membership {
        let list: Int32
        var stored: StoredListContact
        var isNew: Bool
        var isChanged: Bool
    }

    private(set) var phone: UInt64 = 0
    private var isBlocked = false
    /// The Contact's key; 0 when there is none.
    var contactID: Int64 = 0
    /// The Contact, once it was read or made.
    var contact: StoredContact?
    var isNewContact = false
    var isContactChanged = false
    var memberships: [Membership] = []
    private var validation = NumberValidation()
    /// Journeys that rows of this group enrolled the number in.
    var enrolled: [Int64] = []

    /// - Parameter contact: the key of the number's Contact; 0 when it has none.
    mutating func begin(
        _ phone: UInt64, contact: Int64, context: RunContext
    ) throws(StoreError) {
        self.phone = phone
        contactID = contact
        self.contact = nil
        isBlocked =
            context.hasBlocklist
            ? try context.store.isBlocked(account: context.account, phone: phone) : false
        isNewContact = false
        isContactChanged = false
        memberships.removeAll(keepingCapacity: true)
        enrolled.removeAll(keepingCapacity: true)
        validation.begin()
    }

    /// One row, with the checks in their order; the first that fails refuses it.
    mutating func decide(
        _ row: Row, group: CommitGroup, context: RunContext, nextContactID: inout Int64,
        _ effects: inout GroupEffects
    ) throws(StoreError) -> RowResult {
        let request = row.request
        var result = RowResult()
        if isBlocked {
            result.outcome = .skippedBlocked
            return result
        }
        let index = try membership(of: request.list, group: group, context: context)
        let isOptOut = request.flags.contains(.optedOut)
        if let index, !memberships[index].stored.isActive, !isOptOut {
            result.outcome = .skippedOptedOut
            return result
        }
        var payload: ValidationPayload?
        if request.flags.contains(.useValidation), !isOptOut {
            if let refusal = context.billingRefusal { return RowResult(refusal: refusal) }
            payload = try validation.payload(for: row, phone: phone, context, &effects)
            guard payload != nil else { return RowResult(refusal: .provider) }
        }
        if let refusal = try sendingRefusal(
            row, isNewListContact: index == nil, payload: payload, context: context)
        {
            return RowResult(refusal: refusal)
        }
        result.isNewContact = contactID == 0
        try upsertContact(row, payload, group: group, context: context, &nextContactID)
        try upsertListContact(row, at: index, group: group, context: context, &result)
        if !isOptOut {
            try enroll(row, existedBefore: index != nil, group, context, &effects, &result)
        }
        if let payload {
            result.payload = Int32(effects.payloads.count)
            effects.payloads.append(payload)
        }
        return result
    }

    /// Hands over what has to be written for the number.
    func collectWrites(into effects: inout GroupEffects, context: RunContext) {
        if let contact, isNewContact {
            effects.newContacts.append(NewContact(phone: phone, contact: contact))
        } else if let contact, isContactChanged {
            effects.changedContacts.append(contact)
        }
        for membership in memberships where membership.isNew || membership.isChanged {
            let list = context.rules.lists[Int(membership.list)].id
            let keyed = KeyedListContact(
                key: ListContactTable.key(list: list, contact: contactID),
                stored: membership.stored)
            if membership.isNew {
                effects.newListContacts.append(keyed)
            } else {
                effects.changedListContacts.append(keyed)
            }
        }
    }

    /// Index of the number's membership in a list; nil when it is not on it.
    private mutating func membership(
        of list: Int32, group: CommitGroup, context: RunContext
    ) throws(StoreError) -> Int? {
        if let index = memberships.firstIndex(where: { $0.list == list }) { return index }
        guard contactID != 0, !isNewContact else { return nil }
        let stored = try context.store.listContacts.listContact(
            list: context.rules.lists[Int(list)].id, contact: contactID,
            into: group.ownArena, index: group.ownArenaIndex)
        guard let stored else { return nil }
        memberships.append(
            Membership(list: list, stored: stored, isNew: false, isChanged: false))
        return memberships.count - 1
    }

    /// `not_sendable`: a new number that the local data call invalid, or VOIP where it is not wanted.
    private mutating func sendingRefusal(
        _ row: Row, isNewListContact: Bool, payload: ValidationPayload?, context: RunContext
    ) throws(StoreError) -> RowRefusal? {
        let request = row.request
        if request.flags.contains(.optedOut) { return nil }
        if contactID == 0, !request.local.isValid, payload == nil { return .notValid }
        guard context.rejectsVoip, isNewListContact else { return nil }
        if let payload { return payload.answer.lineType == .voip ? .voipRejected : nil }
        let lineType = try storedContact(context)?.lineType ?? Self.lineType(of: request)
        return lineType == .voip ? .voipRejected : nil
    }

    /// The number's Contact, read when it is first asked for; nil when there is none.
    mutating func storedContact(_ context: RunContext) throws(StoreError) -> StoredContact? {
        if contact == nil, contactID != 0 {
            contact = try context.store.contacts.contact(key: contactID)
        }
        return contact
    }

    /// The line type of a new Contact: the local data's, else the row's own.
    static func lineType(of request: RowRequest) -> LineType {
        let known = request.local.lineType.lineType
        return known == .unknown ? request.lineType ?? .unknown : known
    }
}
