import ContactStore
import Foundation
import ImportPipeline
import PhoneNumbers

extension CommandDeclaration {
    static let why = CommandDeclaration(
        name: "why", arguments: "NUMBER", argumentCount: 1...1,
        summary: "tell everything that happened to a number in this workspace",
        details: [
            "Shows the account's lists that have the number, what each job made of it (old and new\n"
                + "values), lookups and their price, journeys, opt-outs, and the rows that named it: as they\n"
                + "came, as they were read and what was answered. The workspace keeps no rows: they are\n"
                + "looked up in the reports and inputs of the jobs, as long as these are where they were and\n"
                + "unchanged. What a job replaced is kept for 30 days. What is not known is said."
        ],
        examples: [
            .init(command: "enlist why '(415) 555-1234'", purpose: "the biography of a number"),
            .init(
                command: "enlist why +14155551234 --no-files --json",
                purpose: "only what the workspace itself keeps, for a program"),
        ],
        options: [
            .init(
                name: "--no-files", summary: "do not look for rows in reports and inputs"),
            .init(
                name: "--region", value: "CC",
                summary: "region of a number without a country code (default: the account's)"),
            .json, .keyFile,
        ],
        run: WhyCommand.run)
}

/// `enlist why`.
enum WhyCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let workspace = try WorkspaceAccess.reading(invocation)
        let account = try AccountChoice.account(of: workspace, invocation)
        let number = try number(invocation, account)
        let biography = try Biography(
            of: number, in: workspace, account: account,
            readsFiles: !invocation.has("--no-files"))
        if invocation.has("--json") { return try FinalObject.write(biography.json) }
        try ResultStream.write(Array((BiographyText(biography: biography).text + "\n").utf8))
        return 0
    }

    private static func number(
        _ invocation: Invocation, _ account: Account
    ) throws(UsageError) -> PhoneNumber {
        let region = try ImportOptions.region(invocation) ?? account.region
        switch PhoneReader(region: region).read(invocation.arguments[0]) {
        case .number(let number, _): return number
        case .refused(let refusal): throw invocation.error(refusal.sentence)
        }
    }
}
