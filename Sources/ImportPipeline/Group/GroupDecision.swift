import ContactStore
import Contacts

/// Decides what becomes of the rows of a group: dedupe, validate, upsert and enroll, without writing
/// Contacts yet.
///
/// Rows of one number are decided together in file order, numbers in ascending order, so that the
/// store is read along its index. Rows of different numbers never influence each other.
struct GroupDecision {
    private let context: RunContext
    private var seen = SeenContacts()
    private var nextContactID: Int64
    private var order: [OrderedRow] = []

    /// A row by its number and its place in the group.
    private struct OrderedRow {
        let phone: UInt64
        let ordinal: UInt32
        let batch: UInt16
        let row: UInt16
    }

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
        // Worked on as a value of its own: a property of the group would be checked at every access.
        var effects = group.decided
        group.decided = GroupEffects()
        sortByNumber(group, &effects)
        let phones = distinctPhones()
        let contacts = try context.store.contacts.keys(of: phones)
        var number = NumberDecision()
        var index = 0
        for (phone, contact) in zip(phones, contacts) {
            try number.begin(phone, contact: contact, context: context)
            while index < order.count, order[index].phone == phone {
                try decide(order[index], of: &number, in: group, &effects)
                index += 1
            }
            number.collectWrites(into: &effects, context: context)
        }
        effects.answers.sort { $0.ordinal < $1.ordinal }
        group.decided = effects
    }

    private func distinctPhones() -> [UInt64] {
        var phones: [UInt64] = []
        phones.reserveCapacity(order.count)
        for row in order where row.phone != phones.last { phones.append(row.phone) }
        return phones
    }

    private mutating func decide(
        _ place: OrderedRow, of number: inout NumberDecision, in group: CommitGroup,
        _ effects: inout GroupEffects
    ) throws(StoreError) {
        let row = NumberDecision.Row(
            request: group.batches[Int(place.batch)].rows[Int(place.row)],
            arena: Int32(place.batch), ordinal: Int(place.ordinal))
        var result = try number.decide(
            row, group: group, context: context, nextContactID: &nextContactID, &effects)
        if result.outcome != .refused {
            result.isDuplicate = isRepeated(row.request, result, contact: number.contactID)
        }
        effects.results[Int(place.ordinal)] = result
    }

    private mutating func isRepeated(
        _ request: RowRequest, _ result: RowResult, contact: Int64
    ) -> Bool {
        if result.outcome == .skippedBlocked {
            return seen.markBlocked(list: request.list, phone: request.phone)
        }
        return seen.mark(list: request.list, contact: contact)
    }

    private mutating func sortByNumber(_ group: CommitGroup, _ effects: inout GroupEffects) {
        order.removeAll(keepingCapacity: true)
        effects.results.reserveCapacity(group.rowCount)
        for (batchIndex, batch) in group.batches.enumerated() {
            for (row, request) in batch.rows.enumerated() {
                let ordinal = UInt32(effects.results.count)
                if let refusal = request.refusal {
                    effects.results.append(RowResult(refusal: refusal))
                    continue
                }
                effects.results.append(RowResult())
                order.append(
                    OrderedRow(
                        phone: request.phone, ordinal: ordinal, batch: UInt16(batchIndex),
                        row: UInt16(row)))
            }
        }
        order.sort { ($0.phone, $0.ordinal) < ($1.phone, $1.ordinal) }
    }
}
