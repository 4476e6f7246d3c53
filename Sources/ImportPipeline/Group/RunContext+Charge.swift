import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache and the ledger in the answers' order, which is the file's: so a later file
    /// in the same order finds its numbers side by side.
    ///
    /// - Parameter byNumber: the answers' numbers and places, ascending by number.
    func charge(_ answers: [PaidAnswer], byNumber: [KeyedPhone]) throws(StoreError) {
        if answers.isEmpty { return }
        let validations = store.validations
        var new: [ValidationTable.Entry] = []
        var replaced: [ValidationTable.Entry] = []
        for (answer, latest) in zip(answers, Self.latest(of: answers.count, byNumber)) {
            guard latest >= 0 else { continue }
            let entry = ValidationTable.Entry(phone: answer.phone, cached: answers[latest].cached)
            if answer.isFirst { new.append(entry) } else { replaced.append(entry) }
        }
        replaced.sort { $0.phone < $1.phone }
        try validations.insert(new, account: account, job: job)
        try validations.update(replaced, account: account, job: job)
        try validations.charge(
            answers.map(\.phone),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }

    /// For the first answer of each number the place of its last, which is cached; else -1.
    private static func latest(of count: Int, _ byNumber: [KeyedPhone]) -> [Int] {
        var latest = [Int](repeating: -1, count: count)
        var start = 0
        while start < byNumber.count {
            var last = start
            while last + 1 < byNumber.count, byNumber[last + 1].phone == byNumber[start].phone {
                last += 1
            }
            latest[Int(byNumber[start].key)] = Int(byNumber[last].key)
            start = last + 1
        }
        return latest
    }
}
