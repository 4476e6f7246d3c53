/// The options of a run that change what a row means.
struct RunOptions {
    var list: Phone?
    /// Instead of the account's; the writer of the file knows what it makes of the numbers.
    var region: Text?
    var useJourneys = false
    var skipJourneyIfExists = true
    var replaceCustomFields = false
    var useValidation = false
    var force = false
    /// What rows do with active contacts of the list: `update`, `fill` or `skip`.
    var existing: Text = "update"
    /// Whether names the request does not know become custom fields; nil: as the format has it.
    var keepsUnknown: Bool?
}

/// What the writer of a file meant by the texts in it, so that the model needs no parser for them.
struct Readings {
    enum Number: Equatable {
        case number(Phone, hasExtension: Bool)
        case refused
    }

    /// A text that is not here is no number.
    var numbers: [Text: Number] = [:]
    /// In UTC to the second; a text that is not here is unreadable or too far ahead.
    var dates: [Text: Text] = [:]
}

/// One job: what it was told, and what it has done that later rows depend on.
struct Run {
    let id: Int
    var account: Account
    var options = RunOptions()
    var readings = Readings()
    var signupMethod: Text = "import"
    var optOutReason: Text = "import"

    var rows = 0
    var forcedNumbers: Set<Phone> = []
    var paidMills = 0
    var accepted: Set<ListContactKey> = []

    var now: Moment { .during(run: id) }
}
