import ContactStore
import Contacts

/// What becomes of a group's rows and what is to be written for them.
struct GroupEffects {
    /// By the rows' place in the group.
    var results: [RowResult] = []
    var newContacts: [NewContact] = []
    /// The new Contacts' numbers and keys, ascending by number.
    var newPhones: [KeyedPhone] = []
    var changedContacts: [StoredContact] = []
    var newListContacts: [KeyedListContact] = []
    var changedListContacts: [KeyedListContact] = []
    /// Of the new and the changed ones, and of others that had none of their row.
    var fingerprints: [KeyedWord] = []
    /// Keys of ListContacts that rows opted out when they were out already.
    var repeatedOptOuts: [Int64] = []
    var enrolments: [Enrolment] = []
    /// What the payloads and the answers that were paid for say.
    var answers = GroupAnswers()
    var paid: [PaidAnswer] = []
    /// The numbers and places of what was paid for, ascending by number; of one number in the order
    /// of its paying.
    var paidByNumber: [KeyedPhone] = []
    var payloads: [ValidationPayload] = []
    /// The payloads', by what they mean.
    var validation = ValidationCounts()
    /// Indices of journeys that rows mention in warnings.
    var journeyMentions: [Int32] = []
    /// The contacts and blocked numbers that the job met first here, packed for the job's row.
    var firstSeen: [UInt8] = []
    var details = GroupDetails()

    /// Puts what is written in the order of its keys and numbers in theirs, as the store wants
    /// them.
    mutating func sort() {
        newPhones += newContacts.lazy.map { KeyedPhone(phone: $0.phone, key: $0.contact.id) }
        newPhones.sortByPhone()
        newListContacts.sortWhenNeeded(by: \.key)
        changedListContacts.sortWhenNeeded(by: \.key)
        fingerprints.sortWhenNeeded(by: \.key)
        changedContacts.sortWhenNeeded(by: \.id)
        enrolments.sortWhenNeeded(by: \.key)
        paidByNumber += paid.indices.lazy.map { [paid] in
            KeyedPhone(phone: paid[$0].phone, key: Int64($0))
        }
        paidByNumber.sortByPhone()
    }

    mutating func removeAll() {
        results.removeAll(keepingCapacity: true)
        newContacts.removeAll(keepingCapacity: true)
        newPhones.removeAll(keepingCapacity: true)
        changedContacts.removeAll(keepingCapacity: true)
        newListContacts.removeAll(keepingCapacity: true)
        changedListContacts.removeAll(keepingCapacity: true)
        fingerprints.removeAll(keepingCapacity: true)
        repeatedOptOuts.removeAll(keepingCapacity: true)
        enrolments.removeAll(keepingCapacity: true)
        answers.removeAll()
        paid.removeAll(keepingCapacity: true)
        paidByNumber.removeAll(keepingCapacity: true)
        payloads.removeAll(keepingCapacity: true)
        validation = ValidationCounts()
        journeyMentions.removeAll(keepingCapacity: true)
        firstSeen.removeAll()
        details.removeAll()
    }
}

extension Array {
    /// New ones of a single list are in order already.
    fileprivate mutating func sortWhenNeeded(by key: (Element) -> Int64) {
        for index in indices.dropFirst() where key(self[index - 1]) > key(self[index]) {
            sort { key($0) < key($1) }
            return
        }
    }
}

struct Enrolment {
    var journey: Int64
    var contact: Int64
    var list: Int64

    var key: Int64 { EnrolmentTable.key(journey: journey, contact: contact) }
}

/// An answer that was paid for, to be cached and charged.
struct PaidAnswer {
    var phone: UInt64
    var said: SaidAnswer
    /// The number had no cached validation before.
    var isFirst: Bool

    /// The question that it answers.
    var ask: ValidationAsk { ValidationAsk(phone: phone, isForced: said.forcedJob != nil) }
}
