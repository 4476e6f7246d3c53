/// A field of the single-add request, in the order in which fields are checked.
package enum Field: UInt8, CaseIterable, Sendable {
    case phoneNumber, listNumber, useJourneys, skipJourneyIfExists, signupDate, ipAddress, url
    case customFields, replaceCustomFields, adNetworkSource, adNetworkID, useValidation, force
    case optedOut, carrier, lineType

    /// The field's name in a request and in a header.
    package var name: String {
        switch self {
        case .phoneNumber: "phone_number"
        case .listNumber: "list_number"
        case .useJourneys: "use_journeys"
        case .skipJourneyIfExists: "skip_journey_if_exists"
        case .signupDate: "signup_date"
        case .ipAddress: "ip_address"
        case .url: "url"
        case .customFields: "custom_fields"
        case .replaceCustomFields: "replace_custom_fields"
        case .adNetworkSource: "ad_network_source"
        case .adNetworkID: "ad_network_id"
        case .useValidation: "use_validation"
        case .force: "force"
        case .optedOut: "opted_out"
        case .carrier: "carrier"
        case .lineType: "line_type"
        }
    }

    /// Other headers that mean this field; compared without case, spaces, `_` and `-`.
    package var aliases: [String] {
        switch self {
        case .phoneNumber:
            [
                "phone", "msisdn", "mobile", "cell", "tel", "telephone", "cellphone",
                "mobilephone", "mobilenumber", "cellnumber", "telephonenumber", "phoneno",
                "mobileno", "contactnumber", "smsnumber", "number",
            ]
        case .listNumber: ["list", "sendinglist", "listphonenumber"]
        case .signupDate:
            ["consent_date", "consentdate", "consent", "opted_in_date", "optin_date"]
        case .ipAddress: ["ip"]
        default: []
        }
    }

    package static let count = Field.allCases.count

    var isBoolean: Bool {
        switch self {
        case .useJourneys, .skipJourneyIfExists, .replaceCustomFields, .useValidation, .force,
            .optedOut:
            true
        default: false
        }
    }

    /// A header as it is compared: lower case, without spaces, `_` and `-`.
    package static func folded(_ header: String) -> String {
        String(header.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" && $0 != "\t" })
    }

    /// The field that a header means by name or alias.
    package static func named(_ header: String) -> Field? {
        let folded = folded(header)
        return allCases.first { field in
            Self.folded(field.name) == folded
                || field.aliases.contains { Self.folded($0) == folded }
        }
    }
}
