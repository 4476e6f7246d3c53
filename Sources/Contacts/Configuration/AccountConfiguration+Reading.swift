import PhoneNumbers

extension AccountConfiguration {
    init(
        _ node: ConfigurationNode, storedRegions: [String: Region]
    ) throws(ConfigurationError) {
        let members = try node.members([
            "name", "owner_email", "status", "settings", "billing", "lists", "journeys",
            "blocklist",
        ])
        let settings = try members["settings"]?.members(["reject_voip_numbers", "region"])
        place = node.place
        name = try TriggerReading.required("name", members, of: node).text()
        ownerEmail = try members["owner_email"]?.text()
        status = try members["status"]?.word()
        rejectsVoip = try settings?["reject_voip_numbers"]?.bool()
        region = try settings?["region"]?.region()
        billing = try members["billing"]?.word()
        let region = region ?? storedRegions[name] ?? .us
        let reader = PhoneReader(region: region)
        lists = try Self.lists(members["lists"], reader)
        journeys = try Self.journeys(members["journeys"], reader)
        blocklist = try members["blocklist"]?.numbers(region: region)
    }

    private static func lists(
        _ node: ConfigurationNode?, _ reader: PhoneReader
    ) throws(ConfigurationError) -> [ListConfiguration] {
        var lists: [ListConfiguration] = []
        for node in try node?.elements() ?? [] {
            lists.append(try ListConfiguration(node, reader))
        }
        return lists
    }

    private static func journeys(
        _ node: ConfigurationNode?, _ reader: PhoneReader
    ) throws(ConfigurationError) -> [JourneyConfiguration] {
        var journeys: [JourneyConfiguration] = []
        var places: [String: String] = [:]
        for node in try node?.elements() ?? [] {
            let journey = try JourneyConfiguration(node, reader)
            if let other = places.updateValue(journey.place, forKey: journey.name) {
                throw ConfigurationError(
                    place: "\(journey.place).name", "is already the name of \(other)")
            }
            journeys.append(journey)
        }
        return journeys
    }
}

extension ListConfiguration {
    fileprivate init(
        _ node: ConfigurationNode, _ reader: PhoneReader
    ) throws(ConfigurationError) {
        let members = try node.members(["phone_number", "name", "brand_name", "status"])
        place = node.place
        phone = try TriggerReading.required("phone_number", members, of: node).phone(reader)
        name = try members["name"]?.text()
        brandName = try members["brand_name"]?.text()
        status = try members["status"]?.word()
    }
}

extension JourneyConfiguration {
    fileprivate init(
        _ node: ConfigurationNode, _ reader: PhoneReader
    ) throws(ConfigurationError) {
        let members = try node.members(["name", "status", "trigger"])
        var reading = TriggerReading(reader: reader)
        place = node.place
        name = try TriggerReading.required("name", members, of: node).text()
        status = try members["status"]?.word()
        if let trigger = members["trigger"] {
            self.trigger = try reading.group(trigger, depth: 1)
        } else {
            trigger = nil
        }
        lists = reading.lists
    }
}

extension ConfigurationNode {
    /// Numbers in place, or `{"file": "numbers.txt"}`.
    func numbers(region: Region) throws(ConfigurationError) -> NumberSource {
        if case .object = value { return .file(path: try file(), region: region) }
        guard case .array = value else {
            throw fault("must be an array of phone numbers or {\"file\": \"numbers.txt\"}")
        }
        let reader = PhoneReader(region: region)
        var numbers: [UInt64] = []
        for element in try elements() { numbers.append(try element.phone(reader)) }
        return .numbers(numbers)
    }

    /// Ranges in place, or `{"file": "ranges.csv"}`.
    func numberRanges() throws(ConfigurationError) -> RangeSource {
        if case .object = value { return .file(path: try file()) }
        guard case .array = value else {
            throw fault("must be an array of number ranges or {\"file\": \"ranges.csv\"}")
        }
        var ranges: [NumberRange] = []
        for element in try elements() {
            let members = try element.members(NumberRange.columns)
            var cells: [String: String] = [:]
            for (key, node) in members { cells[key] = try node.cell() }
            ranges.append(try NumberRange(cells: cells, place: element.place))
        }
        return .ranges(ranges)
    }

    private func file() throws(ConfigurationError) -> String {
        let members = try members(["file"])
        return try TriggerReading.required("file", members, of: self).text()
    }

    /// A value as a cell of a CSV file would have it.
    private func cell() throws(ConfigurationError) -> String {
        switch value {
        case .string(let text), .number(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return ""
        case .object, .array: throw fault("must be a string, true or false")
        }
    }
}
