extension FixedWidthInteger {
    /// The sum, or the number at the end of the range that it would be beyond: a workspace of
    /// somebody else may hold any figures.
    package func addingClamped(_ other: Self) -> Self {
        let (sum, isBeyond) = addingReportingOverflow(other)
        if !isBeyond { return sum }
        return other > 0 ? .max : .min
    }
}

extension Sequence where Element: FixedWidthInteger {
    /// The sum, as by ``Swift/FixedWidthInteger/addingClamped(_:)``.
    package func clampedSum() -> Element { reduce(0) { $0.addingClamped($1) } }
}
