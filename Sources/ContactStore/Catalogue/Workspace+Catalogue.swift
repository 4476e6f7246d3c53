import Contacts
import PhoneNumbers

extension Workspace {
    /// All accounts, in order of creation.
    package func accounts() throws(StoreError) -> [Account] {
        let statement = try connection.prepare(
            """
            SELECT id, name, status, reject_voip_numbers, region, billing
            FROM accounts
            ORDER BY id
            """)
        defer { statement.reset() }
        var accounts: [Account] = []
        while try statement.step() {
            accounts.append(
                Account(
                    id: statement.int64(0), name: statement.text(1),
                    status: try word(statement.text(2), in: "accounts.status"),
                    rejectsVoip: statement.bool(3), region: try region(statement.text(4)),
                    billing: try word(statement.text(5), in: "accounts.billing")))
        }
        return accounts
    }

    /// All lists of all accounts, deleted ones too, in order of creation.
    package func lists() throws(StoreError) -> [SendingList] {
        let statement = try connection.prepare(
            """
            SELECT id, account, phone, name, status, tag
            FROM lists
            ORDER BY id
            """)
        defer { statement.reset() }
        var lists: [SendingList] = []
        while try statement.step() {
            lists.append(
                SendingList(
                    id: statement.int64(0), account: statement.int64(1),
                    phone: UInt64(bitPattern: statement.int64(2)), name: statement.text(3),
                    status: try word(statement.text(4), in: "lists.status"),
                    tag: UInt64(bitPattern: statement.int64(5))))
        }
        return lists
    }

    /// The journeys of an account in whatever state, in order of creation.
    package func journeys(of account: Int64) throws(StoreError) -> [Journey] {
        let statement = try connection.prepare(
            """
            SELECT id, name, status, condition
            FROM journeys
            WHERE account = ?
            ORDER BY id
            """)
        defer { statement.reset() }
        statement.bind(account, at: 1)
        var journeys: [Journey] = []
        while try statement.step() {
            journeys.append(
                Journey(
                    id: statement.int64(0), name: statement.text(1),
                    status: try word(statement.text(2), in: "journeys.status"),
                    trigger: try trigger(Array(statement.bytes(3)))))
        }
        return journeys
    }

    private func word<Word: RawRepresentable<String>>(
        _ text: String, in column: String
    ) throws(StoreError) -> Word {
        guard let word = Word(rawValue: text) else { throw damaged(column) }
        return word
    }

    private func region(_ code: String) throws(StoreError) -> Region {
        guard let region = Region(code) else { throw damaged("accounts.region") }
        return region
    }

    private func trigger(_ stored: [UInt8]) throws(StoreError) -> JourneyTrigger {
        do {
            return try JourneyTrigger(stored: stored)
        } catch {
            throw damaged("journeys.condition")
        }
    }

    /// What is stored was written by hand or by a program that this one does not know.
    private func damaged(_ column: String) -> StoreError {
        StoreError(
            code: 11, operation: "read \(path)",
            reason: "\(column) holds a value that enlist does not write")
    }
}
