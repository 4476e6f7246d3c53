/// The corner of the North American numbering plan that the generated numbers live in.
enum NumberingPlan {
    static let timezones: [Text: Text] = [
        "415": "America/Los_Angeles", "212": "America/New_York", "312": "America/Chicago",
        "303": "America/Denver",
    ]
    static let tollFree: [Text] = ["800", "888"]

    static func area(of phone: Phone) -> Text { Text(phone.bytes.dropFirst(2).prefix(3)) }

    static func timezone(of phone: Phone) -> Text? { timezones[area(of: phone)] }

    static func isTollFree(_ phone: Phone) -> Bool { tollFree.contains(area(of: phone)) }

    /// An exchange code starts with 2 to 9.
    static func isValid(_ phone: Phone) -> Bool {
        guard phone.starts(with: "+1"), phone.bytes.count == 12 else { return false }
        let isKnownArea = timezone(of: phone) != nil || isTollFree(phone)
        return isKnownArea && phone.bytes[5] >= UInt8(ascii: "2")
    }
}
