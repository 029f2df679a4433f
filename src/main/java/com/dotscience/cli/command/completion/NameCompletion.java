package com.dotscience.cli.command.completion;

import com.dotscience.cli.command.completion.Completion.Names;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The part of the completion script that completes names of deployers and model deployments. picocli's part completes only what is
 * known when the script is printed, so this one calls it first, and then adds the names that the Gateway knows at that time.
 */
record NameCompletion(CommandSpec ds) {

    /** The groups of commands, and of what their argument NAME is the name. */
    private static final Map<String, Names> GROUPS =
            Map.of("deployer", Names.DEPLOYERS, "deployment", Names.DEPLOYMENTS);

    /** The argument NAME of these commands is that of something new. */
    private static final String CREATE = "create";

    String script() {
        return """

                # Completes the names of deployers and model deployments as well, which ds asks the Gateway for.
                function _complete_ds_and_names() {
                  _complete_ds
                  local word="${COMP_WORDS[COMP_CWORD]}"
                  local previous="${COMP_WORDS[COMP_CWORD-1]}"
                  local names=""
                  local options=""
                  if [[ "${COMP_CWORD}" -lt 3 || "${word}" == -* ]]; then
                    return
                  fi
                  case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
                %s
                  esac
                  case "${previous}" in
                    -d|--deployer)
                      names=deployers
                      ;;
                    -*)
                      if [[ "${options}" == *" ${previous} "* ]]; then
                        return
                      fi
                      ;;
                  esac
                  if [ -n "${names}" ]; then
                    local IFS=$'\\n'
                    local ds="${COMP_WORDS[0]/#\\~/${HOME}}"
                    COMPREPLY+=( $(compgen -W "$("${ds}" completion --names "${names}" 2>/dev/null)" -- "${word}") )
                  fi
                }
                complete -F _complete_ds_and_names -o default ds ds.sh ds.bash
                """.formatted(
                        GROUPS.keySet().stream().sorted().flatMap(this::cases).collect(Collectors.joining("\n")));
    }

    private Stream<String> cases(String group) {
        return ds.subcommands().get(group).getSubcommands().values().stream()
                .map(command -> "    '" + group + " " + command.getCommandName() + "') "
                        + (takesNames(command.getCommandSpec()) ? "names=" + GROUPS.get(group) + " " : "")
                        + "options=' " + String.join(" ", optionsWithValues(command.getCommandSpec())) + " ' ;;");
    }

    private static boolean takesNames(CommandSpec command) {
        return !command.name().equals(CREATE)
                && command.positionalParameters().stream()
                        .anyMatch(argument -> argument.paramLabel().equals("NAME"));
    }

    private static List<String> optionsWithValues(CommandSpec command) {
        return command.options().stream()
                .filter(option -> option.arity().max() > 0)
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }
}
