import Foundation

/// The directory at the end of a zip file (PKWARE APPNOTE 4.3.12, 4.3.16), as far as it is needed
/// to tell whether there is one file in it.
enum ZipDirectory {
    /// A directory of one file and its companions is far smaller.
    private static let directoryBytesMax = 1 << 20
    /// The end record has 22 bytes and a comment of up to 65,535.
    private static let endBytesMax = 22 + 65_535

    /// Folder that macOS adds to its archives.
    static let companions = "__MACOSX/"
    /// What `unzip` unpacks: stored, deflate, deflate64, bzip2 (APPNOTE 4.4.5).
    private static let methods = [0, 8, 9, 12]

    private struct Entry {
        let name: String
        let needsPassword: Bool
        let method: Int
    }

    /// Throws unless the source is a regular file, a zip with exactly one file in it.
    static func checkSingleFile(of source: ByteSource) throws(ReadError) {
        guard let size = source.totalBytes, source.descriptor >= 0 else {
            throw unreadable(source, "a zip file cannot be read from a pipe; name the file")
        }
        guard let entries = entries(source.descriptor, size: Int(clamping: size)) else {
            throw unreadable(
                source, "the zip file is damaged, cut or over 4 GB; get it again or unpack it")
        }
        if let reason = reason(against: entries) { throw unreadable(source, reason) }
    }

    /// Why these entries are not one file that can be unpacked; nil when they are.
    private static func reason(against entries: [Entry]) -> String? {
        let names = entries.map(\.name)
        if names.contains("[Content_Types].xml") {
            return "this is an Office file such as .xlsx; save it as CSV UTF-8"
        }
        if names.contains("mimetype") {
            return "this is a document such as .ods; save it as CSV UTF-8"
        }
        let files = entries.filter { !$0.name.hasSuffix("/") && !$0.name.hasPrefix(companions) }
        guard let file = files.first else { return "there is no file in the zip file" }
        guard files.count == 1 else {
            return "the zip file has \(files.count) files; unpack it and name them one by one"
        }
        if file.needsPassword { return "the zip file has a password; unpack it" }
        guard methods.contains(file.method) else {
            return "unzip does not know how the zip file is packed; unpack it with another program"
        }
        return nil
    }

    private static func unreadable(_ source: ByteSource, _ reason: String) -> ReadError {
        .unreadableArchive(name: source.name, reason: reason)
    }

    private static func entries(_ descriptor: Int32, size: Int) -> [Entry]? {
        let endCount = min(size, endBytesMax)
        let end = bytes(descriptor, at: size - endCount, count: endCount)
        guard let record = lastIndex(of: [0x50, 0x4B, 0x05, 0x06], in: end),
            record + 22 <= end.count
        else { return nil }
        let length = number(end, at: record + 12, bytes: 4)
        let start = number(end, at: record + 16, bytes: 4)
        guard length <= directoryBytesMax, start + length <= size else { return nil }
        return entries(in: bytes(descriptor, at: start, count: length))
    }

    private static func entries(in directory: [UInt8]) -> [Entry] {
        var entries: [Entry] = []
        var position = 0
        while position + 46 <= directory.count,
            directory[position...].starts(with: [0x50, 0x4B, 0x01, 0x02])
        {
            let lengths = [28, 30, 32].map { number(directory, at: position + $0, bytes: 2) }
            let end = min(position + 46 + lengths[0], directory.count)
            entries.append(
                Entry(
                    name: String(decoding: directory[(position + 46)..<end], as: UTF8.self),
                    needsPassword: directory[position + 8] & 1 == 1,
                    method: number(directory, at: position + 10, bytes: 2)))
            position += 46 + lengths.reduce(0, +)
        }
        return entries
    }

    private static func bytes(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = max(pread(descriptor, buffer.baseAddress, count, off_t(offset)), 0)
        }
    }

    private static func lastIndex(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).last { bytes[$0...].starts(with: mark) }
    }

    private static func number(_ bytes: [UInt8], at offset: Int, bytes count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
