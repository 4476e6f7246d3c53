/// Reads sign-up dates: `YYYY-MM-DD`, `MM/DD/YYYY`, `MM-DD-YYYY` and ISO 8601 date-times.
package enum SignupDate {
    /// Seconds since 1970 in UTC, or nil when the text is no date.
    ///
    /// A date alone is midnight; a time without a zone is UTC; fractions of a second are dropped.
    package static func seconds(
        _ text: UnsafeBufferPointer<UInt8>, dayFirst: Bool
    ) -> Int64? {
        var scan = DateScan(text: text)
        guard let date = scan.date(dayFirst: dayFirst), let days = daysSince1970(date.day) else {
            return nil
        }
        if scan.isAtEnd { return days * 86_400 }
        guard date.mayHaveTime, let time = scan.time(), scan.isAtEnd else { return nil }
        return days * 86_400 + time
    }

    struct Day {
        var year: Int
        var month: Int
        var day: Int
    }

    /// Days of the proleptic Gregorian calendar since 1970-01-01; nil when there is no such day.
    static func daysSince1970(_ date: Day) -> Int64? {
        guard (1...9999).contains(date.year), (1...12).contains(date.month), date.day >= 1,
            date.day <= days(in: date.month, of: date.year)
        else { return nil }
        // Years from March, so that the leap day is the last of its year (Hinnant,
        // days_from_civil).
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = year / 400
        let yearOfEra = year - era * 400
        let monthFromMarch = (date.month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + date.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: return 30
        case 2:
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            return isLeap ? 29 : 28
        default: return 31
        }
    }
}

/// A cursor over a date's bytes.
private struct DateScan {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { position == text.count }
    private var next: UInt8 { position < text.count ? text[position] : 0 }

    /// A date and whether a time may follow it (only ISO dates carry one).
    mutating func date(dayFirst: Bool) -> (day: SignupDate.Day, mayHaveTime: Bool)? {
        let start = position
        if let year = number(digits: 4...4), take(UInt8(ascii: "-")),
            let month = number(digits: 2...2),
            take(UInt8(ascii: "-")), let day = number(digits: 2...2)
        {
            return (.init(year: year, month: month, day: day), true)
        }
        position = start
        guard let first = number(digits: 1...2),
            next == UInt8(ascii: "/") || next == UInt8(ascii: "-")
        else { return nil }
        let separator = next
        position += 1
        guard let second = number(digits: 1...2), next == separator else { return nil }
        position += 1
        guard let year = number(digits: 4...4) else { return nil }
        let (month, day) = dayFirst ? (second, first) : (first, second)
        return (.init(year: year, month: month, day: day), false)
    }

    /// Seconds of the day in UTC: `T` or a space, `HH:MM[:SS[.fff]]`, then a zone or none.
    mutating func time() -> Int64? {
        guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " ")) else {
            return nil
        }
        guard let hour = number(digits: 2...2), hour <= 23, take(UInt8(ascii: ":")),
            let minute = number(digits: 2...2), minute <= 59
        else { return nil }
        var second = 0
        if take(UInt8(ascii: ":")) {
            guard let value = number(digits: 2...2), value <= 59 else { return nil }
            second = value
            if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
                guard number(digits: 1...9) != nil else { return nil }
            }
        }
        guard let offset = zone() else { return nil }
        return Int64(hour * 3600 + minute * 60 + second - offset)
    }

    /// Seconds east of UTC: none, `Z`, `+HH:MM`, `+HHMM` or `+HH`.
    private mutating func zone() -> Int? {
        if isAtEnd || take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
        let sign: Int
        if take(UInt8(ascii: "+")) {
            sign = 1
        } else if take(UInt8(ascii: "-")) {
            sign = -1
        } else {
            return nil
        }
        guard let hours = number(digits: 2...2), hours <= 23 else { return nil }
        if isAtEnd { return sign * hours * 3600 }
        _ = take(UInt8(ascii: ":"))
        guard let minutes = number(digits: 2...2), minutes <= 59 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte, !isAtEnd else { return false }
        position += 1
        return true
    }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, next >= 0x30, next <= 0x39 {
            value = value * 10 + Int(next - 0x30)
            count += 1
            position += 1
        }
        return digits.contains(count) ? value : nil
    }
}
