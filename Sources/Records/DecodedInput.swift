/// The bytes of a source as UTF-8, its byte order mark left out.
///
/// UTF-8 passes through without a copy. Memory belongs to the reader, which frees it.
struct DecodedInput {
    /// Bytes of other encodings read at once.
    private static let pieceBytes = 1 << 16

    let encoding: TextEncoding
    private let source: ByteSource
    private var transcoder: Transcoder
    private let raw: UnsafeMutableRawBufferPointer
    private let decoded: UnsafeMutablePointer<UInt8>
    private var decodedStart = 0
    private var decodedEnd = 0
    private var isFinished = false

    init(source: ByteSource, encoding: TextEncoding) {
        self.source = source
        self.encoding = encoding
        transcoder = Transcoder(encoding: encoding)
        let piece = encoding == .utf8 ? 0 : DecodedInput.pieceBytes
        raw = .allocate(byteCount: piece, alignment: 8)
        decoded = .allocate(capacity: Transcoder.outputMax(inputCount: piece))
    }

    func deallocate() {
        raw.deallocate()
        decoded.deallocate()
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
            from: UnsafeRawBufferPointer(start: decoded + decodedStart, count: count))
        decodedStart += count
        return count
    }

    private mutating func decodePiece() throws(ReadError) {
        let count = try source.read(into: raw)
        decodedStart = 0
        if count == 0 {
            decodedEnd = transcoder.finish(to: decoded)
            isFinished = true
        } else {
            let piece = UnsafeBufferPointer(rebasing: raw.bindMemory(to: UInt8.self)[..<count])
            decodedEnd = transcoder.transcode(piece, to: decoded)
        }
    }
}
