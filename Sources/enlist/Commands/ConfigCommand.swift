import Foundation

extension CommandDeclaration {
    static let config = CommandDeclaration(
        name: "config", arguments: "", argumentCount: 0...0,
        summary: "the settings that an import would have, and where they come from",
        details: [
            "`enlist.json` beside the workspace holds defaults for the options of `import` and named\n"
                + "profiles, which win over them; what is typed wins over both:\n\n"
                + "  {\"defaults\": {\"list\": \"+18005551234\", \"use-journeys\": true},\n"
                + "   \"profiles\": {\"nightly\": {\"sync\": true, \"max-removals\": \"10%\"}}}\n\n"
                + "Keys are options without dashes, flags take true or false. Paths start at the file's\n"
                + "folder. A mapping file or preset belongs under \"mapping\". Keys and secrets are never shown."
        ],
        examples: [
            .init(command: "enlist config", purpose: "what holds without a profile"),
            .init(command: "enlist config --profile nightly", purpose: "what holds with one"),
        ],
        options: [.profile, .json],
        run: ConfigCommand.run)
}

/// `enlist config`.
enum ConfigCommand {
    private struct Line {
        let option: String
        let value: String?
        let origin: String
    }

    static func run(_ invocation: Invocation) throws -> Int32 {
        let (file, settings) = try SettingsFile.settings(for: invocation)
        let filled = Invocation(command: "import").filled(with: settings)
        let lines = ImportOptionDeclarations.all
            .filter { $0.name != OptionDeclaration.profile.name }
            .map { option in
                let last = settings.last { $0.option == option.name }
                return Line(
                    option: option.name, value: last?.value.shown,
                    origin: filled.origin(of: option.name) ?? "built in")
            }
        if invocation.has("--json") {
            return try FinalObject.write(json(invocation, file, lines))
        }
        try Terminal.print(text(invocation, file, lines))
        return 0
    }

    private static func text(_ invocation: Invocation, _ file: String?, _ lines: [Line]) -> String {
        var table = AlignedTable([("setting", .left), ("value", .left), ("from", .left)])
        table.append(["workspace", invocation.workspacePath, workspaceOrigin(invocation)])
        table.append([
            "settings file", file ?? "-",
            file == nil ? "none is there or wanted" : "beside the workspace",
        ])
        for name in ["ENLIST_API_KEY", "ENLIST_PROVIDER_KEY"] {
            let isSet = CallerEnvironment[name]?.isEmpty == false
            table.append(["$\(name)", isSet ? "set" : "-", "environment"])
        }
        for line in lines { table.append([line.option, line.value ?? "-", line.origin]) }
        return table.text
    }

    private static func workspaceOrigin(_ invocation: Invocation) -> String {
        if invocation[OptionDeclaration.workspace.name] != nil { return "--workspace" }
        let named = CallerEnvironment["ENLIST_WORKSPACE"] ?? ""
        return named.isEmpty ? "built in" : "$ENLIST_WORKSPACE"
    }

    private static func json(
        _ invocation: Invocation, _ file: String?, _ lines: [Line]
    ) -> JSONObject {
        var object = JSONObject()
        object.add("workspace", invocation.workspacePath)
        object.add("file", file)
        object.add("profile", invocation["--profile"])
        object.add(
            "settings",
            lines.map { line in
                var setting = JSONObject()
                setting.add("option", line.option)
                setting.add("value", line.value)
                setting.add("from", line.origin)
                return setting
            })
        return object
    }
}
