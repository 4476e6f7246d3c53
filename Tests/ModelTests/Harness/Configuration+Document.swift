/// The file `apply` reads, and the carrier table beside it.
extension Configuration {
    func document(rangesFile: Text) -> Text {
        JSON.object([
            .init(name: "accounts", value: .array(accounts.map(\.document))),
            .init(name: "dnc", value: .strings(doNotCall.sorted())),
            .init(name: "number_ranges", value: .object([.text("file", rangesFile)])),
        ]).compact
    }

    var rangesTable: Text {
        let header = "prefix,carrier_raw,carrier,line_type,ported,country,state,city\n"
        return Text(header + ranges.map { $0.line + "\n" }.joined())
    }
}

extension NumberRange {
    fileprivate var line: String {
        let cells: [Text?] = [
            prefix, carrierRaw, carrier, lineType, ported ? "true" : "false", country, state, city,
        ]
        // No word of a range holds a quote.
        return cells.map { "\"" + ($0?.string ?? "") + "\"" }.joined(separator: ",")
    }
}

extension Account {
    fileprivate var document: JSON {
        .object([
            .text("name", name), .text("owner_email", "owner@example.com"), .text("status", status),
            .init(
                name: "settings",
                value: .object([
                    .init(name: "reject_voip_numbers", value: .bool(rejectsVOIP)),
                    .text("region", region),
                ])),
            .text("billing", billing),
            .init(name: "lists", value: .array(lists.map(\.document))),
            .init(name: "journeys", value: .array(journeys.map(\.document))),
            .init(name: "blocklist", value: .strings(blocklist.sorted())),
        ])
    }
}

extension SendingList {
    fileprivate var document: JSON {
        .object([
            .text("phone_number", number), .text("name", name), .text("brand_name", "Brand"),
            .text("status", status),
        ])
    }
}

extension Journey {
    fileprivate var document: JSON {
        .object([
            .text("name", name), .text("status", status),
            .init(name: "trigger", value: trigger.document),
        ])
    }
}

extension Trigger {
    fileprivate var document: JSON {
        .object([
            .text("operator", needsAll ? "AND" : "OR"),
            .init(name: "conditions", value: .array(conditions.map(\.document))),
            .init(name: "groups", value: .array(groups.map(\.document))),
        ])
    }
}

extension Trigger.Condition {
    fileprivate var document: JSON {
        switch self {
        case .list(let number):
            .object([.text("type", "list"), .text("list_number", number)])
        case .signupMethod(let method):
            .object([.text("type", "signup_method"), .text("value", method)])
        case .customField(let name, let comparison):
            .object([.text("type", "custom_field"), .text("field", name)] + comparison.members)
        }
    }
}

extension Trigger.Comparison {
    fileprivate var members: [JSON.Member] {
        switch self {
        case .equals(let value): [.text("operator", "eq"), .init(name: "value", value: value)]
        case .differs(let value): [.text("operator", "ne"), .init(name: "value", value: value)]
        case .isOneOf(let values):
            [.text("operator", "in"), .init(name: "value", value: .array(values))]
        case .isNoneOf(let values):
            [.text("operator", "not_in"), .init(name: "value", value: .array(values))]
        case .exists(let claim):
            [.text("operator", "exists")]
                + (claim.map { [.init(name: "value", value: .bool($0))] } ?? [])
        case .contains(let part): [.text("operator", "contains"), .text("value", part)]
        }
    }
}

extension JSON {
    fileprivate static func strings(_ texts: [Text]) -> JSON { .array(texts.map { .string($0) }) }
}

extension JSON.Member {
    fileprivate static func text(_ name: Text, _ text: Text) -> JSON.Member {
        JSON.Member(name: name, value: .string(text))
    }
}
