package com.dotscience.testing.perturbation;

import java.time.Duration;

/** What becomes of a request on its way to the API server, or of the answer on its way back. */
@FunctionalInterface
public interface Fate {

    /** It goes on as if nobody had been there. */
    Fate PASS = Passage::pass;

    /** Nobody hears of it any more, and the connection stays open. */
    Fate HANG = passage -> {};

    /** The one who asked sees that it is cut off. */
    Fate RESET = Passage::reset;

    /** @param passage that has reached the proxy; to be ended at once, later or never */
    void befall(Passage passage);

    /** The one who asked has this answer instead. */
    static Fate answer(ApiAnswer answer) {
        return passage -> passage.answer(answer);
    }

    /** After some time something becomes of it. */
    static Fate after(Duration wait, Fate then) {
        return passage -> passage.later(wait, () -> then.befall(passage));
    }

    /** The answer is cut off in its middle. Only what the API server has answered can be. */
    Fate CUT = Passage::cut;

    /** What can be done with a request or an answer. */
    interface Passage {

        /** Hands it on. */
        void pass();

        /** Gives this answer to the one who asked. */
        void answer(ApiAnswer answer);

        /** Cuts off the one who asked. */
        void reset();

        /** Gives the one who asked half of the answer, and cuts it off. */
        void cut();

        /** Does something later. */
        void later(Duration wait, Runnable then);
    }
}
