# bash completions of enlist 0.1.0; made by `enlist help --completions bash`
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
        apply:--wait) return ;;
        apply:--workspace) return ;;
        import:--list) return ;;
        import:--format) COMPREPLY=($(compgen -W "csv ndjson" -- "$word")); return ;;
        import:--encoding) return ;;
        import:--delimiter) return ;;
        import:--quote) return ;;
        import:--mapping) return ;;
        import:--ignore-column) return ;;
        import:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        import:--extra) COMPREPLY=($(compgen -W "custom ignore" -- "$word")); return ;;
        import:--region) return ;;
        import:--existing) COMPREPLY=($(compgen -W "update fill skip" -- "$word")); return ;;
        import:--max-removals) return ;;
        import:--max-shrink) return ;;
        import:--job) return ;;
        import:--max-rejects) return ;;
        import:--profile) return ;;
        import:--provider) return ;;
        import:--provider-key-file) return ;;
        import:--provider-rate) return ;;
        import:--provider-timeout) return ;;
        import:--max-cost) return ;;
        import:--report) return ;;
        import:--report-format) COMPREPLY=($(compgen -W "ndjson csv" -- "$word")); return ;;
        import:--rejects) return ;;
        import:--html) return ;;
        import:--summary) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        import:--progress) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
        import:--log-format) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        import:--metrics) return ;;
        import:--threads) return ;;
        import:--commit-rows) return ;;
        import:--wait) return ;;
        import:--api-key-file) return ;;
        import:--workspace) return ;;
        add:--list) return ;;
        add:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        add:--extra) COMPREPLY=($(compgen -W "custom ignore" -- "$word")); return ;;
        add:--region) return ;;
        add:--existing) COMPREPLY=($(compgen -W "update fill skip" -- "$word")); return ;;
        add:--provider) return ;;
        add:--provider-key-file) return ;;
        add:--provider-rate) return ;;
        add:--provider-timeout) return ;;
        add:--max-cost) return ;;
        add:--log-format) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        add:--wait) return ;;
        add:--api-key-file) return ;;
        add:--workspace) return ;;
        unsubscribe:--list) return ;;
        unsubscribe:--format) COMPREPLY=($(compgen -W "csv ndjson" -- "$word")); return ;;
        unsubscribe:--encoding) return ;;
        unsubscribe:--delimiter) return ;;
        unsubscribe:--quote) return ;;
        unsubscribe:--mapping) return ;;
        unsubscribe:--ignore-column) return ;;
        unsubscribe:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        unsubscribe:--region) return ;;
        unsubscribe:--job) return ;;
        unsubscribe:--max-rejects) return ;;
        unsubscribe:--report) return ;;
        unsubscribe:--report-format) COMPREPLY=($(compgen -W "ndjson csv" -- "$word")); return ;;
        unsubscribe:--rejects) return ;;
        unsubscribe:--html) return ;;
        unsubscribe:--summary) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        unsubscribe:--progress) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
        unsubscribe:--log-format) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        unsubscribe:--metrics) return ;;
        unsubscribe:--threads) return ;;
        unsubscribe:--commit-rows) return ;;
        unsubscribe:--wait) return ;;
        unsubscribe:--api-key-file) return ;;
        unsubscribe:--workspace) return ;;
        normalize:--format) COMPREPLY=($(compgen -W "csv ndjson" -- "$word")); return ;;
        normalize:--encoding) return ;;
        normalize:--delimiter) return ;;
        normalize:--quote) return ;;
        normalize:--mapping) return ;;
        normalize:--ignore-column) return ;;
        normalize:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        normalize:--extra) COMPREPLY=($(compgen -W "custom ignore" -- "$word")); return ;;
        normalize:--region) return ;;
        normalize:--threads) return ;;
        normalize:--workspace) return ;;
        inspect:--format) COMPREPLY=($(compgen -W "csv ndjson" -- "$word")); return ;;
        inspect:--encoding) return ;;
        inspect:--delimiter) return ;;
        inspect:--quote) return ;;
        inspect:--mapping) return ;;
        inspect:--ignore-column) return ;;
        inspect:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        inspect:--extra) COMPREPLY=($(compgen -W "custom ignore" -- "$word")); return ;;
        inspect:--region) return ;;
        inspect:--threads) return ;;
        inspect:--workspace) return ;;
        mapping:--format) COMPREPLY=($(compgen -W "csv ndjson" -- "$word")); return ;;
        mapping:--encoding) return ;;
        mapping:--delimiter) return ;;
        mapping:--quote) return ;;
        mapping:--mapping) return ;;
        mapping:--ignore-column) return ;;
        mapping:--date-order) COMPREPLY=($(compgen -W "mdy dmy" -- "$word")); return ;;
        mapping:--extra) COMPREPLY=($(compgen -W "custom ignore" -- "$word")); return ;;
        mapping:--region) return ;;
        mapping:--workspace) return ;;
        export:--format) COMPREPLY=($(compgen -W "ndjson csv" -- "$word")); return ;;
        export:--workspace) return ;;
        lists:--workspace) return ;;
        jobs:--html) return ;;
        jobs:--workspace) return ;;
        resume:--max-rejects) return ;;
        resume:--max-removals) return ;;
        resume:--provider-key-file) return ;;
        resume:--provider-rate) return ;;
        resume:--provider-timeout) return ;;
        resume:--max-cost) return ;;
        resume:--html) return ;;
        resume:--summary) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        resume:--progress) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
        resume:--log-format) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
        resume:--metrics) return ;;
        resume:--threads) return ;;
        resume:--commit-rows) return ;;
        resume:--wait) return ;;
        resume:--api-key-file) return ;;
        resume:--workspace) return ;;
        undo:--wait) return ;;
        undo:--api-key-file) return ;;
        undo:--workspace) return ;;
        check:--workspace) return ;;
        validate:--list) return ;;
        validate:--region) return ;;
        validate:--provider) return ;;
        validate:--provider-key-file) return ;;
        validate:--provider-rate) return ;;
        validate:--provider-timeout) return ;;
        validate:--max-cost) return ;;
        validate:--wait) return ;;
        validate:--api-key-file) return ;;
        validate:--workspace) return ;;
        invoice:--workspace) return ;;
        key:--wait) return ;;
        key:--workspace) return ;;
        config:--profile) return ;;
        config:--workspace) return ;;
        help:--completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")); return ;;
        help:--workspace) return ;;
        help:help) COMPREPLY=($(compgen -W "apply import add unsubscribe normalize inspect mapping export lists jobs resume undo check validate invoice key config help" -- "$word")); return ;;
    esac
    local words=
    case $command in
        "") words="apply import add unsubscribe normalize inspect mapping export lists jobs resume undo check validate invoice key config help --workspace --help --version" ;;
        apply) words="--wait --workspace --help" ;;
        import) words="--list --format --encoding --delimiter --quote --no-header --mapping --ignore-column --date-order --extra --region --use-journeys --no-skip-journey-if-exists --replace-custom-fields --existing --sync --max-removals --max-shrink --use-validation --force --dry-run --job --anew --max-rejects --profile --provider --provider-key-file --provider-rate --provider-timeout --insecure-provider --max-cost --report --report-format --rejects --html --summary --progress --log-format --metrics --threads --commit-rows --wait --api-key-file --quiet --workspace --help" ;;
        add) words="--list --date-order --extra --region --use-journeys --no-skip-journey-if-exists --replace-custom-fields --existing --use-validation --force --dry-run --provider --provider-key-file --provider-rate --provider-timeout --insecure-provider --max-cost --log-format --wait --api-key-file --quiet --workspace --help" ;;
        unsubscribe) words="--list --format --encoding --delimiter --quote --no-header --mapping --ignore-column --date-order --region --job --anew --max-rejects --report --report-format --rejects --html --summary --progress --log-format --metrics --threads --commit-rows --wait --api-key-file --quiet --workspace --help" ;;
        normalize) words="--format --encoding --delimiter --quote --no-header --mapping --ignore-column --date-order --extra --region --threads --quiet --workspace --help" ;;
        inspect) words="--format --encoding --delimiter --quote --no-header --mapping --ignore-column --date-order --extra --region --threads --json --workspace --help" ;;
        mapping) words="--format --encoding --delimiter --quote --no-header --mapping --ignore-column --date-order --extra --region --workspace --help" ;;
        export) words="--format --workspace --help" ;;
        lists) words="--json --workspace --help" ;;
        jobs) words="--all --json --html --workspace --help" ;;
        resume) words="--anew --max-rejects --max-removals --provider-key-file --provider-rate --provider-timeout --max-cost --html --summary --progress --log-format --metrics --threads --commit-rows --wait --api-key-file --quiet --workspace --help" ;;
        undo) words="--json --wait --api-key-file --workspace --help" ;;
        check) words="--json --workspace --help" ;;
        validate) words="--list --force --dry-run --region --provider --provider-key-file --provider-rate --provider-timeout --insecure-provider --max-cost --wait --api-key-file --quiet --workspace --help" ;;
        invoice) words="--json --workspace --help" ;;
        key) words="--wait --workspace --help" ;;
        config) words="--profile --json --workspace --help" ;;
        help) words="--man --completions --workspace --help" ;;
    esac
    if [[ -z $command || $word == -* ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    fi
}
complete -o default -F _enlist enlist
