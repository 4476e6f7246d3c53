import ContactStore
import ImportPipeline

extension CommandDeclaration {
    static let undo = CommandDeclaration(
        name: "undo", arguments: "JOB", argumentCount: 1...1,
        summary: "take an import's effects back",
        details: [
            "JOB is a number from `enlist jobs`, or the KEY of `import --job`.",
            "Contacts and list contacts that the job created go, those it changed are as before, its\n"
                + "enrolments and opt-outs are taken back. What later jobs changed stays and is counted as\n"
                + "kept. Paid validations stay, cached and billed. Works for 30 days, and only once; not\n"
                + "while another import is unfinished.",
        ],
        examples: [.init(command: "enlist undo 12", purpose: "take job 12 of `enlist jobs` back")],
        options: [.json, .wait, .keyFile],
        run: UndoCommand.run)
}

/// `enlist undo`.
enum UndoCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let workspace = try WorkspaceAccess.writing(invocation)
        let account = try AccountChoice.account(of: workspace, invocation)
        let argument = invocation.arguments[0]
        guard let job = try workspace.job(named: argument), job.accountID == account.id else {
            throw invocation.error("there is no job \(argument): see `enlist jobs`")
        }
        let id = job.id
        do {
            let effects = try workspace.undo(job: id)
            if invocation.has("--json") { return try FinalObject.write(json(effects, id)) }
            try Terminal.print(text(effects, id))
            return 0
        } catch let refusal as UndoRefusal {
            throw ImportError(.usage, code: "not_undone", "job \(id) \(words(refusal))")
        }
    }

    private static func words(_ refusal: UndoRefusal) -> String {
        switch refusal {
        case .undoneBefore: "was undone before"
        case .unfinished(let other):
            "cannot be undone while job \(other) is unfinished: resume that or undo it first"
        case .tooOld: "is over 30 days old: what it replaced is not kept any more"
        }
    }

    private static func text(_ effects: UndoneEffects, _ job: Int64) -> String {
        var lines = ["Undone job \(job)"]
        for (count, words) in [
            (effects.contactsRemoved, "contacts removed"),
            (effects.listContactsRemoved, "list contacts removed"),
            (effects.listContactsRestored, "list contacts as before"),
            (effects.contactsRestored, "contacts as before"),
            (effects.enrolmentsRemoved, "enrolments removed"),
            (effects.listContactsKept, "list contacts kept: other jobs changed them, too"),
            (effects.contactsKept, "contacts kept: later jobs use them"),
        ] where count > 0 {
            lines.append("  \(Figures.grouped(count)) \(words)")
        }
        return lines.joined(separator: "\n")
    }

    private static func json(_ effects: UndoneEffects, _ job: Int64) -> JSONObject {
        var object = JSONObject()
        object.add("job", "\(job)")
        object.add("contacts_removed", effects.contactsRemoved)
        object.add("list_contacts_removed", effects.listContactsRemoved)
        object.add("list_contacts_restored", effects.listContactsRestored)
        object.add("contacts_restored", effects.contactsRestored)
        object.add("enrolments_removed", effects.enrolmentsRemoved)
        object.add("list_contacts_kept", effects.listContactsKept)
        object.add("contacts_kept", effects.contactsKept)
        return object
    }
}
