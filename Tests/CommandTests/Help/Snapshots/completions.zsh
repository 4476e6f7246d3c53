#compdef enlist
# zsh completions of enlist 0.1.0; made by `enlist help --completions zsh`
_enlist() {
    local context state state_descr line
    typeset -A opt_args
    _arguments -C \
        '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
        '--version[print the version]' \
        '--help[explain the commands]' \
        '1:command:->command' \
        '*::argument:->argument' && return
    case $state in
        command)
            local -a commands=(
                'apply:set up accounts, lists, journeys, DNC and blocklists from a file'
                'import:import CSV or NDJSON files, folders of them, or `-` for standard input'
                'add:add one contact, as the single-add endpoint does'
                'unsubscribe:opt numbers out of a list, for good'
                'normalize:print rows as requests with their numbers in E.164; needs no workspace'
                'inspect:say what a file is, what its columns mean and what is damaged; needs no workspace'
                'mapping:print what columns mean as a file to edit for --mapping; needs no workspace'
                'export:print a list'\''s contacts in order of number'
                'why:tell everything that happened to a number in this workspace'
                'lists:show the lists with their contacts, opt-outs and validations'
                'jobs:show past and interrupted imports, or one in full'
                'resume:go on with an import that did not get to its end'
                'undo:take an import'\''s effects back'
                'split:copy one shard'\''s contacts into a workspace of their own'
                'check:look for damage in the workspace and check that its counts and bills add up'
                'validate:look numbers up\: from the cache, or asked and billed as for a row'
                'invoice:show a month'\''s validation bill, by account'
                'key:make and revoke the API keys of an account'
                'config:the settings that an import would have, and where they come from'
                'help:explain a command, examples first'
            )
            _describe command commands ;;
        argument)
            case $words[1] in
                apply) _arguments \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:CONFIG.json:_files' ;;
                import) _arguments \
                    '--list[list for rows that name none]:NUMBER: ' \
                    '--format[form of the inputs (default\: found from the content)]:FORMAT:(csv ndjson)' \
                    '--encoding[how the text is encoded\: utf-8, utf-16, utf-16be, windows-1252 (default\: found)]:NAME: ' \
                    '--delimiter[what stands between cells\: a character, tab, comma, semicolon, pipe (default\: found)]:CHAR: ' \
                    '--quote[what stands around cells (default\: found, " or '\'')]:CHAR: ' \
                    '--no-header[the first record is a row, whatever it looks like]' \
                    '--mapping[what columns mean\: a JSON file (see `enlist help mapping`) or enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid, simpletexting, eztexting, attentive]:FILE|PRESET:_files' \
                    '--ignore-column[leave a column out, even one that tells who left (may be given again)]:NAME: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--extra[what becomes of columns not recognised (default\: custom for CSV, ignore for NDJSON)]:WHAT:(custom ignore)' \
                    '--region[region of numbers without a country code (default\: the account'\''s)]:CC: ' \
                    '--use-journeys[enrol in matching welcome journeys]' \
                    '--no-skip-journey-if-exists[with --use-journeys\: enrol contacts that were on the list before, too]' \
                    '--replace-custom-fields[replace custom fields instead of merging]' \
                    '--existing[contacts on the list already\: update them (default), fill what they lack, skip]:WHAT:(update fill skip)' \
                    '--sync[members of --list that no row names leave it, until a row names them again]' \
                    '--max-removals[with --sync\: remove nobody when more members are missing (default 5%)]:N|N%: ' \
                    '--max-shrink[with --sync\: stop before the first row when the input is that much shorter than the list (default\: as --max-removals)]:N%: ' \
                    '--use-validation[look numbers up first\: $0.003 for each that was not looked up before]' \
                    '--force[with --use-validation\: pay again for cached numbers]' \
                    '--dry-run[check and report everything, store and pay nothing; prints the cost and how many each journey would enrol]' \
                    '--job[name the job\: when it is finished do nothing, when it is not, resume it]:KEY: ' \
                    '--clock[the import'\''s instant\: sign-up date of rows without one (default\: now)]:INSTANT: ' \
                    '--end-line[standard input must end with this line\: without it, it was cut (status 75)]:TEXT: ' \
                    '--anew[give an unfinished job up and import all rows again as a new one]' \
                    '--max-rejects[stop before more rows than this are refused (default\: never)]:N|N%: ' \
                    '--max-enroll[stop before journeys take more people than this; resume with a higher limit]:N: ' \
                    '--profile[settings of enlist.json beside the workspace (none\: not even its defaults)]:NAME: ' \
                    '--provider[who answers validations (default local); key\: $ENLIST_PROVIDER_KEY]:local|URL: ' \
                    '--provider-key-file[file with the provider'\''s key]:PATH:_files' \
                    '--provider-rate[numbers to ask for in a second, at most (default\: found from the provider'\''s refusals)]:N: ' \
                    '--provider-timeout[how long one call may take, up to its last byte (default 30)]:SECONDS: ' \
                    '--insecure-provider[allow plain http to other machines than this one]' \
                    '--max-cost[stop before the paid lookups of this job pass it]:USD: ' \
                    '--report[where the report goes (default\: INPUT.report.ndjson; `-` is standard output)]:PATH:_files' \
                    '--report-format[form of the report (default ndjson)]:FORMAT:(ndjson csv)' \
                    '--rejects[refused rows as they came, with the reason, to be mended and imported again]:PATH:_files' \
                    '--html[write the job as one page to look at, to print and to send on]:PATH:_files' \
                    '--summary[form of the summary (default text)]:FORMAT:(text json)' \
                    '--progress[when to show progress (default auto\: on a terminal)]:WHEN:(auto always never)' \
                    '--log-format[form of messages (default text)]:FORMAT:(text json)' \
                    '--metrics[how it went, in Prometheus'\'' text format, for node_exporter'\''s textfile collector]:PATH:_files' \
                    '--threads[threads that normalize rows (default 2; used are up to 16)]:N: ' \
                    '--commit-rows[rows stored at once (default 32768, which is also the most)]:N: ' \
                    '--memory[memory to take at most, 64 or more (default 192; more makes nothing faster); less stores fewer rows at once]:MIB: ' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--quiet[print errors only]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:INPUT…:_files' ;;
                add) _arguments \
                    '--list[list for rows that name none]:NUMBER: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--extra[what becomes of columns not recognised (default\: custom for CSV, ignore for NDJSON)]:WHAT:(custom ignore)' \
                    '--region[region of numbers without a country code (default\: the account'\''s)]:CC: ' \
                    '--use-journeys[enrol in matching welcome journeys]' \
                    '--no-skip-journey-if-exists[with --use-journeys\: enrol contacts that were on the list before, too]' \
                    '--replace-custom-fields[replace custom fields instead of merging]' \
                    '--existing[contacts on the list already\: update them (default), fill what they lack, skip]:WHAT:(update fill skip)' \
                    '--use-validation[look numbers up first\: $0.003 for each that was not looked up before]' \
                    '--force[with --use-validation\: pay again for cached numbers]' \
                    '--dry-run[check and report everything, store and pay nothing; prints the cost and how many each journey would enrol]' \
                    '--clock[the import'\''s instant\: sign-up date of rows without one (default\: now)]:INSTANT: ' \
                    '--provider[who answers validations (default local); key\: $ENLIST_PROVIDER_KEY]:local|URL: ' \
                    '--provider-key-file[file with the provider'\''s key]:PATH:_files' \
                    '--provider-rate[numbers to ask for in a second, at most (default\: found from the provider'\''s refusals)]:N: ' \
                    '--provider-timeout[how long one call may take, up to its last byte (default 30)]:SECONDS: ' \
                    '--insecure-provider[allow plain http to other machines than this one]' \
                    '--max-cost[stop before the paid lookups of this job pass it]:USD: ' \
                    '--log-format[form of messages (default text)]:FORMAT:(text json)' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--quiet[print errors only]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:\[JSON\]:_files' ;;
                unsubscribe) _arguments \
                    '--list[list for rows that name none]:NUMBER: ' \
                    '--format[form of the inputs (default\: found from the content)]:FORMAT:(csv ndjson)' \
                    '--encoding[how the text is encoded\: utf-8, utf-16, utf-16be, windows-1252 (default\: found)]:NAME: ' \
                    '--delimiter[what stands between cells\: a character, tab, comma, semicolon, pipe (default\: found)]:CHAR: ' \
                    '--quote[what stands around cells (default\: found, " or '\'')]:CHAR: ' \
                    '--no-header[the first record is a row, whatever it looks like]' \
                    '--mapping[what columns mean\: a JSON file (see `enlist help mapping`) or enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid, simpletexting, eztexting, attentive]:FILE|PRESET:_files' \
                    '--ignore-column[leave a column out, even one that tells who left (may be given again)]:NAME: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--region[region of numbers without a country code (default\: the account'\''s)]:CC: ' \
                    '--job[name the job\: when it is finished do nothing, when it is not, resume it]:KEY: ' \
                    '--anew[give an unfinished job up and import all rows again as a new one]' \
                    '--max-rejects[stop before more rows than this are refused (default\: never)]:N|N%: ' \
                    '--report[where the report goes (default\: INPUT.report.ndjson; `-` is standard output)]:PATH:_files' \
                    '--report-format[form of the report (default ndjson)]:FORMAT:(ndjson csv)' \
                    '--rejects[refused rows as they came, with the reason, to be mended and imported again]:PATH:_files' \
                    '--html[write the job as one page to look at, to print and to send on]:PATH:_files' \
                    '--summary[form of the summary (default text)]:FORMAT:(text json)' \
                    '--progress[when to show progress (default auto\: on a terminal)]:WHEN:(auto always never)' \
                    '--log-format[form of messages (default text)]:FORMAT:(text json)' \
                    '--metrics[how it went, in Prometheus'\'' text format, for node_exporter'\''s textfile collector]:PATH:_files' \
                    '--threads[threads that normalize rows (default 2; used are up to 16)]:N: ' \
                    '--commit-rows[rows stored at once (default 32768, which is also the most)]:N: ' \
                    '--memory[memory to take at most, 64 or more (default 192; more makes nothing faster); less stores fewer rows at once]:MIB: ' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--quiet[print errors only]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:INPUT…:_files' ;;
                normalize) _arguments \
                    '--format[form of the inputs (default\: found from the content)]:FORMAT:(csv ndjson)' \
                    '--encoding[how the text is encoded\: utf-8, utf-16, utf-16be, windows-1252 (default\: found)]:NAME: ' \
                    '--delimiter[what stands between cells\: a character, tab, comma, semicolon, pipe (default\: found)]:CHAR: ' \
                    '--quote[what stands around cells (default\: found, " or '\'')]:CHAR: ' \
                    '--no-header[the first record is a row, whatever it looks like]' \
                    '--mapping[what columns mean\: a JSON file (see `enlist help mapping`) or enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid, simpletexting, eztexting, attentive]:FILE|PRESET:_files' \
                    '--ignore-column[leave a column out, even one that tells who left (may be given again)]:NAME: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--extra[what becomes of columns not recognised (default\: custom for CSV, ignore for NDJSON)]:WHAT:(custom ignore)' \
                    '--region[region of numbers without a country code (default US)]:CC: ' \
                    '--clock[the instant behind which no sign-up date may lie (default\: now)]:INSTANT: ' \
                    '--log-format[form of messages (default text)]:FORMAT:(text json)' \
                    '--threads[threads that normalize rows (default 2; used are up to 16)]:N: ' \
                    '--quiet[print errors only]' \
                    '--first-row[number of the first row, when the input is a part of a file (default 1)]:N: ' \
                    '--first-line[the same of the first line, with a header that stands before it (default 1)]:N: ' \
                    '--first-byte[the same of the first byte, for the places in reports (default 1)]:N: ' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:INPUT…:_files' ;;
                inspect) _arguments \
                    '--format[form of the inputs (default\: found from the content)]:FORMAT:(csv ndjson)' \
                    '--encoding[how the text is encoded\: utf-8, utf-16, utf-16be, windows-1252 (default\: found)]:NAME: ' \
                    '--delimiter[what stands between cells\: a character, tab, comma, semicolon, pipe (default\: found)]:CHAR: ' \
                    '--quote[what stands around cells (default\: found, " or '\'')]:CHAR: ' \
                    '--no-header[the first record is a row, whatever it looks like]' \
                    '--mapping[what columns mean\: a JSON file (see `enlist help mapping`) or enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid, simpletexting, eztexting, attentive]:FILE|PRESET:_files' \
                    '--ignore-column[leave a column out, even one that tells who left (may be given again)]:NAME: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--extra[what becomes of columns not recognised (default\: custom for CSV, ignore for NDJSON)]:WHAT:(custom ignore)' \
                    '--region[region of numbers without a country code (default US)]:CC: ' \
                    '--threads[threads that normalize rows (default 2; used are up to 16)]:N: ' \
                    '--json[print JSON for scripts]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:INPUT:_files' ;;
                mapping) _arguments \
                    '--format[form of the inputs (default\: found from the content)]:FORMAT:(csv ndjson)' \
                    '--encoding[how the text is encoded\: utf-8, utf-16, utf-16be, windows-1252 (default\: found)]:NAME: ' \
                    '--delimiter[what stands between cells\: a character, tab, comma, semicolon, pipe (default\: found)]:CHAR: ' \
                    '--quote[what stands around cells (default\: found, " or '\'')]:CHAR: ' \
                    '--no-header[the first record is a row, whatever it looks like]' \
                    '--mapping[what columns mean\: a JSON file (see `enlist help mapping`) or enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid, simpletexting, eztexting, attentive]:FILE|PRESET:_files' \
                    '--ignore-column[leave a column out, even one that tells who left (may be given again)]:NAME: ' \
                    '--date-order[order of dates with slashes and dashes (default mdy)]:ORDER:(mdy dmy)' \
                    '--extra[what becomes of columns not recognised (default\: custom for CSV, ignore for NDJSON)]:WHAT:(custom ignore)' \
                    '--region[region of numbers without a country code (default US)]:CC: ' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:INPUT:_files' ;;
                export) _arguments \
                    '--format[form of the rows (default ndjson)]:FORMAT:(ndjson csv)' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:LIST:_files' ;;
                why) _arguments \
                    '--no-files[do not look for rows in reports and inputs]' \
                    '--region[region of a number without a country code (default\: the account'\''s)]:CC: ' \
                    '--json[print JSON for scripts]' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:NUMBER:_files' ;;
                lists) _arguments \
                    '--json[print JSON for scripts]' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*: :' ;;
                jobs) _arguments \
                    '--all[with the jobs of single adds]' \
                    '--json[print JSON for scripts]' \
                    '--html[write the job as one page to look at, to print and to send on]:PATH:_files' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:\[JOB\]:_files' ;;
                resume) _arguments \
                    '--anew[give an unfinished job up and import all rows again as a new one]' \
                    '--max-rejects[stop before more rows than this are refused (default\: never)]:N|N%: ' \
                    '--max-enroll[stop before journeys take more people than this; resume with a higher limit]:N: ' \
                    '--max-removals[with --sync\: remove nobody when more members are missing (default 5%)]:N|N%: ' \
                    '--provider-key-file[file with the provider'\''s key]:PATH:_files' \
                    '--provider-rate[numbers to ask for in a second, at most (default\: found from the provider'\''s refusals)]:N: ' \
                    '--provider-timeout[how long one call may take, up to its last byte (default 30)]:SECONDS: ' \
                    '--max-cost[stop before the paid lookups of this job pass it]:USD: ' \
                    '--html[write the job as one page to look at, to print and to send on]:PATH:_files' \
                    '--summary[form of the summary (default text)]:FORMAT:(text json)' \
                    '--progress[when to show progress (default auto\: on a terminal)]:WHEN:(auto always never)' \
                    '--log-format[form of messages (default text)]:FORMAT:(text json)' \
                    '--metrics[how it went, in Prometheus'\'' text format, for node_exporter'\''s textfile collector]:PATH:_files' \
                    '--threads[threads that normalize rows (default 2; used are up to 16)]:N: ' \
                    '--commit-rows[rows stored at once (default 32768, which is also the most)]:N: ' \
                    '--memory[memory to take at most, 64 or more (default 192; more makes nothing faster); less stores fewer rows at once]:MIB: ' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--quiet[print errors only]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:\[JOB\]:_files' ;;
                undo) _arguments \
                    '--json[print JSON for scripts]' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:JOB:_files' ;;
                split) _arguments \
                    '--shard[the part, counted from 0]:N: ' \
                    '--shards[how many parts there will be]:N: ' \
                    '--of[how many parts there were, of which this is one (default 1)]:N: ' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:TARGET:_files' ;;
                check) _arguments \
                    '--json[print JSON for scripts]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*: :' ;;
                validate) _arguments \
                    '--list[validate the contacts of a list]:NUMBER: ' \
                    '--force[pay again for cached numbers]' \
                    '--dry-run[say what it would cost, and end]' \
                    '--region[region of numbers without a country code (default\: the account'\''s)]:CC: ' \
                    '--provider[who answers validations (default local); key\: $ENLIST_PROVIDER_KEY]:local|URL: ' \
                    '--provider-key-file[file with the provider'\''s key]:PATH:_files' \
                    '--provider-rate[numbers to ask for in a second, at most (default\: found from the provider'\''s refusals)]:N: ' \
                    '--provider-timeout[how long one call may take, up to its last byte (default 30)]:SECONDS: ' \
                    '--insecure-provider[allow plain http to other machines than this one]' \
                    '--max-cost[stop before the paid lookups of this job pass it]:USD: ' \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--quiet[print errors only]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:\[NUMBER…|-\]:_files' ;;
                invoice) _arguments \
                    '--json[print JSON for scripts]' \
                    '--csv[print CSV for spreadsheets, a line an account]' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:\[YYYY-MM\]:_files' ;;
                key) _arguments \
                    '--wait[how long to wait for another writer of the workspace (default\: until it is done)]:SECONDS: ' \
                    '--api-key-file[file with the account'\''s API key (default\: $ENLIST_API_KEY)]:PATH:_files' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:create ACCOUNT | revoke ACCOUNT KEY:_files' ;;
                config) _arguments \
                    '--profile[settings of enlist.json beside the workspace (none\: not even its defaults)]:NAME: ' \
                    '--json[print JSON for scripts]' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*: :' ;;
                help) _arguments \
                    '--man[print the manual page (troff) instead]' \
                    '--completions[print a shell'\''s completions instead]:SHELL:(bash zsh fish)' \
                    '--workspace[the workspace (default\: $ENLIST_WORKSPACE, else ./enlist.db)]:PATH:_files' \
                    '--help[explain the command]' \
                    '*:command:(apply import add unsubscribe normalize inspect mapping export why lists jobs resume undo split check validate invoice key config help)' ;;
            esac ;;
    esac
}
if [[ $funcstack[1] == _enlist ]]; then _enlist "$@"; else compdef _enlist enlist; fi
