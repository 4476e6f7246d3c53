/// The order that the dates of a column show, as far as they show one.
struct DateOrderCount {
    /// Cells that are dates only with the month first.
    private(set) var monthFirst = 0
    private(set) var dayFirst = 0
    private(set) var monthFirstLine: UInt64?
    private(set) var dayFirstLine: UInt64?

    init(_ cells: [(line: UInt64, text: String)]) {
        for cell in cells {
            let isMonthFirst = Self.isDate(cell.text, dayFirst: false)
            let isDayFirst = Self.isDate(cell.text, dayFirst: true)
            if isMonthFirst, !isDayFirst {
                monthFirst += 1
                monthFirstLine = monthFirstLine ?? cell.line
            } else if isDayFirst, !isMonthFirst {
                dayFirst += 1
                dayFirstLine = dayFirstLine ?? cell.line
            }
        }
    }

    private static func isDate(_ text: String, dayFirst: Bool) -> Bool {
        var text = text
        return text.withUTF8 { SignupDate.seconds($0, dayFirst: dayFirst) != nil }
    }
}

extension MappingDraft {
    /// Refuses dates whose cells show the other order at least as often as the one they are read
    /// in: the days up to the 12th would be read wrong and nobody would see it.
    mutating func checkDates(_ sample: ColumnSample, dayFirst: Bool) {
        for index in columns.indices {
            guard case .field(.signupDate, _) = columns[index] else { continue }
            let count = DateOrderCount(sample.filledCells(of: index))
            let other = dayFirst ? count.monthFirst : count.dayFirst
            let same = dayFirst ? count.dayFirst : count.monthFirst
            let line = dayFirst ? count.monthFirstLine : count.dayFirstLine
            guard other > 0, other >= same, let line else { continue }
            let shown = dayFirst ? "the month before the day" : "the day before the month"
            let option = dayFirst ? "mdy" : "dmy"
            let name = names.uniqueName(of: index)
            let mixed = same > 0 ? ", other lines the opposite: write them in one order, or" : ":"
            faults.append(
                Fault(
                    .dateOrder,
                    message: "column \(index + 1) \"\(name)\", line \(line) has \(shown)\(mixed) "
                        + "say --date-order \(option)"))
        }
    }
}
