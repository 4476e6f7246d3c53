import ContactStore
import Contacts

/// Welcome journeys of an accepted row, evaluated on the merged fields.
extension NumberDecision {
    mutating func enroll(
        _ row: Row, existedBefore: Bool, _ known: KnownRows, _ group: CommitGroup,
        _ context: RunContext, _ effects: inout GroupEffects, _ result: inout RowResult
    ) {
        if context.journeys.isEmpty { return }
        let flags = row.request.flags
        let usesJourneys = flags.contains(.useJourneys)
        if usesJourneys, existedBefore, flags.contains(.skipJourneyIfExists) { return }
        guard let stored = memberships.first(where: { $0.list == row.request.list })?.stored else {
            return
        }
        let matches = context.journeys.matches(
            list: row.request.list, method: stored.signupMethod.name,
            customFields: group.arenas[Int(stored.customFields.arena)][stored.customFields.slice])
        if matches.isEmpty { return }
        if usesJourneys {
            enrol(in: matches, list: row.request.list, known, context, &effects, &result)
        } else {
            let start = Int32(effects.journeyMentions.count)
            effects.journeyMentions += matches
            result.unusedJourneys = start..<Int32(effects.journeyMentions.count)
        }
    }

    private mutating func enrol(
        in matches: [Int32], list: Int32, _ known: KnownRows, _ context: RunContext,
        _ effects: inout GroupEffects, _ result: inout RowResult
    ) {
        for index in matches {
            let journey = context.journeys.journeys[Int(index)].id
            if isEnrolled(in: journey, known) { continue }
            enrolled.append(journey)
            effects.enrolments.append(
                Enrolment(
                    journey: journey, contact: contactID,
                    list: context.rules.lists[Int(list)].id))
            result.journeysEnrolled += 1
        }
    }

    private func isEnrolled(in journey: Int64, _ known: KnownRows) -> Bool {
        if enrolled.contains(journey) { return true }
        if isNewContact { return false }
        return known.enrolled.contains(EnrolmentTable.key(journey: journey, contact: contactID))
    }
}
