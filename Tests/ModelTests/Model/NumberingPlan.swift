/// The corner of the North American numbering plan that the generated numbers live in.
enum NumberingPlan {
    static let timezones: [Text: Text] = [
        "415": "America/Los_Angeles", "212": "America/New_York", "312": "America/Chicago",
        "303": "America/Denver",
    ]
    static let tollFree: [Text] = ["800", "888"]

    static func area(of phone: Phone) -> Text { Text(phone.bytes.dropFirst(2).prefix(3)) }

    /// Only a number of the plan has an area to take the timezone from.
    static func timezone(of phone: Phone) -> Text? {
        isValid(phone) ? timezones[area(of: phone)] : nil
    }

    static func isTollFree(_ phone: Phone) -> Bool { tollFree.contains(area(of: phone)) }

    /// An exchange code starts with 2 to 9.
    static func isValid(_ phone: Phone) -> Bool {
        guard phone.starts(with: "+1"), phone.bytes.count == 12 else { return false }
        let isKnownArea = timezones[area(of: phone)] != nil || isTollFree(phone)
        return isKnownArea && phone.bytes[5] >= UInt8(ascii: "2")
    }
}
