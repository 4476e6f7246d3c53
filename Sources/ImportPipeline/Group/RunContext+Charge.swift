import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache and the ledger in the answers' order, which is the file's: so a later file
    /// in the same order finds its numbers side by side.
    ///
    /// - Parameter byNumber: the answers' numbers and places, ascending by number.
    func charge(_ answers: [PaidAnswer], byNumber: [KeyedPhone]) throws(StoreError) {
        if answers.isEmpty { return }
        try store.validations.charge(
            cache(answers, byNumber),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }

    /// The keys of the answers' validations.
    private func cache(
        _ answers: [PaidAnswer], _ byNumber: [KeyedPhone]
    ) throws(StoreError) -> [Int64] {
        let validations = store.validations
        // The last answer of each number is cached, in the place of its first.
        var latest = [Int](repeating: -1, count: answers.count)
        var replaced: [(place: Int, entry: ValidationTable.Entry)] = []
        let numbers = byNumber.runs { $0.phone == $1.phone }
        for number in numbers {
            let first = Int(byNumber[number.lowerBound].key)
            let last = Int(byNumber[number.upperBound - 1].key)
            if answers[first].isFirst {
                latest[first] = last
            } else {
                replaced.append((first, entry(answers[last])))
            }
        }
        let new = latest.indices.filter { latest[$0] >= 0 }
        var keys = [Int64](repeating: 0, count: answers.count)
        let newKeys = try validations.insert(
            new.map { entry(answers[latest[$0]]) }, account: account, job: job)
        for (place, key) in zip(new, newKeys) { keys[place] = key }
        let replacedKeys = try validations.update(
            replaced.map { $0.entry }, account: account, job: job)
        for (replaced, key) in zip(replaced, replacedKeys) { keys[replaced.place] = key }
        // A number that was paid for again and again has one validation.
        for number in numbers where number.count > 1 {
            let key = keys[Int(byNumber[number.lowerBound].key)]
            for place in byNumber[number] { keys[Int(place.key)] = key }
        }
        return keys
    }

    private func entry(_ answer: PaidAnswer) -> ValidationTable.Entry {
        .init(phone: answer.phone, cached: answer.cached)
    }
}
