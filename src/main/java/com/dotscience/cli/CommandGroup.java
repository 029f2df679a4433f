package com.dotscience.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command that has others below it. */
final class CommandGroup {

    private final Object group;
    private final List<Object> commands = new ArrayList<>();

    CommandGroup(Object group) {
        this.group = group;
    }

    CommandGroup addSubcommand(Object command) {
        commands.add(command);
        return this;
    }

    /** Returns the command whose name and that of this group are the first of the words; empty if none is. */
    Optional<Object> called(List<String> words) {
        if (words.size() < 2 || !name(group).equals(words.get(0))) {
            return Optional.empty();
        }
        return commands.stream()
                .filter(command -> name(command).equals(words.get(1)))
                .findFirst();
    }

    /** Makes the group with this one command. */
    CommandLine with(Object command) {
        return new CommandLine(group).addSubcommand(command);
    }

    /** Makes the group with all its commands. */
    CommandLine whole() {
        var whole = new CommandLine(group);
        commands.forEach(whole::addSubcommand);
        return whole;
    }

    private static String name(Object command) {
        return command.getClass().getAnnotation(Command.class).name();
    }
}
