/// The rows the views of a workspace must have, in the order of their first columns.
extension Model {
    typealias Field = Expectation.Field

    var contactRows: [Expectation] {
        contacts.sorted { $0.key < $1.key }.map { phone, contact in
            .object([
                Field("phone_number", .text(phone)), Field("carrier", .text(contact.carrier)),
                Field("line_type", .text(contact.lineType)),
                Field("timezone", .text(contact.timezone)),
                Field("validation_status", .text(contact.validationStatus)),
                Field("created_at", .moment(contact.createdAt)),
                Field("updated_at", .moment(contact.updatedAt)),
            ])
        }
    }

    var listContactRows: [Expectation] {
        let order: (ListContactKey, ListContactKey) -> Bool = {
            ($0.list, $0.phone) < ($1.list, $1.phone)
        }
        return listContacts.sorted { order($0.key, $1.key) }.map { key, contact in
            .object(
                [
                    Field("account", .text(owner(of: key.list))),
                    Field("list_number", .text(key.list)), Field("phone_number", .text(key.phone)),
                ] + contact.fields)
        }
    }

    private func owner(of list: Phone) -> Text? {
        configuration.accounts.first { $0.lists.contains { $0.number == list } }?.name
    }

    var enrolmentRows: [Expectation] {
        let order: (Enrolment, Enrolment) -> Bool = {
            ($0.account, $0.journey, $0.phone) < ($1.account, $1.journey, $1.phone)
        }
        return enrolments.sorted { order($0.key, $1.key) }.map { enrolment, fact in
            .object([
                Field("account", .text(enrolment.account)),
                Field("journey", .text(enrolment.journey)), Field("list_number", .text(fact.list)),
                Field("phone_number", .text(enrolment.phone)),
                Field("enrolled_at", .moment(fact.enrolledAt)),
            ])
        }
    }

    var cacheRows: [Expectation] {
        let order: (AccountPhone, AccountPhone) -> Bool = {
            ($0.account, $0.phone) < ($1.account, $1.phone)
        }
        return cache.sorted { order($0.key, $1.key) }.map { key, answer in
            .object(
                [Field("account", .text(key.account)), Field("phone_number", .text(key.phone))]
                    + answer.fields.map(\.asColumn))
        }
    }

    /// In the order of payment; `job` is the number that the summary of its run shows.
    func ledgerRows(jobs: [Int: Text]) -> [Expectation] {
        ledger.map { charge in
            .object([
                Field("account", .text(charge.account)), Field("phone_number", .text(charge.phone)),
                Field("mills", .count(charge.mills)),
                Field("job", jobs[charge.run].map { .exactly(.number($0)) } ?? .anything),
                Field("charged_at", .moment(.during(run: charge.run))),
            ])
        }
    }

    /// Accounts that validated something, by name.
    var invoice: [Expectation] {
        let charges = Dictionary(grouping: ledger, by: \.account)
        return Set(charges.keys).union(cachedAnswers.keys).sorted().map { name in
            let mills = charges[name, default: []].map(\.mills)
            return .object([
                Field("name", .text(name)), Field("lookups", .count(mills.count)),
                Field("cached", .count(cachedAnswers[name, default: 0])),
                Field("total_cost", .dollars(mills: mills.reduce(0, +))),
            ])
        }
    }

    /// The lines of `export LIST`, in order of number.
    func exportLines(of list: Phone) -> [Expectation] {
        listContacts.filter { $0.key.list == list && ($0.value.isActive || $0.value.isOptedOut) }
            .sorted { $0.key.phone < $1.key.phone }
            .map { key, contact in .object(contact.exportFields(key)) }
    }
}

extension ListContact {
    typealias Field = Expectation.Field

    fileprivate var fields: [Field] {
        [
            Field("active", .count(isActive ? 1 : 0)), Field("opt_out_reason", .text(optOutReason)),
            Field("signup_method", .text(signupMethod)), Field("signup_date", .moment(signupDate)),
            Field("ip_address", .text(ipAddress)), Field("url", .text(url)),
            Field("ad_network_source", .text(adNetworkSource)),
            Field("ad_network_id", .text(adNetworkID)),
            Field("custom_fields", .exactly(.object(customFields))),
            Field("created_at", .moment(createdAt)), Field("updated_at", .moment(updatedAt)),
        ]
    }

    fileprivate func exportFields(_ key: ListContactKey) -> [Field] {
        var fields = [
            Field("phone_number", .text(key.phone)), Field("list_number", .text(key.list)),
            Field("signup_date", .moment(signupDate)),
        ]
        if !customFields.isEmpty {
            fields.append(Field("custom_fields", .exactly(.object(customFields))))
        }
        let texts: [(Text, Text?)] = [
            ("ip_address", ipAddress), ("url", url), ("ad_network_source", adNetworkSource),
            ("ad_network_id", adNetworkID),
        ]
        fields += texts.compactMap { name, text in text.map { Field(name, .text($0)) } }
        return fields + (isActive ? [] : [Field("opted_out", .bool(true))])
    }
}

extension Expectation.Field {
    /// A boolean is 0 or 1 in a table.
    fileprivate var asColumn: Expectation.Field {
        guard case .exactly(.bool(let claim)) = value else { return self }
        return Expectation.Field(name, .count(claim ? 1 : 0))
    }
}
