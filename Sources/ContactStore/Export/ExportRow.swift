import Contacts
import Records

/// One ListContact on its way out.
struct ExportRow {
    let phone: UInt64
    let isActive: Bool
    /// ISO 8601 in UTC.
    let signupDate: String
    /// Evidence and attribution, in the order of ``textFields``.
    var texts: [String?]
    /// Compact JSON object; empty when there are none.
    var customFields: [UInt8]

    static let textFields: [Field] = [.ipAddress, .url, .adNetworkSource, .adNetworkID]

    init(_ statement: Statement, phone: UInt64) {
        self.phone = phone
        isActive = statement.bool(0)
        signupDate = statement.text(1)
        texts = (2..<6).map { statement.optionalText($0) }
        customFields = Array(statement.bytes(6))
    }

    /// The same ListContact without texts and custom fields.
    var bare: ExportRow {
        var row = self
        row.texts = texts.map { _ in nil }
        row.customFields = []
        return row
    }

    /// Name and value of each custom field, in their order.
    static func members(
        of object: [UInt8]
    ) throws(StoreError) -> [(key: String, value: JSONValue)] {
        if object.isEmpty { return [] }
        do {
            guard case .object(let members) = try JSONValue(parsing: object) else { return [] }
            return members
        } catch {
            throw StoreError(
                code: 11, operation: "export", reason: "custom_fields are no JSON: \(error.kind)")
        }
    }
}
