/// A shell whose completions are made from the declarations.
enum CompletionShell: String, CaseIterable {
    case bash, zsh, fish

    func script(_ commands: [CommandDeclaration]) -> String {
        switch self {
        case .bash: BashCompletions(commands: commands).text
        case .zsh: ZshCompletions(commands: commands).text
        case .fish: FishCompletions(commands: commands).text
        }
    }
}

extension CommandDeclaration {
    /// What may stand behind its name.
    var completedOptions: [OptionDeclaration] {
        options + [.workspace, OptionDeclaration(name: "--help", summary: "explain the command")]
    }
}
