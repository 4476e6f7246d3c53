/// What was read of a table whose keys are given one after the other, by key: for tables with fewer
/// different rows than there are rows that refer to them.
struct DenseTable<Value> {
    private var values: [Value?] = []
    private let countMax: Int

    /// - Parameter countMax: values behind this key are not kept.
    init(countMax: Int) { self.countMax = countMax }

    /// The value of a key; nil when it is not kept.
    subscript(key: Int64) -> Value? {
        get { (0..<Int64(values.count)).contains(key) ? values[Int(key)] : nil }
        set {
            guard (0..<Int64(countMax)).contains(key) else { return }
            let missing = Int(key) + 1 - values.count
            if missing > 0 { values.append(contentsOf: repeatElement(nil, count: missing)) }
            values[Int(key)] = newValue
        }
    }

    mutating func removeAll() { values.removeAll(keepingCapacity: true) }
}
