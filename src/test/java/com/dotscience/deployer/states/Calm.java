package com.dotscience.deployer.states;

import com.dotscience.deployer.apply.Failure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Liveness: all faults end, whoever holds something lets go, the Gateway sends its list again and again, and time passes. Then the world
 * becomes as it is wanted, and a further round writes nothing.
 */
final class Calm {

    /** Longer than any back-off, and than an object has to be left alone for that. */
    private static final Duration ROUND = Duration.ofMinutes(11);

    private static final int MOST_ROUNDS = 8;

    /** The worlds from which it is known. Many worlds come together once their faults end. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Lets the world in a rig become calm. */
    void comes(Worlds worlds) {
        end(worlds);
        Set<String> way = new HashSet<>();
        Optional<String> wrong = Optional.empty();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String name = worlds.name(worlds.save());
            if (known.contains(name)) {
                known.addAll(way);
                return;
            }
            if (!way.add(name)) {
                break;
            }
            int before = worlds.rig.writes;
            round(worlds);
            wrong = worlds.unlikeWhatIsWanted();
            if (wrong.isEmpty() && worlds.rig.writes == before && round > 0) {
                nothingIsSaidOfWhatIsOver(worlds.rig);
                known.addAll(way);
                return;
            }
        }
        throw new Broken("Liveness", wrong.orElse("it goes on writing"));
    }

    private static void nothingIsSaidOfWhatIsOver(Rig rig) {
        for (SmallDeployer deployer : rig.running()) {
            for (String id : Set.of(Rig.A, Rig.B)) {
                if (deployer.hold.get().isEmpty()
                        && deployer.failures.of(id).stream().anyMatch(Failure::isTransient)) {
                    throw new Broken("R7", "a failure of '" + id + "' is still said, which is over");
                }
            }
        }
    }

    private static void end(Worlds worlds) {
        Rig rig = worlds.rig;
        rig.armed = Optional.empty();
        rig.admission = false;
        rig.held = false;
        for (int which = 0; which < 2; which++) {
            rig.isStale[which] = false;
            worlds.steps.isDeaf[which] = false;
        }
        rig.rules.released = true;
        rig.api.objects().values().stream()
                .filter(stored -> !Steps.isOurs(stored) && !stored.key().name().equals("foreign"))
                .map(ApiServer.Stored::key)
                .toList()
                .forEach(rig.api::remove);
    }

    private static void round(Worlds worlds) {
        worlds.steps.pass(ROUND);
        worlds.steps.controllers();
        worlds.rig.work();
        worlds.steps.happens(Event.LIST);
        worlds.rig.running().stream()
                .filter(deployer -> !deployer.desired.held().isEmpty())
                .forEach(deployer -> deployer.desired.release().forEach(deployer.queue::add));
        worlds.rig.work();
    }
}
