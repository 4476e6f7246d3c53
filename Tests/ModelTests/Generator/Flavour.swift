/// How often a file does what; drawn per round, so that some rounds are mild and some are full of
/// it.
struct Flavour {
    var fault = 0.1
    var oddText = 0.1
    var journeys = 0.4
    var validation = 0.2
    var force = 0.2
    var optOut = 0.05
    var evidence = 0.3
    var customFields = 0.5
    /// Whether rows have the fields that only an import takes.
    var hasImportOnlyFields = true

    init(_ dice: inout Dice) {
        fault = dice.pick([0, 0.05, 0.3])
        oddText = dice.pick([0, 0.2, 0.6])
        journeys = dice.pick([0.1, 0.5, 0.9])
        validation = dice.pick([0, 0.3, 0.9])
        force = dice.pick([0, 0.3, 0.8])
        optOut = dice.pick([0, 0.03, 0.2])
        evidence = dice.pick([0.1, 0.5])
        customFields = dice.pick([0.2, 0.8])
    }
}

/// What may be wrong with a row.
enum Fault: CaseIterable {
    case malformed, tooLarge, missingPhone, missingList, invalidPhone, invalidList, unknownList
    case badClaim, badText, badDate, badLineType, nestedCustomField

    /// Faults of one rank do not come together, because no rule says which of them is reported.
    var isOfField: Bool {
        switch self {
        case .badClaim, .badText, .badDate, .badLineType, .nestedCustomField: true
        default: false
        }
    }
}
