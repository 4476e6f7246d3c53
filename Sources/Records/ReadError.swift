import Foundation

/// Why an input cannot be read at all. Carries no content of the input.
package enum ReadError: Error, Equatable {
    /// The system refused: `operation` is a verb, `name` the file as the user wrote it.
    case system(errno: Int32, operation: String, name: String)
    /// The bytes are no text in an encoding that is read here; `encoding` says what they are.
    case unsupportedEncoding(name: String, encoding: String)
    /// The input is packed and the program for it is not installed.
    case missingProgram(name: String, compression: Compression)
    /// The program that unpacks the input gave up.
    case damagedCompression(name: String, compression: Compression)
    /// An archive that is not one file; `reason` is a sentence without its stop.
    case unreadableArchive(name: String, reason: String)
    /// CSV: the first record cannot be used as a header.
    case unreadableHeader(name: String, line: UInt64, fault: RecordFault)
    /// The last record's quote is never closed: the file was cut, or a quote is missing.
    case endsInsideQuotedField(name: String, line: UInt64)
    /// A pipe ended before the line that its feeder promised to end it with.
    case endsWithoutEndLine(name: String)

    /// Place first, what is wrong, what to do.
    package var sentence: String {
        switch self {
        case .system(let errno, let operation, let name):
            "\(name): cannot \(operation): \(String(cString: strerror(errno)))."
        case .unsupportedEncoding(let name, let encoding):
            "\(name): this is \(encoding), which cannot be read; save it as CSV in UTF-8."
        case .missingProgram(let name, let compression):
            "\(name): reading \(compression) needs the program \(compression.command[0]); "
                + "install the package \(compression.package)."
        case .damagedCompression(let name, let compression):
            "\(name): the \(compression) data is damaged or cut; get the file again."
        case .unreadableArchive(let name, let reason):
            "\(name): \(reason)."
        case .unreadableHeader(let name, let line, let fault):
            "\(name), line \(line): the header cannot be read. \(fault.sentence)"
        case .endsInsideQuotedField(let name, let line):
            "\(name), line \(line): the input ends inside a quoted field; "
                + "the file may have been cut, get it again or close the quote."
        case .endsWithoutEndLine(let name):
            "\(name): the input ends without its end line: whoever wrote it has stopped; "
                + "give it again from its beginning."
        }
    }
}
