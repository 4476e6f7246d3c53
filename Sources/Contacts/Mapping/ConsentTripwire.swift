/// Finds columns that tell who left, so that no import wakes these people because nobody looked.
///
/// Names give a column away, and so do words in its first cells. A column about something else that
/// looks like one costs a user an option; one that is missed costs people their peace.
enum ConsentTripwire {
    /// What gives the column away; nil when nothing does.
    static func alarm(header: String, cells: [(line: UInt64, text: String)]) -> String? {
        let name = Field.folded(header).filter { $0.isLetter || $0.isNumber }
        if leavingNames.contains(where: name.contains) || statusNames.contains(name)
            || isStatusOfContact(name)
        {
            return "its name tells who left"
        }
        if let cell = cells.first(where: { isLeavingWord(Field.folded($0.text)) }) {
            return "line \(cell.line) has a word for people who left"
        }
        let isConsent = consentNames.contains(where: name.contains)
        let isChannel = channelNames.contains(where: name.contains)
        guard isConsent || isChannel, !isEvidence(header),
            let cell = cells.first(where: { cell in
                let word = Field.folded(cell.text)
                return answers.contains(word) && (isConsent || Int(word) == nil)
            })
        else { return nil }
        return "its name and line \(cell.line) tell who may be messaged"
    }

    /// Whether a cell answers who may be messaged, as `yes` or `opted out` does, and so is no date.
    static func hasAnswer(_ cells: [(line: UInt64, text: String)]) -> Bool {
        cells.contains { isAnswer($0.text) }
    }

    /// Whether there are cells and none of them is anything but such an answer.
    static func onlyAnswers(_ cells: [(line: UInt64, text: String)]) -> Bool {
        !cells.isEmpty && cells.allSatisfy { isAnswer($0.text) }
    }

    private static func isAnswer(_ text: String) -> Bool {
        let word = Field.folded(text)
        return answers.contains(word) || isLeavingWord(word)
    }

    /// Whether a cell only stands for somebody who left, as `STOP` or `Opted out via SMS` does.
    private static func isLeavingWord(_ word: String) -> Bool {
        leavingWords.contains(word)
            || (word.count < wordCharactersMax && leavingBeginnings.contains(where: word.hasPrefix))
    }

    /// Longer cells are remarks.
    private static let wordCharactersMax = 40
    private static let leavingBeginnings = ["unsubscribed", "optedout", "neversubscribed"]

    /// Whether a column says when, where or how somebody agreed, not whether.
    fileprivate static func isEvidence(_ header: String) -> Bool {
        evidenceEndings.contains(where: Field.folded(header).hasSuffix)
    }

    /// Parts of names of columns with those who left.
    private static let leavingNames = [
        "optout", "optedout", "unsub", "suppress", "bounce", "donotcall", "donottext",
        "donotcontact", "donotsms", "donotmessage", "donotdisturb", "dontcall", "donttext",
        "blacklist", "blocklist", "denylist", "dncstatus", "ondnc", "dncflag", "dncdate", "isdnc",
        "nevertext", "stopsms", "revokedat", "complaint", "blocked", "inactive",
        "abgemeldet", "abmeldung", "ausgetragen", "widerspruch", "widerrufen", "désabonn",
        "desabonn", "désinscri", "desinscri", "disiscri", "uitgeschreven", "afgemeld", "cancelado",
    ]
    private static let statusNames: Set = [
        "status", "dnc", "dnd", "isdnd", "stop", "stopped", "stopdate", "stoppedat", "cleaned",
        "isactive", "active", "archived", "revoked", "deleted", "isdeleted", "deletedat", "removed",
        "isremoved", "removedat", "baja",
    ]

    /// `sms_status`, `Subscription Status`, `statut` of a contact; an order's or a marriage's
    /// status counts only by its words.
    private static func isStatusOfContact(_ name: String) -> Bool {
        guard name.contains("status") || name.hasSuffix("state") else { return false }
        let parts = [
            "sms", "text", "subscri", "contact", "consent", "marketing", "member", "list", "opt",
            "phone", "mobile", "message", "messaging", "email", "channel", "permission",
        ]
        return parts.contains(where: name.contains)
    }

    /// Whole cells that only stand for somebody who left or never came.
    private static let leavingWords: Set = [
        "unsubscribed", "unsubscribe", "neversubscribed", "notsubscribed", "nonsubscribed",
        "optedout", "optout", "stop", "stopped", "stopall", "cleaned", "suppressed", "bounced",
        "hardbounce", "hardbounced", "softbounce", "donotcall", "donottext", "donotcontact",
        "donotmessage", "dnc", "blacklisted", "blocklisted", "unsub", "usersuppressed",
        "spamcomplaint", "revoked", "blocked", "notoptedin", "noconsent", "abgemeldet",
        "ausgetragen", "désabonné", "désinscrit", "disiscritto", "uitgeschreven",
    ]

    /// Parts of names of columns with those who said yes, and with them those who did not.
    private static let consentNames = [
        "consent", "subscri", "optin", "optedin", "accepts", "permission", "marketable", "cantext",
        "cansms", "smsok", "allowsms", "allowtext", "receivesms", "receivetext", "oktotext",
        "oktosms", "nosms", "notext", "tcpa", "wetext", "einwilligung", "zustimmung",
        "consentement",
    ]
    /// Parts of names of columns that may count messages just as well, where only words answer.
    private static let channelNames = ["marketing", "sms", "texting", "newsletter"]
    private static let evidenceEndings = [
        "date", "time", "timestamp", "at", "utc", "ip", "ipaddress", "source", "url", "method",
        "page",
        "keyword", "version", "form", "by", "id",
    ]
    private static let answers: Set = [
        "yes", "no", "y", "n", "true", "false", "t", "f", "1", "0", "subscribed", "subscribe",
        "optin",
        "optedin", "never", "none", "denied", "declined", "withdrawn", "pending", "active",
        "inactive", "granted", "given", "notgiven", "ja", "nein", "oui", "non", "si", "sí", "nee",
    ]
}

extension MappingDraft {
    /// Asks about the columns that tell who left and that are mapped to nothing.
    mutating func checkConsent(_ sample: ColumnSample) {
        for index in columns.indices where !decided.contains(index) {
            switch columns[index] {
            case .field: continue
            case .custom, .ignored, nil: break
            }
            let alarm = ConsentTripwire.alarm(
                header: header[index], cells: sample.filledCells(of: index))
            let isOnlySign =
                onlySigns.contains(index) && !ConsentTripwire.isEvidence(header[index])
            guard let alarm = alarm ?? (isOnlySign ? "no other column tells who left" : nil) else {
                continue
            }
            undecided[index] = alarm
            let name = names.uniqueName(of: index)
            let place = comparesBytes ? "key" : "column \(index + 1)"
            faults.append(
                Fault(
                    .undecided,
                    message:
                        "\(place) \"\(name)\" is mapped to nothing, but \(alarm): map "
                        + "it to opted_out with --mapping (`enlist mapping INPUT` prints a file to "
                        + "edit), or leave it out with --ignore-column \"\(name)\""))
        }
    }
}
