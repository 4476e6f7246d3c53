/// Holds back the last bytes of an input until it is known whether they are the line that has to
/// end it: whoever feeds a pipe may die, and a pipe that ends then looks like a whole one.
struct EndLine {
    /// The line between two line ends.
    private let mark: [UInt8]
    private var held: [UInt8] = []
    /// What became of the input's end.
    private(set) var state = State.open

    enum State { case open, whole, cut }

    init(_ text: String) { mark = Array("\n\(text)\n".utf8) }

    /// Takes the bytes just read and puts those in their place that can be given away.
    ///
    /// - Returns: how many these are, never more than were read.
    mutating func pass(_ buffer: UnsafeMutableRawBufferPointer, count: Int) -> Int {
        let all = held + buffer[..<count]
        let given = max(all.count - mark.count, 0)
        buffer.copyBytes(from: all[..<given])
        held = Array(all[given...])
        return given
    }

    /// The input has ended: gives the line end before the mark, or nothing when there is no row.
    mutating func finish(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard state == .open else { return 0 }
        state = held == mark || held == Array(mark.dropFirst()) ? .whole : .cut
        guard held == mark, let first = mark.first else { return 0 }
        buffer[0] = first
        return 1
    }
}
