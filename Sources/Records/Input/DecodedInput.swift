/// The bytes of a source as UTF-8, its byte order mark left out.
///
/// UTF-8 passes through without a copy.
struct DecodedInput {
    /// Bytes of other encodings read at once.
    private static let pieceBytes = 1 << 16

    let encoding: TextEncoding
    private let source: ByteSource
    private var transcoder: Transcoder
    private let raw: OwnedMemory<UInt8>
    private let decoded: OwnedMemory<UInt8>
    private var decodedStart = 0
    private var decodedEnd = 0
    private var isFinished = false

    init(source: ByteSource, encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
        transcoder = Transcoder(encoding: encoding)
        let piece = encoding == .utf8 ? 0 : DecodedInput.pieceBytes
        raw = OwnedMemory(capacity: piece)
        decoded = OwnedMemory(capacity: Transcoder.outputMax(inputCount: piece))
    }

    /// Reads up to `buffer.count` bytes; 0 is the end of the input.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        if encoding == .utf8 { return try source.read(into: buffer) }
        while decodedStart == decodedEnd {
            if isFinished { return 0 }
            try decodePiece()
        }
        let count = min(buffer.count, decodedEnd - decodedStart)
        buffer.copyMemory(
            from: UnsafeRawBufferPointer(start: decoded.start + decodedStart, count: count))
        decodedStart += count
        return count
    }

    /// Whether nothing more comes for a while, as from a program that prints a row now and then.
    var pauses: Bool {
        decodedStart == decodedEnd && !source.isReady(withinMilliseconds: Self.pauseMilliseconds)
    }

    /// Longer than a busy machine keeps a fast program waiting, shorter than a person notices.
    private static let pauseMilliseconds: Int32 = 200

    private mutating func decodePiece() throws(ReadError) {
        let room = UnsafeMutableRawBufferPointer(start: raw.start, count: DecodedInput.pieceBytes)
        let count = try source.read(into: room)
        decodedStart = 0
        if count == 0 {
            decodedEnd = transcoder.finish(to: decoded.start)
            isFinished = true
        } else {
            let piece = UnsafeBufferPointer(start: raw.start, count: count)
            decodedEnd = transcoder.transcode(piece, to: decoded.start)
        }
    }
}
