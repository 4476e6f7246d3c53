/// An instant the model knows exactly, or knows to lie within a run.
enum Moment: Equatable {
    case at(Text)
    case during(run: Int)
    /// The run's own instant, the same one for all of its rows.
    case clock(ofRun: Int)
}

/// One per number, over all accounts.
struct Contact: Equatable {
    var carrier: Text?
    var lineType: Text
    var timezone: Text?
    var validationStatus: Text?
    var createdAt: Moment
    var updatedAt: Moment
}

/// One per list and number.
struct ListContact: Equatable {
    var isActive = true
    var optOutReason: Text?
    var signupMethod: Text
    var signupDate: Moment
    var ipAddress: Text?
    var url: Text?
    var adNetworkSource: Text?
    var adNetworkID: Text?
    var customFields: [JSON.Member] = []
    var createdAt: Moment
    var updatedAt: Moment

    /// Out for good; who only was missing from a synced file is not.
    var isOptedOut: Bool { !isActive && optOutReason != "sync" }
}

struct ListContactKey: Hashable {
    var list: Phone
    var phone: Phone
}

struct Enrolment: Hashable {
    var account: Text
    var journey: Text
    var phone: Phone
}

struct EnrolmentFact: Equatable {
    var list: Phone
    var enrolledAt: Moment
}

struct AccountPhone: Hashable {
    var account: Text
    var phone: Phone
}

/// What a lookup knows about a number; the place is only known for numbers in a range.
struct Answer: Equatable {
    var isValid: Bool
    var lineType: Text
    var range: NumberRange?

    static func == (left: Answer, right: Answer) -> Bool {
        left.isValid == right.isValid && left.lineType == right.lineType
            && left.range?.prefix == right.range?.prefix
    }
}

/// One paid answer.
struct Charge {
    var account: Text
    var phone: Phone
    var mills: Int
    var run: Int
}
