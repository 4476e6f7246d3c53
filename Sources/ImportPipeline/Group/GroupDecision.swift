import ContactStore
import Contacts

/// Decides what becomes of the rows of a group: dedupe, validate, upsert and enroll, without writing
/// Contacts yet.
///
/// Rows of one number are decided together in file order, numbers in ascending order, so that the
/// store is read along its index. Rows of different numbers never influence each other.
final class GroupDecision {
    let context: RunContext
    var seen = SeenContacts()
    var nextContactID: Int64
    private var order: [OrderedRow] = []
    private var number: NumberDecision

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
        number = NumberDecision()
    }

    /// Fills the results of a sealed group's rows and what is to be written for them.
    func decide(_ group: CommitGroup) throws(StoreError) {
        sortByNumber(group)
        var index = 0
        while index < order.count {
            let phone = order[index].phone
            try number.begin(phone, context: context)
            while index < order.count, order[index].phone == phone {
                try decide(order[index], in: group)
                index += 1
            }
            number.collectWrites(into: group, context: context)
        }
        group.answers.sort { $0.ordinal < $1.ordinal }
    }

    private func decide(_ place: OrderedRow, in group: CommitGroup) throws(StoreError) {
        let batch = group.batches[Int(place.batch)]
        let request = batch.rows[Int(place.row)]
        let row = NumberDecision.Row(
            request: request, arena: Int32(place.batch), ordinal: Int(place.ordinal))
        var result = try number.decide(
            row, group: group, context: context, nextContactID: &nextContactID)
        if result.outcome != .refused { result.isDuplicate = isRepeated(request, result) }
        batch.results[Int(place.row)] = result
    }

    private func isRepeated(_ request: RowRequest, _ result: RowResult) -> Bool {
        if result.outcome == .skippedBlocked {
            return seen.markBlocked(list: request.list, phone: request.phone)
        }
        return seen.mark(list: request.list, contact: number.contactID)
    }

    private func sortByNumber(_ group: CommitGroup) {
        order.removeAll(keepingCapacity: true)
        var ordinal: UInt32 = 0
        for (batchIndex, batch) in group.batches.enumerated() {
            for row in batch.rows.indices {
                if let refusal = batch.rows[row].refusal {
                    batch.results[row] = RowResult(refusal: refusal)
                } else {
                    order.append(
                        OrderedRow(
                            phone: batch.rows[row].phone, ordinal: ordinal,
                            batch: UInt16(batchIndex), row: UInt16(row)))
                }
                ordinal += 1
            }
        }
        order.sort { ($0.phone, $0.ordinal) < ($1.phone, $1.ordinal) }
    }
}
