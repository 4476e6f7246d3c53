/// A number and what it stands for: the key of its Contact or validation, or a row's place.
package struct KeyedPhone: Equatable, Sendable {
    /// E.164 without the plus.
    package var phone: UInt64
    package var key: Int64

    package init(phone: UInt64, key: Int64) {
        self.phone = phone
        self.key = key
    }
}

extension [KeyedPhone] {
    private static let digitBits: UInt64 = 11
    private static let digits = 1 << Int(digitBits)
    /// Fewer are sorted by comparing.
    private static let radixMin = 1_000

    /// Sorts by number; equal numbers stay in their order.
    ///
    /// A radix sort, least significant digit first: every group of rows is sorted, and comparing
    /// took a tenth of an import.
    package mutating func sortByPhone() {
        guard count >= Self.radixMin else {
            // The standard library's sort keeps equal elements in order, but does not promise it.
            let sorted = enumerated().sorted {
                ($0.element.phone, $0.offset) < ($1.element.phone, $1.offset)
            }
            self = sorted.map(\.element)
            return
        }
        let largest = reduce(0) { Swift.max($0, $1.phone) }
        var scratch = self
        var shift: UInt64 = 0
        while shift < 64, largest >> shift > 0 {
            distribute(into: &scratch, shift: shift)
            swap(&self, &scratch)
            shift += Self.digitBits
        }
    }

    /// Writes the elements in the order of one digit.
    private func distribute(into target: inout [KeyedPhone], shift: UInt64) {
        func digit(_ phone: UInt64) -> Int { Int(phone >> shift & UInt64(Self.digits - 1)) }
        withUnsafeBufferPointer { source in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.digits) { starts in
                starts.initialize(repeating: 0)
                for element in source { starts[digit(element.phone)] += 1 }
                var start = 0
                for index in starts.indices {
                    (starts[index], start) = (start, start + starts[index])
                }
                target.withUnsafeMutableBufferPointer { target in
                    for element in source {
                        let place = digit(element.phone)
                        target[starts[place]] = element
                        starts[place] += 1
                    }
                }
            }
        }
    }
}
