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
    package var json: String {
        let members = [
            "\"list\":\(JSONList.text(listNumber))",
            "\"format\":\(JSONList.text(format?.rawValue))",
            "\"encoding\":\(JSONList.text(encoding?.rawValue))",
            "\"delimiter\":\(JSONList.text(delimiter.map { String(Unicode.Scalar($0)) }))",
            "\"quote\":\(JSONList.text(quote.map { String(Unicode.Scalar($0)) }))",
            "\"no_header\":\(!mayHaveHeader)",
            "\"date_order\":\"\(dateOrder.rawValue)\"",
            "\"mapping\":\(mappingJSON)",
            "\"ignore_columns\":\(JSONList.text(ignoredColumns))",
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
        return "{" + (members + lateMembers).joined(separator: ",") + "}"
    }

    /// Left out where they are the default: jobs of earlier versions do not have them, and go on.
    private var lateMembers: [String] {
        (existing == .update ? [] : ["\"existing\":\"\(existing.rawValue)\""])
            + (sync == nil ? [] : ["\"sync\":true"])
    }

    /// The preset's name, or the mapping file itself, which may change or go away later.
    private var mappingJSON: String {
        switch mapping {
        case .found: "null"
        case .preset(let preset): JSONList.text(preset.name)
        case .document(let document): document.json
        }
    }
}

/// Small JSON texts for a job's row.
enum JSONList {
    static func text(_ value: String?) -> String {
        value.map { JSONValue.string($0).json } ?? "null"
    }

    static func text(_ values: [String]) -> String {
        "[" + values.map { text($0) }.joined(separator: ",") + "]"
    }
}
