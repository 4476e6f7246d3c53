import PhoneNumbers
import Records

/// Calls to a provider in a part: answers that no row has claimed go with their numbers.
///
/// A call without an answer goes with none: the service knows it by all of its numbers, and no part
/// has these. Its import has been given up, as a workspace with an unfinished one is not split.
extension WorkspaceSplit {
    /// Bytes of a call and its answer: more than the protocol allows, and no more than memory has
    /// room for.
    private static let bytesMax: Int64 = 4 << 20

    func keepArrivals(_ connection: Connection) throws(StoreError) {
        let useless = try connection.prepare(
            """
            DELETE FROM arrivals
            WHERE length(answer) = 0 OR length(question) + length(answer) > ?
            """)
        useless.bind(Self.bytesMax, at: 1)
        try useless.run()
        let delete = try connection.prepare("DELETE FROM arrivals WHERE id = ?")
        let update = try connection.prepare(
            "UPDATE arrivals SET question = ?2, answer = ?3 WHERE id = ?1")
        for id in try arrivals(connection) {
            guard let (question, answer) = try partOfArrival(id, connection) else {
                delete.bind(id, at: 1)
                try delete.run()
                continue
            }
            update.bind(id, at: 1)
            update.bind(blob: Array(question.json.utf8), at: 2)
            update.bind(blob: Array(answer.json.utf8), at: 3)
            try update.run()
        }
    }

    private func arrivals(_ connection: Connection) throws(StoreError) -> [Int64] {
        let select = try connection.prepare("SELECT id FROM arrivals ORDER BY id")
        defer { select.reset() }
        var ids: [Int64] = []
        while try select.step() { ids.append(select.int64(0)) }
        return ids
    }

    /// What a call has asked and got for numbers of the part; nil when there is none, or when it is
    /// not what this program writes, which nobody would use.
    private func partOfArrival(
        _ id: Int64, _ connection: Connection
    ) throws(StoreError) -> (question: JSONValue, answer: JSONValue)? {
        let select = try connection.prepare("SELECT question, answer FROM arrivals WHERE id = ?")
        select.bind(id, at: 1)
        defer { select.reset() }
        guard try select.step(), let question = JSONValue.parsed(select.blob(0)),
            let answer = JSONValue.parsed(select.blob(1)), let force = question["force"],
            case .array(let phones)? = question["phones"],
            case .array(let results)? = answer["results"], phones.count == results.count
        else { return nil }
        let kept = zip(phones, results).filter { isInPart($0.0) }
        if kept.isEmpty { return nil }
        return (
            .object([("phones", .array(kept.map(\.0))), ("force", force)]),
            .object([("results", .array(kept.map(\.1)))])
        )
    }

    private func isInPart(_ phone: JSONValue) -> Bool {
        guard case .string(let text) = phone, let number = PhoneNumber(e164: text) else {
            return false
        }
        return isInPart(number.digits)
    }
}
