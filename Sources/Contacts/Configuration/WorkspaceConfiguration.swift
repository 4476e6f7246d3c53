import PhoneNumbers
import Records

/// What a configuration file wants of a workspace; nil and absent: as it is.
package struct WorkspaceConfiguration: Sendable {
    package let accounts: [AccountConfiguration]
    package let dnc: NumberSource?
    package let numberRanges: RangeSource?
}

/// Phone numbers in the configuration or in a file beside it.
package enum NumberSource: Sendable, Equatable {
    /// E.164 without the plus, read in the default region.
    case numbers([UInt64])
    /// One number a line, read in `region`; `path` is as written in the configuration.
    case file(path: String, region: Region)
}

/// Number ranges in the configuration or in a CSV file beside it.
package enum RangeSource: Sendable, Equatable {
    case ranges([NumberRange])
    case file(path: String)
}

/// An account as a configuration wants it; nil leaves what is stored.
package struct AccountConfiguration: Sendable {
    package let place: String
    package let name: String
    package let ownerEmail: String?
    package let status: AccountStatus?
    package let rejectsVoip: Bool?
    package let region: Region?
    package let billing: BillingStatus?
    package let lists: [ListConfiguration]
    package let journeys: [JourneyConfiguration]
    package let blocklist: NumberSource?
}

/// A list as a configuration wants it; nil leaves what is stored.
package struct ListConfiguration: Sendable {
    package let place: String
    /// Its own number, E.164 without the plus.
    package let phone: UInt64
    package let name: String?
    package let brandName: String?
    package let status: ListStatus?
}

/// A journey as a configuration wants it; nil leaves what is stored.
package struct JourneyConfiguration: Sendable {
    package let place: String
    package let name: String
    package let status: JourneyStatus?
    package let trigger: JourneyTrigger?
    /// Lists that the trigger names, each with its place; they must be the account's.
    package let lists: [(phone: UInt64, place: String)]
}

extension WorkspaceConfiguration {
    /// Reads a configuration file.
    ///
    /// - Parameter storedRegions: the regions of the accounts there are, by name: the default
    ///   region of an account's numbers where the file does not name one.
    package init(
        parsing bytes: [UInt8], storedRegions: [String: Region]
    ) throws(ConfigurationError) {
        let top = ConfigurationNode(value: try Self.parse(bytes), place: "")
        let members = try top.members(["accounts", "dnc", "number_ranges"])
        var accounts: [AccountConfiguration] = []
        for node in try members["accounts"]?.elements() ?? [] {
            accounts.append(try AccountConfiguration(node, storedRegions: storedRegions))
        }
        self.accounts = accounts
        dnc = try members["dnc"]?.numbers(region: .us)
        numberRanges = try members["number_ranges"]?.numberRanges()
        try checkNames()
        try checkLists()
    }

    private static func parse(_ bytes: [UInt8]) throws(ConfigurationError) -> JSONValue {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        do {
            return try JSONValue(parsing: text)
        } catch {
            let before = text.prefix(error.offset)
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let column = error.offset - start + 1
            throw ConfigurationError(place: "line \(line), column \(column)", error.sentence)
        }
    }

    private func checkNames() throws(ConfigurationError) {
        var places: [String: String] = [:]
        for account in accounts {
            if let other = places.updateValue(account.place, forKey: account.name) {
                throw ConfigurationError(
                    place: "\(account.place).name", "is already the name of \(other)")
            }
        }
    }

    private func checkLists() throws(ConfigurationError) {
        var places: [UInt64: String] = [:]
        for list in accounts.flatMap(\.lists) {
            if let other = places.updateValue(list.place, forKey: list.phone) {
                throw ConfigurationError(
                    place: "\(list.place).phone_number", "is already the number of \(other)")
            }
        }
    }
}
