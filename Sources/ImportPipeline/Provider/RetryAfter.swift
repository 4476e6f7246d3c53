import Foundation

/// The header `Retry-After` of RFC 9110: seconds, or a date.
enum RetryAfter {
    /// Seconds from `now` on; nil when there is no readable one.
    static func seconds(_ text: String?, now: Date) -> Double? {
        guard let text = text?.trimmingCharacters(in: .whitespaces), isReadable(text) else {
            return nil
        }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Double(text) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        for pattern in [
            "EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz",
            "EEE MMM d HH:mm:ss yyyy",
        ] {
            format.dateFormat = pattern
            if let date = format.date(from: text) { return max(0, date.timeIntervalSince(now)) }
        }
        return nil
    }

    /// Short and in ASCII, as all forms are; what is not makes `DateFormatter` stop the program (a
    /// combining mark behind the name of a day).
    private static func isReadable(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
