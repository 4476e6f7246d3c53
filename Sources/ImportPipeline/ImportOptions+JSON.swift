import Contacts
import Records

extension ImportOptions {
    /// The flags of rows that say nothing themselves.
    var defaultFlags: RequestFlags {
        var flags: RequestFlags = []
        if useJourneys { flags.insert(.useJourneys) }
        if skipJourneyIfExists { flags.insert(.skipJourneyIfExists) }
        if replaceCustomFields { flags.insert(.replaceCustomFields) }
        if useValidation { flags.insert(.useValidation) }
        if force { flags.insert(.force) }
        return flags
    }

    /// The options that decide what rows mean, as one JSON object for the job's row.
    var json: String {
        let members = [
            "\"list\":\(JSONList.text(listNumber))",
            "\"format\":\(JSONList.text(format?.rawValue))",
            "\"date_order\":\"\(dateOrder.rawValue)\"",
            "\"extra\":\(JSONList.text(extraColumns?.rawValue))",
            "\"region\":\(JSONList.text(region?.code))",
            "\"use_journeys\":\(useJourneys)",
            "\"skip_journey_if_exists\":\(skipJourneyIfExists)",
            "\"replace_custom_fields\":\(replaceCustomFields)",
            "\"use_validation\":\(useValidation)",
            "\"force\":\(force)",
            "\"provider\":\(JSONList.text(provider?.base.absoluteString ?? "local"))",
            "\"report_format\":\"\(reportFormat.rawValue)\"",
        ]
        return "{" + members.joined(separator: ",") + "}"
    }
}

/// Small JSON texts for a job's row.
enum JSONList {
    static func text(_ value: String?) -> String {
        guard let value else { return "null" }
        var bytes: [UInt8] = []
        appendJSONString(of: value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func text(_ values: [String]) -> String {
        "[" + values.map { text($0) }.joined(separator: ",") + "]"
    }
}
