import Foundation

/// The ids in a report line.
enum ReportIDs {
    static func contact(in line: String) -> String? { id("\"contact_id\":\"", in: line) }

    static func listContact(in line: String) -> String? { id("\"list_contact_id\":\"", in: line) }

    /// The line with `ID` in the place of each id.
    static func hidden(_ line: String) -> String {
        [contact(in: line), listContact(in: line)].compactMap { $0 }
            .reduce(line) { $0.replacingOccurrences(of: "\"\($1)\"", with: "\"ID\"") }
    }

    /// 24 lower-case hex digits behind a key.
    private static func id(_ key: String, in line: String) -> String? {
        guard let start = line.range(of: key)?.upperBound else { return nil }
        let text = line[start...].prefix { $0.isHexDigit && !$0.isUppercase }
        return text.count == 24 ? String(text) : nil
    }
}
