import Contacts
import ImportPipeline

/// Sign-ups as columns without gaps: by day, month or year, whichever the span has room for.
struct SignupColumns {
    private enum Unit { case day, month, year }

    private static let daysMax = 92
    private static let monthsMax = 96

    private let signups: SignupDays
    private let unit: Unit

    init(_ signups: SignupDays) {
        self.signups = signups
        let days = signups.counts.keys
        let span = (days.max() ?? 0) - (days.min() ?? 0)
        if !signups.isByMonth, span < Self.daysMax {
            unit = .day
        } else {
            unit = span / 31 < Self.monthsMax ? .month : .year
        }
    }

    var name: String {
        switch unit {
        case .day: "day"
        case .month: "month"
        case .year: "year"
        }
    }

    /// From the first to the last, those without sign-ups included.
    var columns: [ColumnChart.Column] {
        var counts: [Int: Int] = [:]
        for (day, count) in signups.counts { counts[place(of: day), default: 0] += count }
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
        return (first...last).map { .init(label: label(of: $0), value: counts[$0] ?? 0) }
    }

    /// Units since 1970 or since the calendar's begin.
    private func place(of day: Int) -> Int {
        let date = CalendarDay(daysSince1970: day)
        switch unit {
        case .day: return day
        case .month: return date.year * 12 + date.month - 1
        case .year: return date.year
        }
    }

    private func label(of place: Int) -> String {
        switch unit {
        case .day: return CalendarDay(daysSince1970: place).text
        case .month:
            let month = place % 12 + 1
            return "\(place / 12)-\(month < 10 ? "0" : "")\(month)"
        case .year: return "\(place)"
        }
    }
}

extension Pace {
    /// Rows a second between samples, each as wide as the time it took.
    var columns: [ColumnChart.Column] {
        var columns: [ColumnChart.Column] = []
        var before = Sample(milliseconds: 0, rows: 0)
        for sample in samples where sample.milliseconds > before.milliseconds {
            let milliseconds = sample.milliseconds - before.milliseconds
            columns.append(
                .init(
                    label: Figures.seconds(Double(sample.milliseconds) / 1_000) + " s",
                    value: max(sample.rows - before.rows, 0) * 1_000 / milliseconds,
                    width: Double(milliseconds)))
            before = sample
        }
        return columns
    }
}
