/// An input unpacked, with its encoding known and its byte order mark passed over.
struct OpenedInput {
    /// First bytes in which the encoding is looked for.
    private static let headBytes = 1 << 18

    /// How far a file is searched for its first byte outside ASCII, some milliseconds; lists sorted
    /// by name or number can have it late.
    private static let searchBytesMax = 1 << 25

    let source: ByteSource
    let compression: Compression?
    let encoding: TextEncoding
    /// Bytes of the byte order mark.
    let markLength: Int

    /// - Parameter encoding: as given; `nil` is found from the bytes.
    init(_ packed: ByteSource, encoding: TextEncoding?) throws(ReadError) {
        (source, compression) = try packed.unpacked()
        let head = try source.head(OpenedInput.headBytes)
        var probe: EncodingProbe
        switch EncodingProbe.examine(head) {
        case .readable(let found): probe = found
        case .unreadable(let what):
            throw .unsupportedEncoding(name: source.name, encoding: what)
        }
        if probe.encoding == .utf8, EncodingProbe.isASCII(head),
            let later = source.bytesOutsideASCII(within: OpenedInput.searchBytesMax)
        {
            probe.encoding = EncodingProbe.narrow(later)
        }
        if let encoding, encoding != probe.encoding, !probe.isMarkedUTF16(like: encoding) {
            probe = EncodingProbe(encoding: encoding)
        }
        self.encoding = probe.encoding
        markLength = probe.markLength
        source.skip(markLength)
    }
}
