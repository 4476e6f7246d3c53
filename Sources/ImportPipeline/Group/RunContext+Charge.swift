import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache in order of number, along its index, and the ledger in the answers' order.
    func charge(_ answers: [PaidAnswer]) throws(StoreError) {
        if answers.isEmpty { return }
        let validations = store.validations
        // A number that was asked twice is cached as the later answer has it.
        var order = answers.enumerated().map {
            KeyedPhone(phone: $0.element.phone, key: Int64($0.offset))
        }
        order.sortByPhone()
        for number in order {
            try validations.store(
                answers[Int(number.key)].cached, account: account, phone: number.phone, job: job)
        }
        try validations.charge(
            answers.lazy.map(\.phone),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }
}
