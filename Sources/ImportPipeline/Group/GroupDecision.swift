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

    private let context: RunContext
    private var seen = SeenContacts()
    private var nextContactID: Int64
    private var known = KnownRows()

    init(context: RunContext) throws(StoreError) {
        self.context = context
        nextContactID = try context.store.nextContactID()
        try context.store.jobs.forEachSeen(job: context.job) {
            (packed: [UInt8]) throws(StoreError) in
            try seen.restore(packed, lists: context.rules.lists)
        }
    }

    /// What the job has seen first since the last call, for its next commit.
    mutating func takeFreshlySeen() -> [UInt8] { seen.takeFresh(lists: context.rules.lists) }

    /// Fills what is decided about a sealed group.
    mutating func decide(_ group: CommitGroup) throws(StoreError) {
        try known.lookUp(group, context)
        // Worked on as a value of its own: a property of the group would be checked at every access.
        var effects = group.decided
        group.decided = GroupEffects()
        effects.results.reserveCapacity(group.rowCount)
        var numbers = Numbers(repeatedCount: known.repeatedCount)
        for (arena, batch) in group.batches.enumerated() {
            for request in batch.rows {
                let row = NumberDecision.Row(
                    request: request, arena: Int32(arena), place: effects.results.count)
                effects.results.append(try decide(row, &numbers, group, &effects))
            }
        }
        effects.sortByKey()
        group.decided = effects
    }

    private mutating func decide(
        _ row: NumberDecision.Row, _ numbers: inout Numbers, _ group: CommitGroup,
        _ effects: inout GroupEffects
    ) throws(StoreError) -> RowResult {
        if let refusal = row.request.refusal { return RowResult(refusal: refusal) }
        let repeats = Int(known.repeats[row.place])
        if repeats < 0 {
            numbers.single.reset()
            return try decide(row, of: &numbers.single, group, &effects)
        }
        return try decide(row, of: &numbers.repeated[repeats], group, &effects)
    }

    private mutating func decide(
        _ row: NumberDecision.Row, of number: inout NumberDecision, _ group: CommitGroup,
        _ effects: inout GroupEffects
    ) throws(StoreError) -> RowResult {
        if number.phone == 0 {
            try number.begin(
                row.request.phone, contact: known.contacts[row.place], context: context)
        }
        let membership = Int(known.memberships[row.place])
        var result = try number.decide(
            row, stored: membership < 0 ? nil : known.listContacts[membership], group: group,
            context: context, nextContactID: &nextContactID, &effects)
        number.collectWrites(into: &effects, context: context)
        if result.outcome != .refused {
            result.isDuplicate = isRepeated(row.request, result, contact: number.contactID)
        }
        return result
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
