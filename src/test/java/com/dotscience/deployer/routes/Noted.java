package com.dotscience.deployer.routes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.ExchangeProperty;

/** Stands for the bean {@code reports}: the ids whose reports are to be looked at. */
public final class Noted {

    private final List<String> ids = new CopyOnWriteArrayList<>();

    public void changed(@ExchangeProperty("id") String id) {
        ids.add(id);
    }

    public void planned(@ExchangeProperty("id") String id) {
        changed(id);
    }

    public void came(@ExchangeProperty("id") String id) {
        changed(id);
    }

    List<String> ids() {
        return ids;
    }
}
