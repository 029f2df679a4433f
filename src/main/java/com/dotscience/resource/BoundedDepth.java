package com.dotscience.resource;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses lists and maps that are nested too deeply, before whoever reads the events descends into them. */
final class BoundedDepth implements Parser {

    private final Parser parser;
    private final int most;
    private int depth;

    BoundedDepth(Parser parser, int most) {
        this.parser = parser;
        this.most = most;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case SequenceStart, MappingStart -> depth++;
            case SequenceEnd, MappingEnd -> depth--;
            default -> {
                // It has no depth.
            }
        }
        if (depth > most) {
            throw new ParserException(Documents.TOO_DEEP, event.getStartMark());
        }
        return event;
    }
}
