/// Makes a small random world: accounts, lists, journeys, ranges and the numbers that will meet in
/// it.
struct ConfigurationWriter {
    static let rangePrefixes: [Text] = [
        "+1415555", "+14155557", "+1212555", "+1312555", "+1303555", "+1415155", "+1303444",
        "+1800444",
    ]
    /// Valid by the numbering plan, in no range.
    static let plainPrefixes: [Text] = ["+1415666", "+1212777", "+1312888", "+1303999", "+1888222"]
    static let invalidPrefixes: [Text] = ["+1415156", "+1212011"]
    static let lineTypes: [Text] = ["mobile", "mobile", "fixed line", "voip", "other", "unknown"]
    static let listStatuses: [Text] = ["active", "active", "paused", "suspended", "deleted"]
    static let billings: [Text] = [
        "active", "active", "active", "active", "active", "active", "none", "payment_failed",
    ]

    var dice: Dice
    let numbers: [Phone]

    /// - Parameter numbersMax: few numbers meet often, many fill more than one batch.
    init(seed: Int, numbersMax: Int = 30) {
        dice = Dice(seed: seed)
        var dice = dice
        let prefixes =
            ConfigurationWriter.rangePrefixes + ConfigurationWriter.rangePrefixes
            + ConfigurationWriter.plainPrefixes + ConfigurationWriter.invalidPrefixes
        numbers = (0..<dice.number(in: 6...numbersMax)).map { _ in
            let prefix = dice.pick(prefixes)
            return Text(prefix.string + dice.digits(12 - prefix.bytes.count))
        }
        self.dice = dice
    }

    mutating func configuration() -> Configuration {
        let prefixes = dice.some(ConfigurationWriter.rangePrefixes, chance: 0.8)
        return Configuration(
            accounts: dice.chance(0.3) ? [account(1), account(2)] : [account(1)],
            doNotCall: Set(dice.some(numbers, chance: 0.15)), ranges: prefixes.map { range($0) })
    }

    /// The same world some days later: nothing is taken away, some things are switched.
    mutating func changed(_ configuration: Configuration) -> Configuration {
        var changed = configuration
        changed.doNotCall.formUnion(dice.some(numbers, chance: 0.1))
        changed.ranges = changed.ranges.map { dice.chance(0.2) ? range($0.prefix) : $0 }
        for place in changed.accounts.indices {
            var account = changed.accounts[place]
            account.blocklist.formUnion(dice.some(numbers, chance: 0.05))
            account.rejectsVOIP = dice.chance(0.4)
            account.billing = dice.pick(ConfigurationWriter.billings)
            for list in account.lists.indices.dropFirst() where dice.chance(0.2) {
                account.lists[list].status = dice.pick(ConfigurationWriter.listStatuses)
            }
            for journey in account.journeys.indices where dice.chance(0.3) {
                account.journeys[journey].status = dice.pick(["active", "paused", "archived"])
            }
            changed.accounts[place] = account
        }
        return changed
    }

    private mutating func range(_ prefix: Text) -> NumberRange {
        NumberRange(
            prefix: prefix, carrierRaw: dice.chance(0.8) ? "RAW, \(dice.number(in: 1...9))" : nil,
            carrier: dice.chance(0.8) ? dice.pick(Words.carrierNames) : nil,
            lineType: dice.pick(ConfigurationWriter.lineTypes), ported: dice.chance(0.3),
            state: dice.chance(0.7) ? "CA" : nil, city: dice.chance(0.7) ? "Springfield" : nil)
    }

    private mutating func account(_ number: Int) -> Account {
        var account = Account(name: "Account \(number)")
        account.rejectsVOIP = dice.chance(0.4)
        account.billing = dice.pick(ConfigurationWriter.billings)
        if dice.chance(0.1) { account.region = "GB" }
        account.blocklist = Set(dice.some(numbers, chance: 0.08))
        account.lists = (0..<dice.number(in: 1...4)).map { place in
            let status = place == 0 ? "active" : dice.pick(ConfigurationWriter.listStatuses)
            return SendingList(
                number: "+1800555\(number)00\(place)", name: "List \(place)", status: status)
        }
        account.journeys = dice.some(Words.journeyNames, chance: 0.5).map { name in
            let status: Text = dice.pick([
                "active", "active", "active", "draft", "paused", "archived",
            ])
            return Journey(name: name, status: status, trigger: trigger(account.lists, depth: 0))
        }
        return account
    }

    private mutating func trigger(_ lists: [SendingList], depth: Int) -> Trigger {
        let most = depth == 0 ? 3 : 2
        let conditions = (0..<dice.number(in: 0...most)).map { _ in condition(lists) }
        let groups = depth > 2 ? 0 : dice.number(in: 0...most - 1)
        return Trigger(
            needsAll: dice.chance(0.4), conditions: conditions,
            groups: (0..<groups).map { _ in trigger(lists, depth: depth + 1) })
    }

    private mutating func condition(_ lists: [SendingList]) -> Trigger.Condition {
        switch dice.number(in: 0...9) {
        case 0...3: .list(dice.pick(lists).number)
        case 4: .signupMethod(dice.pick(["import", "import", "api"]))
        default: .customField(dice.pick(Words.customNames), comparison())
        }
    }

    private mutating func comparison() -> Trigger.Comparison {
        switch dice.number(in: 0...5) {
        case 0: .equals(scalar())
        case 1: .differs(scalar())
        case 2: .isOneOf((0..<dice.number(in: 0...3)).map { _ in scalar() })
        case 3: .isNoneOf((0..<dice.number(in: 0...3)).map { _ in scalar() })
        case 4: .exists(dice.pick([nil, true, false]))
        default: .contains(dice.pick(["o", "5", "e", "ol", "tr", "O", "."]))
        }
    }

    private mutating func scalar() -> JSON {
        switch dice.number(in: 0...3) {
        case 0: .number(dice.pick(Words.numbers))
        case 1: .bool(dice.chance(0.5))
        default: .string(dice.pick(Words.plain + Words.odd.prefix(3) + Words.numbers))
        }
    }
}
