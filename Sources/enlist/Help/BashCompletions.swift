/// Completions for bash.
struct BashCompletions {
    let commands: [CommandDeclaration]

    /// Where nothing is offered, bash completes file names.
    var text: String {
        """
        # bash completions of enlist \(Enlist.version); made by `enlist help --completions bash`
        _enlist() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i
            for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                    --workspace) ((i++)) ;;
                    -*) ;;
                    *) command=${COMP_WORDS[i]}; break ;;
                esac
            done
            COMPREPLY=()
            case $command:$before in
        \(values)
            esac
            local words=
            case $command in
                "") words="\(names) --workspace --help --version" ;;
        \(options)
            esac
            if [[ -z $command || $word == -* ]]; then
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            fi
        }
        complete -o default -F _enlist enlist
        """
    }

    private var names: String { commands.map(\.name).joined(separator: " ") }

    private var values: String {
        var lines: [String] = []
        for command in commands {
            for option in command.completedOptions where option.value != nil {
                let words = option.choices.joined(separator: " ")
                let reply =
                    option.choices.isEmpty
                    ? "" : "COMPREPLY=($(compgen -W \"\(words)\" -- \"$word\")); "
                lines.append("        \(command.name):\(option.name)) \(reply)return ;;")
            }
        }
        let topics = "COMPREPLY=($(compgen -W \"\(names)\" -- \"$word\")); return ;;"
        lines.append("        help:help) \(topics)")
        return lines.joined(separator: "\n")
    }

    private var options: String {
        commands.map { command in
            let words = command.completedOptions.map(\.name).joined(separator: " ")
            return "        \(command.name)) words=\"\(words)\" ;;"
        }.joined(separator: "\n")
    }
}
