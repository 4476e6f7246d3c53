/// Figures as people read them.
enum Figures {
    /// 1234567 → `1,234,567`.
    static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// How many of something there are: `1 file`, `2,207 files`.
    static func count(_ value: Int, of noun: String) -> String {
        "\(grouped(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// Seconds with one decimal: 2.1.
    static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// How long ago something was, in one unit: `40 s`, `3 min`, `5 h`, `12 days`.
    static func age(of instant: Int64, at now: Int64) -> String {
        let seconds = max(now - max(instant, 0), 0)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3_600: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3_600) h"
        default: return "\(seconds / 86_400) days"
        }
    }

    /// Seconds as a clock: 75 → `1:15`, 3,725 → `1:02:05`.
    static func clock(_ seconds: Int) -> String {
        let seconds = max(seconds, 0)
        let minutes = seconds / 60 % 60
        let tail = String("0\(seconds % 60)".suffix(2))
        if seconds < 3_600 { return "\(minutes):\(tail)" }
        return "\(seconds / 3_600):" + String("0\(minutes)".suffix(2)) + ":\(tail)"
    }
}
