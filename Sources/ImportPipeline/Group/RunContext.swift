import ContactStore
import Contacts

/// What stays the same for all rows of a run.
struct RunContext {
    let account: Int64
    let rejectsVoip: Bool
    /// Why the account may not validate, or nil.
    let billingRefusal: RowRefusal?
    let rules: RequestRules
    let journeys: JourneyBook
    /// For counts alone.
    let states: RangeStates
    let hasBlocklist: Bool
    let hasDNC: Bool
    let job: Int64
    /// Numbers that the job has forced before, of those that other jobs have forced since.
    let forcedBefore: Set<UInt64>
    /// Everything happens in one transaction that is rolled back at the end.
    let isDryRun: Bool
    /// Of a dry run: the key of the last validation before it. No other tells which are its own.
    let lastValidationBefore: Int64
    let clock: Int64
    let signupMethod: SignupMethod
    let optOutReason: OptOutReason
    /// What rows do with contacts that are on the list already.
    var existing = ExistingContacts.update
    /// The list whose missing members leave it, an index into the rules' lists; nil where none do.
    var syncedList: Int32?
    /// Knows rows again that were applied before.
    let fingerprint: RowFingerprint
    /// For the thread that decides.
    let localAnswers: LocalAnswers
    /// For the writer's thread alone.
    let store: ImportStore
    /// What a provider on the network answered, or what a limit allows to be asked; nil where
    /// answers are local and free to ask for at any time. For the thread that decides.
    var answers: AnswerBook?

    /// The key of a Contact's membership in a list of the run.
    func key(list: Int32, contact: Int64) -> Int64 {
        ListContactTable.key(list: rules.lists[Int(list)].id, contact: contact)
    }
}
