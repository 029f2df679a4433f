package com.dotscience.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The commands below ds. Where the user calls one that is in a group, picocli gets that one only, because reading the options of all
 * takes as long as most calls. It gets all where it has to know them: for help, for completion, and for what is mistyped.
 */
final class Commands {

    private final Object ds;
    private final List<String> words;
    private final List<CommandGroup> groups = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();

    /** @param words what the user has typed */
    Commands(Object ds, String... words) {
        this.ds = ds;
        this.words = List.of(words);
    }

    Commands addSubcommand(CommandGroup group) {
        groups.add(group);
        return this;
    }

    Commands addSubcommand(Object command) {
        others.add(command);
        return this;
    }

    CommandLine commandLine() {
        var line = new CommandLine(ds);
        for (CommandGroup group : groups) {
            Optional<Object> called = group.called(words);
            if (called.isPresent()) {
                return line.addSubcommand(group.with(called.get()));
            }
        }
        groups.forEach(group -> line.addSubcommand(group.whole()));
        others.forEach(line::addSubcommand);
        return line;
    }
}
