/// Completions for zsh.
struct ZshCompletions {
    let commands: [CommandDeclaration]

    var text: String {
        """
        #compdef enlist
        # zsh completions of enlist \(Enlist.version); made by `enlist help --completions zsh`
        _enlist() {
            local context state state_descr line
            typeset -A opt_args
            _arguments -C \\
                '--workspace[\(Self.escaped(OptionDeclaration.workspace.summary))]:PATH:_files' \\
                '--version[print the version]' \\
                '--help[explain the commands]' \\
                '1:command:->command' \\
                '*::argument:->argument' && return
            case $state in
                command)
                    local -a commands=(
        \(names)
                    )
                    _describe command commands ;;
                argument)
                    case $words[1] in
        \(arguments)
                    esac ;;
            esac
        }
        if [[ $funcstack[1] == _enlist ]]; then _enlist "$@"; else compdef _enlist enlist; fi
        """
    }

    private var names: String {
        commands.map { "                '\($0.name):\(Self.escaped($0.summary))'" }
            .joined(separator: "\n")
    }

    private var arguments: String {
        commands.map { command in
            let options = command.completedOptions.map { "                    \(Self.option($0))" }
            let rest = "                    '\(rest(command))'"
            return "                \(command.name)) _arguments \\\n"
                + (options + [rest]).joined(separator: " \\\n") + " ;;"
        }.joined(separator: "\n")
    }

    private func rest(_ command: CommandDeclaration) -> String {
        if command.name == "help" {
            return "*:command:(\(commands.map(\.name).joined(separator: " ")))"
        }
        return command.arguments.isEmpty ? "*: :" : "*:\(Self.escaped(command.arguments)):_files"
    }

    private static func option(_ option: OptionDeclaration) -> String {
        let summary = "\(option.name)[\(escaped(option.summary))]"
        guard let value = option.value else { return "'\(summary)'" }
        let action =
            option.choices.isEmpty
            ? (option.isPath ? "_files" : " ") : "(\(option.choices.joined(separator: " ")))"
        return "'\(summary):\(escaped(value)):\(action)'"
    }

    /// Text between single quotes in which brackets and colons mean nothing.
    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "'": "'\\''"
            case "[", "]", ":", "\\": "\\\(character)"
            default: String(character)
            }
        }.joined()
    }
}
