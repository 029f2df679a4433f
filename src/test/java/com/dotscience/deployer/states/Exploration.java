package com.dotscience.deployer.states;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** Goes through all worlds that follow from some first ones, breadth first, and judges each of them. */
final class Exploration {

    /** So many worlds are gone on from before those that follow are compared with the ones that are known. */
    private static final int BATCH = 256;

    /** A world, and the way to it. */
    private record Reached(World world, String name, String way) {}

    /** @param broken what does not hold, each with the shortest way there; empty if everything does */
    record Result(int states, int transitions, List<String> broken) {}

    /** Enough is broken. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final Contents contents = new Contents();
    private final Queue<Worlds> free = new ConcurrentLinkedQueue<>();
    private final Calm calm = new Calm();
    private final Set<String> known = new HashSet<>();
    private final Set<Event> events;
    private final Map<String, String> broken = new LinkedHashMap<>();
    private final int enough;
    private int transitions;

    /**
     * @param kinds those that happen
     * @param enough how many rules may be broken until it ends
     */
    Exploration(Set<Event.Kind> kinds, int enough) {
        this.enough = enough;
        this.events = EnumSet.allOf(Event.class);
        events.removeIf(event -> !kinds.contains(event.kind()));
    }

    /**
     * Explores from the worlds in which a process begins, and from the one that has settled.
     *
     * @param fromBegun how many events follow one another in the former
     * @param settledOfOurs how many do in the latter, where the Gateway is one of this project
     * @param settledOfAnother how many do where it is another one
     */
    Result explore(int fromBegun, int settledOfOurs, int settledOfAnother) {
        Logger log = (Logger) LoggerFactory.getLogger("com.dotscience.deployer");
        Level level = log.getLevel();
        // Each of the deployers says what it does, as it should, and there are hundreds of thousands of them.
        log.setLevel(Level.OFF);
        try {
            for (boolean ours : List.of(true, false)) {
                String gateway = ours ? "our Gateway: " : "another Gateway: ";
                // The deeper one comes first, so that it goes on from each world that it reaches.
                explore(settled(ours, gateway), ours ? settledOfOurs : settledOfAnother);
                explore(begun(ours, gateway), fromBegun);
            }
        } catch (Broken first) {
            breaks(first, "the beginning");
        } catch (Enough stop) {
            // What is broken says all.
        } finally {
            log.setLevel(level);
        }
        return new Result(
                known.size(),
                transitions,
                broken.entrySet().stream()
                        .map(each -> each.getKey() + "; after " + each.getValue())
                        .toList());
    }

    private List<Reached> settled(boolean ours, String gateway) {
        Worlds worlds = take();
        World settled = worlds.settled(ours);
        return List.of(new Reached(settled, worlds.name(settled), gateway + "settled"));
    }

    private List<Reached> begun(boolean ours, String gateway) {
        Worlds worlds = take();
        List<Reached> begun = new ArrayList<>();
        for (Worlds.Wanted wanted : Worlds.Wanted.values()) {
            for (Worlds.There there : Worlds.There.values()) {
                World world = worlds.begun(ours, wanted, there);
                begun.add(
                        new Reached(world, worlds.name(world), gateway + wanted + " is wanted and there is " + there));
            }
        }
        return begun;
    }

    private void explore(List<Reached> first, int depth) {
        List<Reached> level = depth == 0 ? List.of() : first;
        level.forEach(root -> known.add(root.name));
        inParallel(level, this::becomesCalm);
        for (int events = 0; events < depth; events++) {
            List<Reached> next = new ArrayList<>();
            for (int from = 0; from < level.size(); from += BATCH) {
                List<Reached> batch = level.subList(from, Math.min(level.size(), from + BATCH));
                List<Reached> found = new ArrayList<>();
                for (List<Reached> followers : inParallel(batch, this::followers)) {
                    for (Reached follower : followers) {
                        transitions++;
                        if (known.add(follower.name)) {
                            found.add(follower);
                        }
                    }
                }
                inParallel(found, this::becomesCalm);
                if (events < depth - 1) {
                    next.addAll(found);
                }
            }
            level = next;
        }
    }

    private <T> List<T> inParallel(List<Reached> all, BiFunction<Worlds, Reached, T> work) {
        return IntStream.range(0, all.size())
                .parallel()
                .mapToObj(each -> {
                    Worlds worlds = take();
                    try {
                        return work.apply(worlds, all.get(each));
                    } finally {
                        free.add(worlds);
                    }
                })
                .toList();
    }

    private synchronized void breaks(Broken rule, String way) {
        broken.putIfAbsent(rule.getMessage(), way);
        if (broken.size() >= enough) {
            throw new Enough();
        }
    }

    private Worlds take() {
        Worlds worlds = free.poll();
        return worlds == null ? new Worlds(contents) : worlds;
    }

    private List<Reached> followers(Worlds worlds, Reached from) {
        List<Reached> followers = new ArrayList<>();
        for (Event event : events) {
            worlds.load(from.world);
            if (worlds.steps.isPossible(event)) {
                String way = from.way + ", " + event;
                try {
                    worlds.steps.happens(event);
                } catch (Broken rule) {
                    breaks(rule, way);
                    continue;
                }
                World world = worlds.save();
                followers.add(new Reached(world, worlds.name(world), way));
            }
        }
        return followers;
    }

    private Reached becomesCalm(Worlds worlds, Reached reached) {
        worlds.load(reached.world);
        try {
            calm.comes(worlds);
        } catch (Broken rule) {
            breaks(rule, reached.way + ", and then all faults end");
        }
        return reached;
    }
}
