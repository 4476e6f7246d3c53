extension Array {
    /// Cuts an array into runs of elements that follow one another.
    ///
    /// - Parameter follows: whether the second of two neighbours belongs to the first one's run.
    /// - Returns: where the runs lie, in their order.
    package func runs(where follows: (Element, Element) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for end in indices.dropFirst() where !follows(self[end - 1], self[end]) {
            runs.append(start..<end)
            start = end
        }
        if !isEmpty { runs.append(start..<count) }
        return runs
    }
}
