package com.dotscience.deployer.states;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a Gateway wants.
 *
 * @param ours whether it is one of this project, which has revisions and names what was removed; another one does neither
 * @param gone what was removed, by its id
 */
record Truth(boolean ours, Map<String, Wish> wanted, Map<String, Gone> gone, long revision) {

    private static final Map<Wish, Map<String, Deployment>> MADE = new ConcurrentHashMap<>();

    /** One version of a model deployment, and where it is wanted. */
    record Wish(String version, String namespace, long revision) {

        Deployment of(String id) {
            return MADE.computeIfAbsent(this, wish -> new ConcurrentHashMap<>()).computeIfAbsent(id, any -> {
                Deployment.Builder wanted = Deployment.newBuilder()
                        .setId(id)
                        .setName("m")
                        .setNamespace(namespace)
                        .setRevision(revision);
                wanted.getDeploymentBuilder().setImage("model:" + version).setReplicas(1);
                return wanted.build();
            });
        }

        /** Says what a deployer takes it for. */
        static String of(Deployment wanted) {
            return wanted.getDeployment().getImage().substring("model:".length()) + "@" + wanted.getNamespace() + "#"
                    + wanted.getRevision();
        }

        /** Reads what it says in words. */
        static Wish parse(String words) {
            String[] parts = words.split("[@#]");
            return new Wish(parts[0], parts[1], Long.parseLong(parts[2]));
        }

        String words() {
            return version + "@" + namespace + "#" + revision;
        }
    }

    record Gone(long revision, boolean confirmed) {}

    Truth {
        wanted = Map.copyOf(new TreeMap<>(wanted));
        gone = Map.copyOf(new TreeMap<>(gone));
    }

    private long next() {
        return revision + 1;
    }

    Truth want(String id, String version, String namespace) {
        Map<String, Wish> now = new HashMap<>(wanted);
        now.put(id, new Wish(version, namespace, ours ? next() : 0));
        Map<String, Gone> without = new HashMap<>(gone);
        without.remove(id);
        return new Truth(ours, now, without, next());
    }

    Truth remove(String id, boolean confirmed) {
        Map<String, Wish> now = new HashMap<>(wanted);
        now.remove(id);
        Map<String, Gone> with = new HashMap<>(gone);
        with.put(id, new Gone(next(), confirmed));
        return new Truth(ours, now, with, next());
    }

    /** Returns the news of one id, as the stream brings it. Another Gateway's stream does not say what is removed. */
    List<Update> news(String id) {
        Wish wish = wanted.get(id);
        if (wish != null) {
            return List.of(new Upsert(Update.GATEWAY, wish.of(id), wish.revision));
        }
        return ours && gone.containsKey(id) ? List.of(removal(id)) : List.of();
    }

    private Removal removal(String id) {
        return new Removal(Update.GATEWAY, id, gone.get(id).revision, false, gone.get(id).confirmed);
    }

    /**
     * Returns the whole list.
     *
     * @param position of the desired state when it was asked for
     */
    Snapshot list(long position) {
        return new Snapshot(
                Update.GATEWAY,
                wanted.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(wish -> wish.getValue().of(wish.getKey()))
                        .toList(),
                ours ? gone.keySet().stream().sorted().map(this::removal).toList() : List.of(),
                ours ? revision : 0,
                position,
                ours);
    }

    /** Returns what a Gateway would say that has lost some of what it knew, but not its revision. */
    Truth without(java.util.Set<String> lost) {
        Map<String, Wish> rest = new HashMap<>(wanted);
        rest.keySet().removeAll(lost);
        return new Truth(ours, rest, gone, revision);
    }
}
