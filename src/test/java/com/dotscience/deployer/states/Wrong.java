package com.dotscience.deployer.states;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;

/** What mutants do in place of the product, where it is more than one value. */
public final class Wrong {

    private Wrong() {}

    /** A list adds what was not known, and changes nothing that was. */
    public static void listed(Object state, Object snapshot, Object id, Object latest, Object applied)
            throws ReflectiveOperationException {
        Object news = read("news", state);
        if (((Map<?, ?>) read("byId", news)).containsKey(id)) {
            return;
        }
        for (Method put : state.getClass().getDeclaredMethods()) {
            if (put.getName().equals("put")) {
                put.setAccessible(true);
                put.invoke(state, id, latest, applied);
            }
        }
    }

    /** The same object is as it was, whatever somebody has changed in it. */
    public static boolean differInStatusAtMost(Object before, Object now) {
        ObjectMeta one = ((HasMetadata) before).getMetadata();
        ObjectMeta other = ((HasMetadata) now).getMetadata();
        return one.getUid().equals(other.getUid())
                && Objects.equals(one.getDeletionTimestamp(), other.getDeletionTimestamp());
    }

    private static Object read(String field, Object of) throws ReflectiveOperationException {
        Field declared = of.getClass().getDeclaredField(field);
        declared.setAccessible(true);
        return declared.get(of);
    }
}
