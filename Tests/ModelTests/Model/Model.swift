/// The law in its plainest words: what a workspace is after rows were added to it one by one.
struct Model {
    var configuration = Configuration()
    private(set) var contacts: [Phone: Contact] = [:]
    private(set) var listContacts: [ListContactKey: ListContact] = [:]
    private(set) var enrolments: [Enrolment: EnrolmentFact] = [:]
    private(set) var cache: [AccountPhone: Answer] = [:]
    private(set) var ledger: [Charge] = []
    /// How many answers an account's responses had that were known before.
    private(set) var cachedAnswers: [Text: Int] = [:]

    func account(_ name: Text) -> Account? {
        configuration.accounts.first { $0.name == name }
    }

    mutating func add(_ rows: [Row], in run: inout Run) -> [Response] {
        rows.map { add($0, in: &run) }
    }

    mutating func add(_ row: Row, in run: inout Run) -> Response {
        run.rows += 1
        do {
            let request = try Request(row, in: run)
            var response = try store(request, in: &run)
            let key = ListContactKey(list: request.list, phone: request.phone)
            response.isDuplicate = !run.accepted.insert(key).inserted
            if response.validation?.isCached == true {
                cachedAnswers[run.account.name, default: 0] += 1
            }
            return response
        } catch let refusal as Refusal {
            return Response(effect: .refused, refusal: refusal, phoneText: row.phoneText)
        } catch {
            preconditionFailure("Rows are refused with a Refusal only.")
        }
    }

    private mutating func store(_ request: Request, in run: inout Run) throws -> Response {
        let key = ListContactKey(list: request.list, phone: request.phone)
        let known = listContacts[key]
        var warnings: [Response.Warning] = request.hasExtension ? [.extensionDropped] : []
        if run.account.blocklist.contains(request.phone) {
            return Response(effect: .skippedBlocked, warnings: warnings + [.blocked])
        }
        if let known, known.isOptedOut, !request.optedOut {
            return Response(effect: .skippedOptedOut, key: key, warnings: warnings + [.optedOut])
        }
        if let known, known.isActive, !request.optedOut, run.options.existing == "skip" {
            return Response(effect: .unchanged, key: key, warnings: warnings + [.leftAsItIs])
        }
        let asks = request.useValidation && !request.optedOut
        let validation = asks ? try validate(request, in: &run) : nil
        let contact = try contact(of: request, validation, in: run)
        let isNewContact = contacts.updateValue(contact, forKey: key.phone) == nil
        let listContact = known?.merged(with: request, in: run) ?? ListContact(request, in: run)
        listContacts[key] = listContact

        let journeys = journeysMatching(listContact, key, request, run)
        if !request.useJourneys { warnings += journeys.map { .journeyNotUsed($0.name) } }
        let skips = request.skipJourneyIfExists && known != nil
        let enrolled =
            request.useJourneys && !skips
            ? journeys.count { enroll(key, in: $0, run) } : 0
        let effect: Response.Effect =
            known == nil ? .created : known == listContact ? .unchanged : .updated
        return Response(
            effect: effect, key: key, isNewContact: isNewContact, journeysEnrolled: enrolled,
            warnings: warnings, validation: validation)
    }

    /// After the rows of a synced list: its active contacts that no row named leave it.
    mutating func sync(_ list: Phone, naming named: Set<Phone>, in run: Run) {
        for (key, var contact) in listContacts
        where key.list == list && contact.isActive && !named.contains(key.phone) {
            contact.isActive = false
            contact.optOutReason = "sync"
            contact.updatedAt = run.now
            listContacts[key] = contact
        }
    }

    /// The Contact as the row leaves it; throws when nothing may be sent to it.
    private func contact(
        of request: Request, _ validation: Validation?, in run: Run
    ) throws -> Contact {
        let known = contacts[request.phone]
        let answer = lookUp(request.phone)
        var contact = known ?? Contact(request, answer, at: run.now)
        let key = ListContactKey(list: request.list, phone: request.phone)
        if !request.optedOut {
            let isUnsendable = known == nil && validation == nil && !answer.isValid
            if isUnsendable { throw Refusal.notSendable }
            let isVOIP =
                validation.map { $0.answer.lineType == "voip" } ?? (contact.lineType == "VOIP")
            if isVOIP, run.account.rejectsVOIP, listContacts[key] == nil {
                throw Refusal.notSendable
            }
        }
        if let validation { contact.learn(from: validation, at: run.now) }
        return contact
    }

    private func journeysMatching(
        _ contact: ListContact, _ key: ListContactKey, _ request: Request, _ run: Run
    ) -> [Journey] {
        if request.optedOut { return [] }
        return run.account.journeys.filter {
            $0.status == "active" && $0.trigger.matches(contact, on: key.list)
        }
    }

    /// Whether the contact is newly enrolled: once per journey, ever.
    private mutating func enroll(_ key: ListContactKey, in journey: Journey, _ run: Run) -> Bool {
        let enrolment = Enrolment(
            account: run.account.name, journey: journey.name, phone: key.phone)
        guard enrolments[enrolment] == nil else { return false }
        enrolments[enrolment] = EnrolmentFact(list: key.list, enrolledAt: run.now)
        return true
    }
}

extension Model {
    /// What the workspace's own data tell about a number, for free.
    func lookUp(_ phone: Phone) -> Answer {
        let ranges = configuration.ranges.filter { phone.starts(with: $0.prefix) }
        if let range = ranges.max(by: { $0.prefix.bytes.count < $1.prefix.bytes.count }) {
            return Answer(isValid: true, lineType: range.lineType, range: range)
        }
        let isValid = NumberingPlan.isValid(phone)
        let isTollFree = isValid && NumberingPlan.isTollFree(phone)
        return Answer(isValid: isValid, lineType: isTollFree ? "other" : "unknown", range: nil)
    }

    /// The first forced row of a number pays; otherwise who asks first in this account does.
    private mutating func validate(_ request: Request, in run: inout Run) throws -> Validation {
        if let refusal = Refusal.billing(of: run.account) { throw refusal }
        let key = AccountPhone(account: run.account.name, phone: request.phone)
        let isForced = request.force && run.forcedNumbers.insert(request.phone).inserted
        let cached = isForced ? nil : cache[key]
        let answer = cached ?? lookUp(request.phone)
        if cached == nil {
            cache[key] = answer
            run.paidMills += Validation.priceMills
            ledger.append(
                Charge(
                    account: key.account, phone: key.phone, mills: Validation.priceMills,
                    run: run.id))
        }
        let isOnDNC = configuration.doNotCall.contains(request.phone)
        return Validation(
            phone: request.phone, answer: answer, isOnDNC: isOnDNC, isCached: cached != nil)
    }
}
