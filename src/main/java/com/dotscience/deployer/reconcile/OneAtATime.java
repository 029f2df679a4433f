package com.dotscience.deployer.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * One exchange at a time for each id (the exchange property {@code id}).
 *
 * <p>As a predicate it lets an exchange pass if no other of its id is under way; one that does not pass is noted, and
 * the id is handed on again when the others are done. As a processor it makes a part of the work (one change of
 * several, on its way through a queue) keep the id under way until that part is done. Done means Camel is done with the
 * exchange, however it ended and whatever routes it went through, so nothing stays under way for ever.
 */
public final class OneAtATime implements Predicate, Processor {

    private final Map<String, Integer> underWay = new HashMap<>();
    private final Set<String> cameMeanwhile = new HashSet<>();
    private final Consumer<String> again;

    /** @param again is given an id that came while it was under way, once it no longer is */
    public OneAtATime(Consumer<String> again) {
        this.again = again;
    }

    @Override
    public boolean matches(Exchange exchange) {
        String id = id(exchange);
        synchronized (this) {
            if (underWay.containsKey(id)) {
                cameMeanwhile.add(id);
                return false;
            }
            underWay.put(id, 1);
        }
        endWith(exchange, id, false);
        return true;
    }

    @Override
    public void process(Exchange exchange) {
        String id = id(exchange);
        synchronized (this) {
            underWay.merge(id, 1, Integer::sum);
        }
        endWith(exchange, id, true);
    }

    /** Hands the id on again when what is under way for it is done; at once if nothing is. */
    public void again(String id) {
        synchronized (this) {
            if (underWay.containsKey(id)) {
                cameMeanwhile.add(id);
                return;
            }
        }
        again.accept(id);
    }

    // A part of the work goes on behind a queue; whoever handed it on does not wait there with it.
    private void endWith(Exchange exchange, String id, boolean goesOnBehindQueues) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public boolean allowHandover() {
                return goesOnBehindQueues;
            }

            @Override
            public void onDone(Exchange done) {
                if (end(id)) {
                    again.accept(id);
                }
            }
        });
    }

    private synchronized boolean end(String id) {
        if (underWay.merge(id, -1, Integer::sum) > 0) {
            return false;
        }
        underWay.remove(id);
        return cameMeanwhile.remove(id);
    }

    private static String id(Exchange exchange) {
        return exchange.getProperty("id", String.class);
    }
}
