import ContactStore
import Contacts

/// Decides what becomes of the rows of a group: dedupe, validate, upsert and enroll, in file order,
/// without writing Contacts yet.
///
/// Rows of different numbers never influence each other; the state of a number with several rows is
/// kept from row to row.
struct GroupDecision {
    /// The numbers of a group while their rows are decided.
    private struct Numbers {
        var single = NumberDecision()
        /// Those with several rows.
        var repeated: [NumberDecision]

        init(repeatedCount: Int) {
            repeated = Array(repeating: NumberDecision(), count: repeatedCount)
        }
    }

    let context: RunContext
    private var seen = SeenContacts()
    private var nextContactID: Int64
    /// The groups decided last, in their order: the one at hand may have been looked up before they
    /// were written.
    private var previous: [CommitGroup] = []
    private let groupsAhead: Int

    /// - Parameters:
    ///   - groupsAhead: groups that may be looked up before the one ahead of them is written; so
    ///     many are looked back at.
    ///   - earlierRows: rows of the inputs that an earlier part of the job has read.
    init(
        context: RunContext, groupsAhead: Int, earlierRows: UInt64
    ) throws(StoreError) {
        self.context = context
        self.groupsAhead = groupsAhead
        nextContactID = try context.store.nextContactID()
        // No row is seen twice: damaged keys must not fill the memory.
        var room = earlierRows
        try context.store.jobs.forEachSeen(job: context.job) {
            (packed: [UInt8]) throws(StoreError) in
            try seen.restore(packed, lists: context.rules.lists, room: &room)
        }
    }

    /// Looks back at no group any more: all are written.
    mutating func forget() { previous.removeAll() }

    /// Fills what is decided about a group that was looked up, unless it is too large.
    ///
    /// The groups that it looks back at must not change until this returned.
    mutating func decide(_ group: CommitGroup) {
        group.beginDeciding()
        if group.isTooLarge { return }
        // Worked on as values of their own: properties of the group would be checked at every
        // access.
        var known = group.known
        group.known = KnownRows()
        if !previous.isEmpty { known.add(previous, into: group, context) }
        group.beginMaking()
        if group.isTooLarge {
            group.known = known
            return
        }
        if context.answers == nil { known.findOrigins(context.localAnswers) }
        var effects = group.decided
        group.decided = GroupEffects()
        // What is known names answers by their places, which stay: those paid for come behind them.
        swap(&effects.answers, &known.answers)
        effects.results.reserveCapacity(group.rowCount)
        var numbers = Numbers(repeatedCount: known.repeatedCount)
        for (arena, batch) in group.batches.enumerated() {
            for request in batch.rows {
                let row = NumberDecision.Row(
                    request: request, arena: Int32(arena), place: effects.results.count)
                let result = decide(row, known, &numbers, group, &effects)
                effects.results.append(result)
                let answer =
                    result.payload < 0 ? nil : effects.payloads[Int(result.payload)].answer.lineType
                effects.details.count(result, of: request, in: batch, answer: answer, context)
            }
        }
        effects.sort()
        effects.firstSeen = seen.takeFresh(lists: context.rules.lists)
        group.decided = effects
        group.isDecided = true
        if previous.count == groupsAhead { previous.removeFirst() }
        previous.append(group)
    }

    private mutating func decide(
        _ row: NumberDecision.Row, _ known: KnownRows, _ numbers: inout Numbers,
        _ group: CommitGroup, _ effects: inout GroupEffects
    ) -> RowResult {
        if let refusal = row.request.refusal {
            noteRefused(row.request)
            return RowResult(refusal: refusal)
        }
        let repeats = Int(known.repeats[row.place])
        if repeats < 0 {
            numbers.single.reset()
            return decide(row, known, of: &numbers.single, group, &effects)
        }
        return decide(row, known, of: &numbers.repeated[repeats], group, &effects)
    }

    private mutating func decide(
        _ row: NumberDecision.Row, _ known: KnownRows, of number: inout NumberDecision,
        _ group: CommitGroup, _ effects: inout GroupEffects
    ) -> RowResult {
        if number.phone == 0 {
            number.begin(row.request.phone, contact: known.contacts[row.place], known)
        }
        var result = number.decide(
            row, known, group: group, context: context, nextContactID: &nextContactID, &effects)
        number.collectWrites(into: &effects, context: context)
        if result.outcome == .refused {
            noteRefused(row.request)
        } else {
            result.isDuplicate = isRepeated(row.request, result, contact: number.contactID)
        }
        return result
    }

    private mutating func noteRefused(_ request: RowRequest) {
        // One refused for its list may have meant this one.
        guard let list = context.syncedList, request.phone != 0,
            request.list == list || request.list < 0
        else { return }
        seen.noteRefused(list: list, phone: request.phone)
    }

    private mutating func isRepeated(
        _ request: RowRequest, _ result: RowResult, contact: Int64
    ) -> Bool {
        if result.outcome == .skippedBlocked {
            return seen.markBlocked(list: request.list, phone: request.phone)
        }
        return seen.mark(list: request.list, contact: contact)
    }
}
