import ContactStore
import Contacts

extension RunContext {
    /// Fills the cache and the ledger in the answers' order, which is the file's: so a later file
    /// in the same order finds its numbers side by side.
    func charge(_ decided: GroupEffects) throws(StoreError) {
        try charge(decided, job: job, clock: clock)
    }

    /// As ``charge(_:)``, for another job of the account.
    func charge(_ decided: GroupEffects, job: Int64, clock: Int64) throws(StoreError) {
        if decided.paid.isEmpty { return }
        try store.validations.charge(
            cache(decided, job: job),
            .init(account: account, mills: ValidationPayload.price, job: job, instant: clock))
    }

    /// The keys of the validations that were paid for.
    private func cache(_ decided: GroupEffects, job: Int64) throws(StoreError) -> [Int64] {
        var ids = AnswerIDs(of: decided.answers, in: store.validations)
        // As a rule every number is paid for once, and for the first time.
        if decided.paid.allSatisfy(\.isFirst), decided.paidByNumber.isStrictlyAscending {
            return try store.validations.insert(
                decided.paid.map { (paid) throws(StoreError) in try ids.entry(paid) },
                byNumber: decided.paidByNumber, account: account, job: job)
        }
        return try cacheRepeated(decided, &ids, job: job)
    }

    private func cacheRepeated(
        _ decided: GroupEffects, _ ids: inout AnswerIDs, job: Int64
    ) throws(StoreError) -> [Int64] {
        let validations = store.validations
        let paid = decided.paid
        let byNumber = decided.paidByNumber
        // The last answer of each number is cached, in the place of its first.
        var latest = [Int](repeating: -1, count: paid.count)
        var replaced: [(place: Int, entry: ValidationTable.Entry)] = []
        let numbers = byNumber.runs { $0.phone == $1.phone }
        for number in numbers {
            let first = Int(byNumber[number.lowerBound].key)
            let last = Int(byNumber[number.upperBound - 1].key)
            if paid[first].isFirst {
                latest[first] = last
            } else {
                replaced.append((first, try ids.entry(paid[last])))
            }
        }
        let new = latest.indices.filter { latest[$0] >= 0 }
        var keys = [Int64](repeating: 0, count: paid.count)
        var newByNumber = new.enumerated().map {
            KeyedPhone(phone: paid[$0.element].phone, key: Int64($0.offset))
        }
        newByNumber.sortByPhone()
        let newKeys = try validations.insert(
            new.map { (place) throws(StoreError) in try ids.entry(paid[latest[place]]) },
            byNumber: newByNumber, account: account, job: job)
        for (place, key) in zip(new, newKeys) { keys[place] = key }
        try noteForced(replaced.map { $0.entry.phone }, by: job)
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

    /// Keeps for jobs that may go on that they have forced these numbers, before another one does:
    /// no job pays for that twice.
    ///
    /// - Parameter phones: ascending, each once.
    private func noteForced(_ phones: [UInt64], by job: Int64) throws(StoreError) {
        if phones.isEmpty { return }
        let others = try store.jobs.stopped(account: account).subtracting([job])
        if others.isEmpty { return }
        var asks: [Int64: [ValidationAsk]] = [:]
        try store.validations.read(phones, account: account) { place, cached in
            guard let last = cached.forcedJob, others.contains(last) else { return }
            asks[last, default: []].append(ValidationAsk(phone: phones[place], isForced: true))
        }
        for other in asks.keys.sorted() {
            let parts = CallPlans.parts(
                of: asks[other] ?? [], numbersMax: ProviderOptions.numbersMax)
            for part in parts {
                _ = try store.arrivals.plan(
                    account: account, job: other, question: CallBody.json(part),
                    answer: ArrivalTable.forced)
            }
        }
    }
}

extension [KeyedPhone] {
    /// No number is there twice.
    fileprivate var isStrictlyAscending: Bool {
        indices.dropFirst().allSatisfy { self[$0 - 1].phone < self[$0].phone }
    }
}

/// The ids of a group's answers, which are stored when they are new.
private struct AnswerIDs {
    private let answers: GroupAnswers
    private let validations: ValidationTable
    /// By place; 0 where it was not asked for yet.
    private var ids: [Int64]

    init(of answers: GroupAnswers, in validations: ValidationTable) {
        self.answers = answers
        self.validations = validations
        ids = Array(repeating: 0, count: answers.count)
    }

    mutating func entry(_ paid: PaidAnswer) throws(StoreError) -> ValidationTable.Entry {
        let place = Int(paid.said.answer.place)
        if ids[place] == 0 { ids[place] = try validations.id(of: answers[paid.said.answer]) }
        return .init(
            phone: paid.phone,
            cached: CachedValidation(answer: ids[place], forcedJob: paid.said.forcedJob))
    }
}
