import PhoneNumbers
import Records

/// Turns the records of a batch into requests: the normalize stage, one instance a thread.
///
/// A value, so that its parts are reached without run-time checks.
/// A record that cannot be a request becomes a refused row; nothing is thrown, nothing is lost.
package struct RowNormalizer {
    let rules: RequestRules
    /// The row's fields as found, by `Field.rawValue`; used again for every row.
    var cells = [FieldCell](repeating: FieldCell(), count: Field.count)
    /// The row's custom fields as a compact JSON object without its braces.
    let custom = ByteArena()
    var customHasNull = false
    var tape = JSONTape()
    /// Decoded JSON strings of the row; large enough for a row before it is filled.
    let unescaped = ByteArena()
    var decoded: [UInt8] = []
    /// Bytes of the row's members that `normalize` and `--rejects` added.
    var addedBytes = 0
    /// What `normalize` wrote about the row.
    var origin = RowOrigin()
    /// Token indices of the row's keys that are no field.
    var extraKeys: [Int] = []
    /// The row's keys that a mapping file names: its rule, and the key's token.
    var mappedKeys: [(rule: Int, token: Int)] = []
    /// The input's keys that nobody decided about.
    var undecidedKeys = UndecidedKeys()
    /// The row says by one of them that somebody left.
    var isUndecided = false
    /// Which of the mapping's phone columns the row takes.
    var chosenPhone: Int?
    /// Texts of a row that is written as a request, which nobody reads.
    let texts = ByteArena()
    private var scout: DamageScout

    package init(rules: RequestRules) {
        self.rules = rules
        scout = DamageScout(phones: rules.phones)
    }

    /// Normalizes all records of `batch` in their order.
    ///
    /// - Parameter columns: what the columns mean; nil for NDJSON.
    package mutating func normalize(
        _ batch: RecordBatch, columns: ColumnEncoder?, into prepared: PreparedBatch
    ) {
        prepared.removeAll()
        prepared.rows.reserveCapacity(batch.records.count)
        scout.begin(batch, columns: columns)
        for record in batch.records {
            let start = prepared.arena.end
            var request = RowRequest()
            request.row = record.number
            request.line = record.line
            request.byte = record.byteOffset + 1
            let refusal = read(record, of: batch, columns: columns, into: &request, prepared.arena)
            if let refusal {
                prepared.arena.truncate(to: start)
                request.refusal = refusal
                if rules.keepsRefusedNumbers { keepNumber(in: &request) }
            }
            request.phoneText = phoneText(in: prepared.arena)
            request.earlierSentence = earlierSentence(of: refusal, in: prepared.arena)
            if rules.keepsRaw, record.fault != .recordTooLong {
                request.raw = prepared.arena.store(batch.bytes(of: record.raw))
            }
            scout.note(
                record, cells[Int(Field.phoneNumber.rawValue)],
                phone: refusal == nil ? request.phone : 0, refusal, of: batch)
            prepared.rows.append(request)
        }
        scout.finish(batch, into: &prepared.signs)
    }

    mutating func read(
        _ record: Record, of batch: RecordBatch, columns: ColumnEncoder?,
        into request: inout RowRequest, _ arena: ByteArena
    ) -> RowRefusal? {
        forgetRow()
        if let fault = record.fault {
            return fault == .recordTooLong
                ? .tooLarge
                : .malformed(fault, at: batch.place(batch.faultOffset(of: record), in: record))
        }
        if let columns {
            if let refusal = readCells(record, of: batch, columns) { return refusal }
        } else {
            if let refusal = readObject(record, of: batch, into: &request) { return refusal }
        }
        let refusal =
            check(into: &request, arena, cellsHaveNoType: columns != nil)
            ?? takeReading(into: &request)
        guard case .invalidPhone = refusal, let columns, takeNumberOfList(columns) else {
            return refusal
        }
        return check(into: &request, arena, cellsHaveNoType: true)
    }

    /// The number and the list of a refused row, as far as they can be read.
    private func keepNumber(in request: inout RowRequest) {
        request.phone = 0
        request.list = -1
        let phone = cells[Int(Field.phoneNumber.rawValue)]
        let list = cells[Int(Field.listNumber.rawValue)]
        guard phone.kind == .text || phone.kind == .integer,
            case .number(let number, _) = rules.phones.read(phone.text)
        else { return }
        request.phone = number.digits
        if case .list(let index) = Self.isBlank(list) ? rules.defaultList : choice(of: list) {
            request.list = index
        }
    }

    private mutating func forgetRow() {
        for index in cells.indices { cells[index].kind = .absent }
        custom.removeAll()
        customHasNull = false
        isUndecided = false
        origin = RowOrigin()
    }

    /// The phone number as it came, for the report's error line.
    private func phoneText(in arena: ByteArena) -> TextSlice {
        let cell = origin.phone ?? cells[Int(Field.phoneNumber.rawValue)]
        switch cell.kind {
        case .text, .integer, .otherNumber:
            guard cell.whole.count <= RequestRules.requestBytesMax,
                !cell.whole.allSatisfy(ASCII.isBlank)
            else { return .absent }
            return arena.store(cell.whole)
        default: return .absent
        }
    }
}

/// One field of a row as it came.
struct FieldCell {
    enum Kind: UInt8 {
        case absent, text, integer, otherNumber, isTrue, isFalse
        /// An object of scalars, or one with an object or array inside.
        case object, nested
        case other
    }

    var kind = Kind.absent
    /// The value, trimmed where the format has no quotes of its own.
    var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The value as it came.
    var whole = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
}
