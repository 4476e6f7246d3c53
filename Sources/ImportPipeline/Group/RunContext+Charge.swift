import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache in order of number, along its index, and the ledger in the answers' order.
    func charge(_ answers: [PaidAnswer]) throws(StoreError) {
        if answers.isEmpty { return }
        let validations = store.validations
        // A number that was asked twice is cached as the later answer has it.
        let order = answers.indices.sorted { (answers[$0].phone, $0) < (answers[$1].phone, $1) }
        for index in order {
            try validations.store(
                answers[index].cached, account: account, phone: answers[index].phone, job: job)
        }
        try validations.charge(
            answers.lazy.map(\.phone),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }
}
