/// Draws files for one account of a world.
struct FileGenerator {
    var dice: Dice
    let numbers: [Phone]
    var hasImportOnlyFields = true

    mutating func file(for account: Account, in configuration: Configuration, rows: Int)
        -> GeneratedFile
    {
        let format: GeneratedFile.Format =
            hasImportOnlyFields && dice.chance(0.5) ? .csv : .ndjson
        var flavour = Flavour(&dice)
        flavour.hasImportOnlyFields = hasImportOnlyFields
        let options = hasImportOnlyFields ? options(for: account, flavour) : RunOptions()
        let isAbroad = (options.region ?? account.region) != "US"
        let fields = FieldWriter(
            dice: Dice(seed: dice.number(in: 0...Int.max)), format: format, flavour: flavour,
            numbers: numbers, lists: account.usableLists.map(\.number),
            unknownLists: configuration.listsUnknown(to: account),
            hasListDefault: options.list != nil, isAbroad: isAbroad,
            numberWriter: NumberWriter(knowing: account.lists.map(\.number), isAbroad: isAbroad),
            dateWriter: DateWriter(
                isDayFirst: hasImportOnlyFields && dice.chance(0.2),
                mayShowOtherOrder: format == .ndjson))
        switch format {
        case .csv:
            var writer = CSVWriter(fields: fields, options: options)
            return writer.file(rows: rows)
        case .ndjson:
            var writer = NDJSONWriter(fields: fields, options: options)
            return writer.file(rows: rows)
        }
    }

    private mutating func options(for account: Account, _ flavour: Flavour) -> RunOptions {
        var options = RunOptions()
        if dice.chance(0.6) { options.list = dice.pick(account.usableLists).number }
        if dice.chance(0.1) { options.region = dice.pick(["US", "GB"]) }
        options.useJourneys = dice.chance(flavour.journeys)
        options.skipJourneyIfExists = dice.chance(0.7)
        options.replaceCustomFields = dice.chance(0.2)
        options.useValidation = account.billing == "active" && dice.chance(flavour.validation)
        options.force = dice.chance(flavour.force)
        options.existing = dice.pick(["update", "update", "fill", "skip"])
        options.keepsUnknown = dice.pick([nil, nil, nil, true, false])
        return options
    }
}

extension Account {
    var usableLists: [SendingList] { lists.filter { $0.status != "deleted" } }
}

extension Configuration {
    /// Numbers that are no list of the account: deleted ones, other accounts' and nobody's.
    func listsUnknown(to account: Account) -> [Phone] {
        let deleted = account.lists.filter { $0.status == "deleted" }
        let others = accounts.filter { $0.name != account.name }.flatMap(\.lists)
        return (deleted + others).map(\.number) + ["+18005559999"]
    }
}
