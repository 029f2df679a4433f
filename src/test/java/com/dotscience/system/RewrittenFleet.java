package com.dotscience.system;

import com.dotscience.testing.Admission;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Model deployments of which each has one field of its own changed, in one way, whenever it is time to. */
final class RewrittenFleet implements Admission {

    enum When {
        /** By an admission, when the object is made. */
        AT_CREATE,
        /** By an admission, when the object is patched. */
        AT_PATCH,
        /** By an admission, whoever writes. */
        ALWAYS,
        /** By somebody who watches, with a write of his own. */
        LATER
    }

    /**
     * One of them.
     *
     * @param name of the model deployment
     */
    record Member(String name, Rewriting rewriting, When when) {

        private boolean isDue(String operation) {
            return switch (when) {
                case AT_CREATE -> operation.equals("CREATE");
                case AT_PATCH -> operation.equals("UPDATE");
                case ALWAYS -> true;
                case LATER -> false;
            };
        }

        @Override
        public String toString() {
            return name + ": " + rewriting + " " + when;
        }
    }

    private static final Pattern OBJECT = Pattern.compile("ds-(c\\d+)-.*");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Member> members;
    private volatile boolean rests;

    private RewrittenFleet(List<Member> members) {
        this.members = members.stream().collect(Collectors.toMap(Member::name, member -> member));
    }

    /** One for each of the rewritings at each time, but for those. */
    static RewrittenFleet of(List<Rewriting> rewritings, List<When> times) {
        List<Member> members = new ArrayList<>();
        for (Rewriting rewriting : rewritings) {
            for (When when : times) {
                // Who turns a list whenever it has changed never ends.
                if (when != When.LATER || rewriting.way() != Rewriting.Way.TURNED) {
                    members.add(new Member("c" + members.size(), rewriting, when));
                }
            }
        }
        return new RewrittenFleet(members);
    }

    /** From now on nothing is changed, until it goes on. */
    void rest() {
        rests = true;
    }

    void goOn() {
        rests = false;
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    /** Whose object this is; empty if it is none of theirs, or of another kind than is rewritten. */
    Optional<Member> member(String kind, String name) {
        Matcher object = OBJECT.matcher(name);
        return object.matches()
                ? Optional.ofNullable(members.get(object.group(1)))
                        .filter(member ->
                                member.rewriting().model().kind().toString().equals(kind))
                : Optional.empty();
    }

    @Override
    public void review(String by, String operation, ObjectNode object) {
        member(
                        object.path("kind").asText(),
                        object.path("metadata").path("name").asText())
                .filter(member -> !rests && member.isDue(operation))
                .ifPresent(member -> member.rewriting().apply(object));
    }

    /** Who answers each event of those that are rewritten {@link When#LATER}. */
    <T extends HasMetadata> Watcher<T> rival(KubernetesClient client) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                if (action != Action.DELETED) {
                    member(object.getKind(), object.getMetadata().getName())
                            .filter(member -> !rests && member.when() == When.LATER)
                            .ifPresent(member -> rewrite(client, object, member.rewriting()));
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                // with the test
            }
        };
    }

    private void rewrite(KubernetesClient client, HasMetadata object, Rewriting rewriting) {
        ObjectNode before = json.valueToTree(object);
        ObjectNode after = before.deepCopy();
        rewriting.apply(after);
        if (after.equals(before)) {
            return;
        }
        try {
            client.resource(object)
                    .patch(
                            PatchContext.of(PatchType.JSON),
                            JsonDiff.asJson(before, after).toString());
        } catch (KubernetesClientException | IllegalStateException refused) {
            // What cannot be so is not, somebody else was faster and is answered with the next event, or the test is
            // over.
        }
    }
}
