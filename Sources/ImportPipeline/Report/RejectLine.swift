import Contacts
import Records

/// Writes a refused row as it came, with what is wrong behind it.
enum RejectLine {
    /// Appends the row and its line end.
    ///
    /// - Parameter raw: the record, which lies in another arena.
    static func append(
        _ raw: UnsafeBufferPointer<UInt8>, _ refusal: RowRefusal, of request: RowRequest,
        _ layout: RejectLayout, to output: ByteArena
    ) {
        let text = refusal.sentence(of: request)
        switch layout.format {
        case .csv: appendCSV(raw, refusal, text, layout, to: output)
        case .ndjson: appendJSON(raw, refusal, text, to: output)
        }
    }

    /// Missing cells are filled up and blank surplus ones left out, so that the reason stands in
    /// its columns.
    private static func appendCSV(
        _ raw: UnsafeBufferPointer<UInt8>, _ refusal: RowRefusal, _ text: String,
        _ layout: RejectLayout, to output: ByteArena
    ) {
        let dialect = layout.dialect
        let outline = CSVOutline(raw, dialect: dialect)
        let ends = outline.fieldEnds
        let kept = layout.columnCount
        var row = raw
        if outline.openQuote == nil, ends.count > kept, kept > 0, isFree(raw, outline, layout) {
            row = UnsafeBufferPointer(rebasing: raw[..<ends[kept - 1]])
        }
        output.append(row)
        if outline.openQuote != nil { output.append(dialect.quote) }
        for _ in 0..<max(kept - ends.count, 0) { output.append(dialect.delimiter) }
        appendCell(refusal.code.name, dialect, to: output)
        appendCell(text, dialect, to: output)
        // What could be taken for whole has one cell too many, which keeps it out until somebody
        // has looked: rows whose quote was closed here, and those whose text looks mended.
        if outline.openQuote != nil {
            appendCell("mend the quote and remove this cell", dialect, to: output)
        } else if looksMended(row, refusal) {
            appendCell("mend the text and remove this cell", dialect, to: output)
        }
        output.append(dialect.lineEnd)
    }

    /// Bytes that are not UTF-8 may be text in another encoding, and a NUL in the columns of an
    /// earlier reason is gone with them.
    private static func looksMended(
        _ row: UnsafeBufferPointer<UInt8>, _ refusal: RowRefusal
    ) -> Bool {
        switch refusal {
        case .malformed(.invalidUTF8, _): true
        case .malformed(.containsNUL, _): !row.contains(0)
        default: false
        }
    }

    /// Whether nothing stands behind the input's columns but blanks and an earlier reason.
    private static func isFree(
        _ raw: UnsafeBufferPointer<UInt8>, _ outline: CSVOutline, _ layout: RejectLayout
    ) -> Bool {
        let surplus = layout.columnCount + layout.ownColumnCount
        let ends = outline.fieldEnds
        guard ends.count > surplus else { return true }
        return raw[ends[surplus - 1]...].allSatisfy {
            $0 == layout.dialect.delimiter || $0 == 0x20 || $0 == 0x09
        }
    }

    /// A cell that needs no quotes: they would close one that the row left open.
    private static func appendCell(_ text: String, _ dialect: Dialect, to output: ByteArena) {
        output.append(dialect.delimiter)
        let structure = [dialect.delimiter, dialect.quote]
        let spare: UInt8 = dialect.delimiter == 0x2C ? 0x3B : 0x20
        for byte in text.utf8 { output.append(structure.contains(byte) ? spare : byte) }
    }

    /// The reason as two more members of the object. A line that is no object, and one that names
    /// `_error_code` itself, stays as it is.
    private static func appendJSON(
        _ raw: UnsafeBufferPointer<UInt8>, _ refusal: RowRefusal, _ text: String,
        to output: ByteArena
    ) {
        let line = JSONOutline.onOneLine(raw)
        guard refusal.code != .malformedRow, let object = RejectObject(line) else {
            output.append(line)
            // A piece of a broken array may be whole by itself, such as an inner object, and bytes
            // that are not UTF-8 may be text: words behind them keep them out until somebody has
            // looked.
            switch refusal {
            case .malformed(.malformedArray, _), .malformedJSON(.invalidUTF8, _):
                output.append(Array(" \(text)".utf8))
            default: break
            }
            output.append("\n")
            return
        }
        var members: [UInt8] = []
        appendJSONString(of: refusal.code.name, to: &members)
        members += Array(",\"_error_text\":".utf8)
        appendJSONString(of: text, to: &members)
        output.append(Array(object.head))
        output.append(object.isEmpty ? "\"_error_code\":" : ",\"_error_code\":")
        output.append(members)
        output.append("}\n")
    }
}

/// A JSON object without its closing brace and without the reason that an earlier file of rejects
/// had added.
private struct RejectObject {
    let head: ArraySlice<UInt8>
    let isEmpty: Bool

    private static let ownKey = Array("_error_code".utf8)

    init?(_ line: [UInt8]) {
        var tape = JSONTape()
        let fault = line.withUnsafeBufferPointer { tape.scan($0, from: 0, to: line.count) }
        guard fault == nil, let brace = line.lastIndex(of: 0x7D), tape.tokens[0].kind == .object
        else { return nil }
        var end = brace
        var first = true
        var index = 1
        while index < tape.tokens.count {
            let key = tape.tokens[index]
            if line[key.slice.range].elementsEqual(Self.ownKey) {
                // Ours stand last; a key of this name anywhere else is the user's.
                guard tape.tokens.count == index + 4 else { return nil }
                let quote = Int(key.slice.start) - 1
                end =
                    line[..<quote].lastIndex(of: first ? 0x7B : 0x2C).map { first ? $0 + 1 : $0 }
                    ?? quote
                break
            }
            first = false
            index = Int(tape.tokens[index + 1].next)
        }
        head = line[..<end]
        isEmpty = first
    }
}
