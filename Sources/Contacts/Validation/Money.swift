/// Money is counted in mills, thousandths of a dollar.
package enum Money {
    /// Dollars as a plain decimal, without zeros at its end: 3 → `0.003`, 2700 → `2.7`, 0 → `0`.
    package static func dollars(mills: Int) -> String {
        let whole = "\(abs(mills) / 1000)"
        let sign = mills < 0 ? "-" : ""
        guard mills % 1000 != 0 else { return sign + whole }
        var fraction = String(abs(mills) % 1000)
        fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return "\(sign)\(whole).\(fraction)"
    }
}
