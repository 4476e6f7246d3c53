import ContactStore
import Contacts
import PhoneNumbers

/// Creates or changes the Contact and the ListContact of an accepted row.
extension NumberDecision {
    /// Makes a Contact with what its validation says, where the row has one.
    mutating func createContact(
        _ row: Row, saying payload: ValidationPayload?, _ answers: GroupAnswers,
        group: CommitGroup, context: RunContext, _ nextContactID: inout Int64
    ) {
        contactID = nextContactID
        let lineType = Self.lineType(of: row.request)
        contact = StoredContact(
            id: nextContactID, lineType: payload?.lineType(over: lineType) ?? lineType,
            carrier: carrier(of: row, payload, answers, group, context),
            validationStatus: payload?.disposition)
        timezone = row.request.local.timezone
        isNewContact = true
        nextContactID += 1
    }

    /// The carrier of a new Contact: its validation's, else the free lookup's, else what the row
    /// says.
    private func carrier(
        of row: Row, _ payload: ValidationPayload?, _ answers: GroupAnswers, _ group: CommitGroup,
        _ context: RunContext
    ) -> String? {
        if let payload {
            if payload.answer.hasCarrier { return answers[payload.answer].carrier }
            // Local data that were asked just now need not be looked up again.
            if context.answers == nil, !payload.isCached { return rowCarrier(row, group) }
        }
        return localCarrier(row.request, context.rules.ranges) ?? rowCarrier(row, group)
    }

    private func rowCarrier(_ row: Row, _ group: CommitGroup) -> String? {
        let carrier = row.request.carrier
        if carrier.isAbsent { return nil }
        return String(decoding: group.arenas[Int(row.arena)][carrier], as: UTF8.self)
    }

    private func localCarrier(_ request: RowRequest, _ ranges: NumberRanges) -> String? {
        request.local.range >= 0
            ? ranges[Int(request.local.range)].carrier
            : NumberingPlan.carrier(of: PhoneNumber(digits: phone))
    }

    /// Puts a validation's result on the Contact that the number has.
    mutating func apply(
        _ payload: ValidationPayload, _ answers: GroupAnswers, _ known: KnownRows, at place: Int
    ) {
        // Most stay as they are: what was read is not copied for that.
        let updated =
            contact == nil
            ? known.storedContacts[place]?.updated(by: payload, answers)
            : contact?.updated(by: payload, answers)
        guard let updated else { return }
        contact = updated
        isContactChanged = true
    }

    mutating func upsertListContact(
        _ row: Row, at index: Int?, _ known: KnownRows, group: CommitGroup, context: RunContext,
        _ result: inout RowResult
    ) {
        let fingerprint = known.fingerprints[row.place]
        if let index {
            result.outcome = .unchanged
            if memberships[index].isApplied { return }
            // A copy: to change it in place, all of this value would be copied for the call.
            var stored = memberships[index].stored
            let isChanged = change(&stored, by: row, group, context)
            if isChanged {
                memberships[index].stored = stored
                memberships[index].isChanged = true
                memberships[index].fingerprint = fingerprint
                result.outcome = .updated
            } else if known.isComparable(at: row.place, context) {
                memberships[index].fingerprint = fingerprint
            }
        } else {
            let stored = newListContact(row, group, context)
            memberships.append(
                Membership(
                    list: row.request.list, stored: stored, isNew: true, isChanged: false,
                    fingerprint: fingerprint))
            result.outcome = .listContactCreated
            result.isNewListContact = true
        }
    }

    private func newListContact(
        _ row: Row, _ group: CommitGroup, _ context: RunContext
    ) -> StoredListContact {
        let request = row.request
        var stored = StoredListContact()
        if request.flags.contains(.optedOut) {
            stored.isActive = false
            stored.optOutReason = context.optOutReason
        }
        stored.signupMethod = context.signupMethod
        stored.signupDate = request.signupDate ?? context.clock
        stored.ipAddress = row.text(request.ipAddress)
        stored.url = row.text(request.url)
        stored.adNetworkSource = row.text(request.adNetworkSource)
        stored.adNetworkID = row.text(request.adNetworkID)
        _ = mergeCustomFields(of: row, into: &stored, group)
        return stored
    }

    /// True when the row changes anything that is stored. Whatever the run does with contacts that
    /// are there already, who opts out is out, and who was missing from a synced file is back.
    private func change(
        _ stored: inout StoredListContact, by row: Row, _ group: CommitGroup, _ context: RunContext
    ) -> Bool {
        let isMoved = changeState(of: &stored, by: row, context)
        if context.existing == .skip { return isMoved }
        let isWritten = changeFields(of: &stored, by: row, group, context)
        return isMoved || isWritten
    }

    private func changeState(
        of stored: inout StoredListContact, by row: Row, _ context: RunContext
    ) -> Bool {
        if stored.isOptedOut { return false }
        let isOptOut = row.request.flags.contains(.optedOut)
        if stored.isActive, !isOptOut { return false }
        stored.isActive = !isOptOut
        stored.optOutReason = isOptOut ? context.optOutReason : nil
        return true
    }

    private func changeFields(
        of stored: inout StoredListContact, by row: Row, _ group: CommitGroup,
        _ context: RunContext
    ) -> Bool {
        let request = row.request
        var isChanged = mergeCustomFields(
            of: row, into: &stored, group, fillsOnly: context.existing == .fill)
        func fill(_ text: inout TextRef, _ slice: TextSlice) {
            guard text.isAbsent, !slice.isAbsent else { return }
            text = row.text(slice)
            isChanged = true
        }
        fill(&stored.ipAddress, request.ipAddress)
        fill(&stored.url, request.url)
        fill(&stored.adNetworkSource, request.adNetworkSource)
        fill(&stored.adNetworkID, request.adNetworkID)
        return isChanged
    }

    private func mergeCustomFields(
        of row: Row, into stored: inout StoredListContact, _ group: CommitGroup,
        fillsOnly: Bool = false
    ) -> Bool {
        let request = row.request
        if request.customFields.isAbsent { return false }
        if stored.customFields.isAbsent, !request.flags.contains(.removesCustomFields) {
            guard request.customFields.count > Self.emptyObject.count else { return false }
            stored.customFields = row.text(request.customFields)
            return true
        }
        let new = group.arenas[Int(row.arena)][request.customFields]
        let before = group.arenas[Int(stored.customFields.arena)][stored.customFields.slice]
        let merged = CustomFields.merged(
            stored: before, row: new,
            change: fillsOnly
                ? .fill : request.flags.contains(.replaceCustomFields) ? .replace : .merge,
            untyped: request.flags.contains(.untyped))
        guard let merged else { return false }
        stored.customFields =
            merged == Self.emptyObject
            ? .absent : group.storeOwn(merged, replacing: stored.customFields)
        return true
    }

    private static let emptyObject = Array("{}".utf8)
}

extension ValidationPayload {
    /// A Contact's line type with this result: its own where the answer does not know.
    fileprivate func lineType(over known: LineType) -> LineType {
        answer.lineType == .unknown ? known : answer.lineType.lineType
    }
}

extension StoredContact {
    /// The Contact with a validation's result; what the answer does not know stays as it was. Nil
    /// when nothing changes.
    func updated(by payload: ValidationPayload, _ answers: GroupAnswers) -> StoredContact? {
        let lineType = payload.lineType(over: lineType)
        let saidCarrier =
            payload.answer.hasCarrier ? answers[payload.answer].carrier : nil
        if validationStatus == payload.disposition, self.lineType == lineType,
            saidCarrier == nil || saidCarrier == carrier
        {
            return nil
        }
        return StoredContact(
            id: id, lineType: lineType, carrier: saidCarrier ?? carrier,
            validationStatus: payload.disposition)
    }
}
