import ContactStore
import Contacts
import Foundation
import PhoneNumbers

/// Validates numbers without importing them: cached, asked, billed and noted on their Contacts as a
/// row's validation is.
package final class ValidateRun {
    private let start: JobStart
    private let options: ImportOptions
    private var summary = ImportSummary()
    /// Paid by the job before this call.
    private var earlierMills = 0

    /// Numbers that are asked for and committed together.
    private static let numbersMax = 4096

    /// How long the same call goes on with a forced validation that stopped.
    private static let goesOnSeconds: Int64 = 7 * 86_400

    /// - Parameters:
    ///   - options: `force`, the provider and the limit of cost count.
    ///   - name: tells this call's numbers from those of others.
    ///   - clock: the job's one instant, seconds since 1970.
    /// - Throws: when the account may not validate.
    package init(
        workspace: Workspace, account: Account, options: ImportOptions, named name: String,
        clock: Int64
    ) throws(ImportError) {
        var options = options
        options.kind = .validate
        options.useValidation = true
        try ImportRun.check(account, options)
        self.options = options
        func start(_ resumed: ResumedJob?) -> JobStart {
            JobStart(
                workspace: workspace, account: account, options: options, inputNames: [name],
                clock: resumed?.clock ?? clock, resumed: resumed)
        }
        let new = start(nil)
        self.start = try Self.stopped(new).map(start) ?? new
    }

    /// What is not forced is in the cache and needs no job that goes on.
    private static func stopped(_ new: JobStart) throws(ImportError) -> ResumedJob? {
        guard new.options.force else { return nil }
        let job = try storing { () throws(StoreError) in
            try new.workspace.stopped(new.newJob(""), since: new.clock - goesOnSeconds)
        }
        // One that says nothing this program can go on from is left as it is.
        do { return try job.map { (job) throws(ImportError) in try ResumedJob(job) } } catch {
            return nil
        }
    }

    /// The job that this call goes on with, as it stopped: what it has paid by force is not paid
    /// again.
    package var resumedJob: Int64? { start.resumed?.id }

    /// How many of the numbers would be paid for: each once.
    package func paidCount(of numbers: [UInt64]) throws(ImportError) -> Int {
        try storing { () throws(StoreError) in
            let store = try ImportStore(start.workspace)
            let before = try start.forcedBefore(store)
            var count = 0
            var last: UInt64?
            for phone in numbers.sorted() where phone != last {
                last = phone
                if try isPaid(phone, before, store.validations) { count += 1 }
            }
            return count
        }
    }

    private func isPaid(
        _ phone: UInt64, _ forcedBefore: Set<UInt64>, _ validations: ValidationTable
    ) throws(StoreError) -> Bool {
        if options.force, resumedJob == nil { return true }
        let cached = try validations.cached(account: start.account.id, phone: phone)
        guard let cached else { return true }
        return options.force && cached.forcedJob != resumedJob && !forcedBefore.contains(phone)
    }

    /// Validates the numbers in their order, those that come again from the cache.
    ///
    /// - Parameters:
    ///   - numbers: E.164 without the plus.
    ///   - onLines: takes lines of JSON for what was committed, one for each number.
    /// - Throws: what the store or `onLines` throws; a provider that fails is in the outcome.
    package func run(
        _ numbers: [UInt64], stop: StopFlag, onProgress: @escaping (ImportProgress) -> Void,
        onLines: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws -> ImportOutcome {
        let begin = ContinuousClock.now
        let (context, checkpoint) = try storing { () throws(StoreError) in try start.start([])
        }
        // Its numbers are all counted again.
        summary.job = checkpoint.summary.job
        summary.state = checkpoint.summary.state
        summary.resumed = checkpoint.summary.resumed
        earlierMills = checkpoint.summary.validation.mills
        summary.validation.mills = earlierMills
        var problem: (any Error)?
        do {
            try validate(numbers, context, stop, onProgress, onLines)
        } catch {
            problem = error
        }
        summary.seconds = begin.secondsSince
        summary.state = problem != nil ? .failed : stop.requested != nil ? .interrupted : .finished
        let stopped = problem as? ImportError
        try finish(context, failure: problem.map { stopped?.message ?? "\($0)" })
        // What takes the lines has failed, which is for the caller to tell.
        if let problem, stopped == nil { throw problem }
        return ImportOutcome(Checkpoint(summary: summary), problem: stopped, signal: stop.requested)
    }

    private func finish(_ context: RunContext, failure: String?) throws(ImportError) {
        try storing { () throws(StoreError) in
            try context.store.committing { () throws(StoreError) in
                try context.store.jobs.finish(
                    job: context.job, state: summary.state.rawValue,
                    checkpoint: Checkpoint(summary: summary).json,
                    at: Int64(Date().timeIntervalSince1970), failure: failure)
            }
        }
    }

    private func validate(
        _ numbers: [UInt64], _ context: RunContext, _ stop: StopFlag,
        _ onProgress: @escaping (ImportProgress) -> Void,
        _ onLines: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        let answers = try answerStage(context, stop) { [unowned self] mills, notice in
            onProgress(summary.progress(mills: mills, notice: notice))
        }
        earlierMills += answers?.millsAtFirst ?? 0
        summary.validation.mills = earlierMills
        defer {
            context.store.rollBack()
            answers?.end()
        }
        let lines = ByteArena()
        var rest = numbers[...]
        while !rest.isEmpty, stop.requested == nil {
            var part = rest.prefix(Self.numbersMax)
            rest = rest.dropFirst(part.count)
            let validated = try decide(&part, context, answers)
            try commit(validated, context, answers)
            lines.removeAll()
            for (phone, payload) in zip(part, validated.payloads) {
                lines.append(payload, of: phone, validated.effects.answers)
            }
            try onLines(lines.all)
            onProgress(summary.progress(mills: summary.validation.mills, notice: nil))
            if case .failed(let error)? = answers?.ending { throw error }
            if answers?.ending != nil { return }
        }
    }

    /// Decides as often as answers are missing; cuts the part before what cannot be asked.
    private func decide(
        _ part: inout ArraySlice<UInt64>, _ context: RunContext, _ answers: AnswerStage?
    ) throws(ImportError) -> Validated {
        while true {
            let validated = try storing { () throws(StoreError) in try decide(part, context) }
            let wanted = context.answers?.takeWanted() ?? []
            guard let answers, !wanted.isEmpty else { return validated }
            let paid = summary.validation.mills
            let held = validated.effects.paid
            var open = answers.placeOverCost(wanted, paidMills: paid - earlierMills, held: held)
            if open == nil {
                let mills = paid + held.count * ValidationPayload.price
                open = try answers.obtain(wanted, paidMills: mills)
            }
            if let open { part = part.prefix(open) }
        }
    }

    /// What became of a part.
    private struct Validated {
        /// One for each number; nil without an answer.
        var payloads: [ValidationPayload?] = []
        var effects = GroupEffects()
    }

    private func decide(
        _ part: ArraySlice<UInt64>, _ context: RunContext
    ) throws(StoreError) -> Validated {
        var known = KnownRows()
        known.sort(part)
        try known.readValidations(ofAllIn: context.store, context)
        var effects = GroupEffects()
        effects.answers = known.answers
        var validated = Validated()
        var validations: [UInt64: NumberValidation] = [:]
        for (place, phone) in part.enumerated() {
            var request = RowRequest()
            request.phone = phone
            request.local = LocalLookup(phone, in: context.rules.ranges)
            if options.force { request.flags.insert(.force) }
            let row = NumberDecision.Row(request: request, arena: 0, place: place)
            validated.payloads.append(
                validations[phone, default: NumberValidation()].payload(
                    for: row, phone: phone, known, context, &effects))
        }
        effects.sort()
        validated.effects = effects
        return validated
    }

    private func commit(
        _ validated: Validated, _ context: RunContext, _ answers: AnswerStage?
    ) throws(ImportError) {
        summary.count(validated.payloads)
        try storing { () throws(StoreError) in
            let store = context.store
            try store.begin()
            try context.charge(validated.effects)
            try note(validated, context)
            let mills = try answers?.claim(validated.effects.paid)
            summary.validation.mills += mills ?? 0
            try store.jobs.saveCheckpoint(Checkpoint(summary: summary).json, job: context.job)
            try store.commit()
        }
        answers?.forgetAnswers()
    }

    /// Writes the results on the numbers' Contacts, where there are any.
    private func note(_ validated: Validated, _ context: RunContext) throws(StoreError) {
        let contacts = context.store.contacts
        let payloads = validated.payloads.lazy.compactMap(\.self).map { ($0.phone, $0) }
        let byNumber = Dictionary(payloads) { $1 }.values.sorted { $0.phone < $1.phone }
        let keys = try contacts.keys(of: byNumber.map(\.phone))
        let known = zip(keys, byNumber).filter { $0.0 != 0 }.sorted { $0.0 < $1.0 }
        let payloadByKey = Dictionary(known) { $1 }
        var updated: [StoredContact] = []
        try contacts.read(known.map(\.0)) { contact in
            guard let payload = payloadByKey[contact.id],
                let contact = contact.updated(by: payload, validated.effects.answers)
            else { return }
            updated.append(contact)
        }
        try contacts.update(updated.sorted { $0.id < $1.id }, job: context.job)
    }

    private func answerStage(
        _ context: RunContext, _ stop: StopFlag, _ onPaid: @escaping (Int, String?) -> Void
    ) throws(ImportError) -> AnswerStage? {
        try storing { () throws(StoreError) in
            try AnswerStage(
                context: context, options: options, secret: start.workspace.idSecret(),
                stop: stop, onPaid: onPaid)
        }
    }
}

extension ImportSummary {
    fileprivate mutating func count(_ payloads: [ValidationPayload?]) {
        for payload in payloads {
            rows += 1
            if let payload {
                successCount += 1
                validation.count(payload)
                validation.mills += payload.mills
            } else {
                errorCount += 1
                errors[ErrorCode.providerError.name, default: 0] += 1
                validation.errors += 1
            }
        }
    }

    fileprivate func progress(mills: Int, notice: String?) -> ImportProgress {
        ImportProgress(
            rows: rows, refused: errorCount, bytes: 0, totalBytes: nil,
            mills: max(mills, validation.mills), notice: notice)
    }
}

extension ByteArena {
    /// A number's line: its payload, or the error of a row without an answer.
    fileprivate func append(
        _ payload: ValidationPayload?, of phone: UInt64, _ answers: GroupAnswers
    ) {
        if let payload {
            append(payload, answers)
        } else {
            append("{\"status\":503,\"code\":\"provider_error\",\"error\":\"")
            append(Array(RowRefusal.provider.sentence.utf8))
            append("\",\"phone_number\":\"")
            write(bytesMax: PhoneNumber.bytesMax) { PhoneNumber(digits: phone).write(into: $0) }
            append("\"}")
        }
        append("\n")
    }
}
