/// A day of the Gregorian calendar.
package struct CalendarDay: Sendable, Hashable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// - Parameter days: days since 1970-01-01, 0 or later.
    package init(daysSince1970 days: Int) {
        // Eras of 400 years that begin in March (Hinnant, civil_from_days).
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = shifted / 146_097 * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// `2026-11-24`.
    package var text: String { monthText + "-" + Self.padded(day) }

    /// `2026-11`.
    private var monthText: String { "\(year)-" + Self.padded(month) }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
