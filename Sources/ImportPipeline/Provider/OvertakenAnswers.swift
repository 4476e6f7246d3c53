import ContactStore

/// Answers that were paid for and that no row will claim: a row of another job forced their numbers
/// before. They are charged to the job that asked.
struct OvertakenAnswers {
    private var phones: [Int64: [UInt64]] = [:]

    mutating func note(_ phone: UInt64, of job: Int64) { phones[job, default: []].append(phone) }

    /// Notes what arrives of a call from before the run for numbers that are cached by now.
    mutating func note(
        _ arrival: ProviderClient.Arrival, _ context: RunContext
    ) throws(StoreError) {
        let call = arrival.call
        guard call.wasCutOff, call.isForLater else { return }
        for (ask, reply) in zip(call.asks, arrival.replies) where !ask.isForced {
            guard case .answer = reply else { continue }
            let cached = try context.store.validations.cached(
                account: context.account, phone: ask.phone)
            if cached != nil { note(ask.phone, of: call.job) }
        }
    }

    /// In the transaction of a group's rows, behind these.
    ///
    /// - Returns: mills that the job at work pays for.
    mutating func charge(_ context: RunContext) throws(StoreError) -> Int {
        var mills = 0
        for job in phones.keys.sorted() {
            mills += try context.chargeUnclaimed(phones[job] ?? [], of: job)
        }
        phones.removeAll()
        return mills
    }
}
