import Foundation

/// Writes instants in every format a file may have, and remembers what each text means.
struct DateWriter {
    let isDayFirst: Bool
    /// A column whose cells show the other order refuses the whole run.
    let mayShowOtherOrder: Bool
    private(set) var readings: [Text: Text] = [:]

    init(isDayFirst: Bool, mayShowOtherOrder: Bool) {
        self.isDayFirst = isDayFirst
        self.mayShowOtherOrder = mayShowOtherOrder
    }

    /// An instant of the years before the project, or one within the next day.
    mutating func text(_ dice: inout Dice) -> Text {
        if dice.chance(0.05) {
            return writeInstant(Int(Date().timeIntervalSince1970) + 3_600, &dice)
        }
        let day = dice.number(in: 15_000...20_000) * 86_400
        return dice.chance(0.5)
            ? writeDay(day, &dice) : writeInstant(day + dice.number(in: 0...86_399), &dice)
    }

    /// A text that is no date, or one that is too far ahead.
    func refusedText(_ dice: inout Dice) -> Text {
        let ahead = Int(Date().timeIntervalSince1970) + 3 * 86_400
        let other: Text = isDayFirst ? "12/25/2024" : "25/12/2024"
        let swapped = mayShowOtherOrder ? other : "32/32/2024"
        return dice.pick([
            "yesterday", "2026-13-01", "2026-02-30", "2099-01-01", "13/32/2020", swapped,
            "2025-01-01T25:00:00Z", "20", Text(DateWriter.instant(ahead)),
        ])
    }

    private mutating func writeDay(_ seconds: Int, _ dice: inout Dice) -> Text {
        let date = DateWriter.instant(seconds).prefix(10)
        let parts = date.split(separator: "-")
        let (first, second) = isDayFirst ? (parts[2], parts[1]) : (parts[1], parts[2])
        let text = dice.pick([
            "\(date)", "\(first)/\(second)/\(parts[0])", "\(first)-\(second)-\(parts[0])",
        ])
        return remember(text, as: seconds)
    }

    private mutating func writeInstant(_ seconds: Int, _ dice: inout Dice) -> Text {
        let instant = String(DateWriter.instant(seconds).dropLast())
        let spaced = instant.replacingOccurrences(of: "T", with: " ")
        let east = DateWriter.instant(seconds + 7_200).dropLast() + "+02:00"
        let west = DateWriter.instant(seconds - 19_800).dropLast() + "-05:30"
        let text = dice.pick([
            instant + "Z", instant, spaced, spaced + "Z", "\(east)", "\(west)", instant + ".987Z",
        ])
        return remember(text, as: seconds)
    }

    private mutating func remember(_ text: String, as seconds: Int) -> Text {
        readings[Text(text)] = Text(DateWriter.instant(seconds))
        return Text(text)
    }

    static func instant(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format()
    }
}
