/// Money is counted in mills, thousandths of a dollar.
package enum Money {
    /// Dollars as a plain decimal, without zeros at its end: 3 → `0.003`, 2700 → `2.7`, 0 → `0`.
    package static func dollars(mills: Int) -> String {
        let whole = "\(mills.magnitude / 1000)"
        let sign = mills < 0 ? "-" : ""
        guard mills % 1000 != 0 else { return sign + whole }
        var fraction = String(mills.magnitude % 1000)
        fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return "\(sign)\(whole).\(fraction)"
    }

    /// Mills of a plain decimal from 0 to 999999999 with at most three digits behind the point; nil
    /// for everything else.
    package static func mills(dollars text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard (1...9).contains(parts[0].utf8.count), (1...3).contains(fraction.utf8.count),
            let whole = digits(parts[0]), let part = digits(fraction)
        else { return nil }
        let places = [1: 100, 2: 10, 3: 1]
        return whole * 1000 + part * (places[fraction.utf8.count] ?? 0)
    }

    private static func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
