import Contacts
import PhoneNumbers
import Records

/// Writes rows of an export as single-add requests, one JSON object a line.
struct ExportLine {
    private let listMember: [UInt8]

    init(list: SendingList) {
        let number = PhoneNumber(digits: list.phone).e164
        listMember = Array("\",\"list_number\":\"\(number)\",\"signup_date\":\"".utf8)
    }

    func append(_ row: ExportRow, to output: inout [UInt8]) {
        output += Array("{\"phone_number\":\"+\(row.phone)".utf8)
        output += listMember
        output += Array("\(row.signupDate)\"".utf8)
        if !row.customFields.isEmpty, row.customFields != Self.empty {
            output += Array(",\"custom_fields\":".utf8)
            output += row.customFields
        }
        for (field, text) in zip(ExportRow.textFields, row.texts) {
            guard let text else { continue }
            output += Array(",\"\(field.name)\":".utf8)
            appendJSONString(of: text, to: &output)
        }
        output += Array((row.isActive ? "}\n" : ",\"opted_out\":true}\n").utf8)
    }

    private static let empty = Array("{}".utf8)
}
