import Foundation

/// HTML that is safe by its making: whatever text is interpolated is escaped; only markup is not.
struct Markup: ExpressibleByStringInterpolation, Equatable {
    let html: String

    init(stringLiteral text: String) { html = text }
    init(stringInterpolation parts: Parts) { html = parts.html }

    struct Parts: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity * 2)
        }

        mutating func appendLiteral(_ text: String) { html += text }
        mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
        mutating func appendInterpolation(_ list: [Markup]) {
            for markup in list { html += markup.html }
        }

        /// A count as people read it.
        mutating func appendInterpolation(_ count: Int) { html += Figures.grouped(count) }

        /// A length in a drawing, to hundredths.
        mutating func appendInterpolation(at length: Double) {
            html += Markup.decimal(length)
        }
    }

    /// For text and for attributes in either quote; what no document may hold becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let rest = abs(hundredths) % 100
        let whole = "\(sign)\(abs(hundredths) / 100)"
        if rest == 0 { return whole }
        return whole + (rest < 10 ? ".0\(rest)" : ".\(rest)")
    }
}
