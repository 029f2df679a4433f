package com.dotscience.deployer.work;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What waits in a queue of {@code work:}. */
sealed interface Item {

    /** Fills the exchange that is about this item. */
    void fill(Exchange exchange);

    Object body();

    /** Ends the item: it was worked on, or dropped. */
    void close();

    /** The item that an exchange becomes while it waits. */
    static Item of(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof String id ? new Id(id) : new Sent(exchange);
    }

    /** An id. Two equal ids are one item, and an id carries nothing along. */
    record Id(String id) implements Item {

        @Override
        public void fill(Exchange exchange) {
            exchange.getMessage().setBody(id);
        }

        @Override
        public Object body() {
            return id;
        }

        @Override
        public void close() {
            // nothing was handed over with it
        }
    }

    /** A message, with headers and properties, which is a part of what it was sent from. No two are the same. */
    final class Sent implements Item {

        private final Message message;
        private final Map<String, Object> properties;
        private final Parts parts;

        private Sent(Exchange exchange) {
            this.message = exchange.getMessage().copy();
            this.properties = new HashMap<>(exchange.getProperties());
            Parts whole = Parts.of(exchange);
            this.parts = whole != null && whole.open() ? whole : null;
        }

        @Override
        public void fill(Exchange exchange) {
            exchange.setIn(message);
            properties.forEach(exchange::setProperty);
        }

        @Override
        public Object body() {
            return message.getBody();
        }

        @Override
        public void close() {
            if (parts != null) {
                parts.close();
            }
        }
    }
}
