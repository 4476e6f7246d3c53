import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache in order of number and the ledger in the answers' order.
    ///
    /// - Parameter byNumber: the answers' numbers and places, ascending by number.
    func charge(_ answers: [PaidAnswer], byNumber: [KeyedPhone]) throws(StoreError) {
        if answers.isEmpty { return }
        let validations = store.validations
        var new: [ValidationTable.Entry] = []
        var replaced: [ValidationTable.Entry] = []
        var start = 0
        while start < byNumber.count {
            var last = start
            let phone = byNumber[start].phone
            while last + 1 < byNumber.count, byNumber[last + 1].phone == phone { last += 1 }
            // A number that was asked twice is cached as the later answer has it.
            let entry = ValidationTable.Entry(
                phone: phone, cached: answers[Int(byNumber[last].key)].cached)
            if answers[Int(byNumber[start].key)].isFirst {
                new.append(entry)
            } else {
                replaced.append(entry)
            }
            start = last + 1
        }
        try validations.insert(new, account: account, job: job)
        try validations.update(replaced, account: account, job: job)
        try validations.charge(
            answers.map(\.phone),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }
}
