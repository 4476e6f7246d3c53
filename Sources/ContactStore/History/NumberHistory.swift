import Contacts

/// What the workspace keeps about one number, as one account may see it.
package struct NumberHistory: Sendable {
    /// The number's Contact; nil when it has none.
    package internal(set) var contact: RecordHistory?
    /// Its memberships in the account's lists, in order of the lists' creation.
    package internal(set) var memberships: [Membership] = []
    package internal(set) var enrolments: [Enrolment] = []
    /// The account's cached validation.
    package internal(set) var validation: Validation?
    /// What the account paid for the number, oldest first.
    package internal(set) var charges: [Charge] = []
    package internal(set) var isBlocked = false
    package internal(set) var isOnDNC = false

    /// A ListContact of the number.
    package struct Membership: Sendable {
        package let list: SendingList
        package let history: RecordHistory
    }

    /// A journey that the number was enrolled in.
    package struct Enrolment: Sendable {
        package let journey: String
        /// The list's number, E.164 without the plus.
        package let list: UInt64
        package let job: Int64
    }

    /// What the account was told about the number.
    package struct Validation: Sendable {
        package let answer: ValidationAnswer
        /// The job that stored it last.
        package let job: Int64
    }

    /// A paid answer.
    package struct Charge: Sendable {
        package let job: Int64
        package let mills: Int
        /// ISO 8601 in UTC.
        package let instant: String
    }

    /// The jobs that left a trace of the number in the workspace.
    package var jobs: Set<Int64> {
        var jobs = Set(enrolments.map(\.job)).union(charges.map(\.job))
        for history in memberships.map(\.history) { jobs.formUnion(history.events.map(\.job)) }
        if let contact { jobs.formUnion(contact.events.map(\.job)) }
        if let validation { jobs.insert(validation.job) }
        return jobs
    }
}

/// A stored row as it is, and how it came to be so, job by job.
package struct RecordHistory: Sendable {
    package let fields: [RecordedField]
    /// Oldest first.
    package let events: [Event]

    /// What a job did to a row.
    package struct Event: Sendable {
        /// Whether the job made the row or found it.
        package enum Kind: String, Sendable { case created, changed }

        package let kind: Kind
        package let job: Int64
        /// Nil when what the job wrote, or what it replaced, is not kept any more.
        package let changes: [FieldChange]?
    }

    /// One state of a row: what an image, or the row itself, says.
    struct State {
        let fields: [RecordedField]
        /// The job that wrote it.
        let writer: Int64
    }

    /// A state that a job replaced.
    struct Image {
        let job: Int64
        let state: State
    }

    /// - Parameter images: what jobs replaced, oldest first; the oldest may be gone.
    init(current: State, createdBy creator: Int64, images: [Image]) {
        fields = current.fields
        let states = images.map(\.state) + [current]
        var events: [Event] = []
        let first = states[0]
        let isWhole = first.writer == creator
        events.append(
            Event(
                kind: .created, job: creator,
                changes: isWhole ? FieldChange.between([], first.fields) : nil))
        if !isWhole { events.append(Event(kind: .changed, job: first.writer, changes: nil)) }
        for (index, image) in images.enumerated() {
            let next = states[index + 1]
            let changes = FieldChange.between(image.state.fields, next.fields)
            let isExact = next.writer == image.job
            events.append(
                Event(kind: .changed, job: image.job, changes: isExact ? changes : nil))
            if !isExact {
                events.append(Event(kind: .changed, job: next.writer, changes: nil))
            }
        }
        self.events = events
    }
}

/// A named value of a stored row, as JSON.
package struct RecordedField: Sendable, Equatable {
    package let name: String
    package let json: String
}

/// What a job made of a field.
package struct FieldChange: Sendable, Equatable {
    package let name: String
    /// JSON; nil when the field was not there.
    package let old: String?
    package let new: String?

    static func between(_ old: [RecordedField], _ new: [RecordedField]) -> [FieldChange] {
        let gone = old.filter { field in !new.contains { $0.name == field.name } }
        let changed = new.compactMap { field -> FieldChange? in
            let before = old.first { $0.name == field.name }?.json
            return before == field.json
                ? nil : FieldChange(name: field.name, old: before, new: field.json)
        }
        return changed + gone.map { FieldChange(name: $0.name, old: $0.json, new: nil) }
    }
}
