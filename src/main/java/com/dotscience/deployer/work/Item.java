package com.dotscience.deployer.work;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An element of a queue of {@code work:}. Ids and messages differ in what makes two of them the same. */
sealed interface Item {

    /** Sets the body, headers and properties of the exchange in which a route works on this item. */
    void fill(Exchange exchange);

    Object body();

    /** Ends the item, because the work on it is done or because it was dropped. */
    void close();

    /** Returns the item as which an exchange waits. */
    static Item of(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof String id ? new Id(id) : new Sent(exchange);
    }

    /** An id. Equal ids are one item, so an id has no headers and no properties. */
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
            // An id holds nothing that has to be released.
        }
    }

    /**
     * A message with headers and properties. It is a part of the work from which it was sent, and no two messages are
     * the same item.
     */
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
