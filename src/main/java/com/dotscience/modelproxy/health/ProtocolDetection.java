package com.dotscience.modelproxy.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which form the model speaks. Only a yes teaches it; once known, no worse one counts: a model that said AVAILABLE and now
 * answers 404 is no open port. Better ones are still asked, and replace it.
 */
final class Search {

    private Optional<Form> known = Optional.empty();

    /** The forms to ask in now, one after the other, until one is answered. */
    List<Form> forms() {
        return Arrays.stream(Form.values())
                .filter(form -> known.isEmpty() || form.compareTo(known.get()) <= 0)
                .toList();
    }

    /** What the model said in one form; empty if the search goes on. */
    Optional<Verdict> hear(Form form, Saying saying) {
        if (saying instanceof Saying.Yes yes) {
            known = Optional.of(form);
            return Optional.of(new Verdict(true, known, yes.reason()));
        }
        if (saying instanceof Saying.No no) {
            return Optional.of(new Verdict(false, Optional.of(form), no.reason()));
        }
        return Optional.empty();
    }

    /** What it means that no form was answered. */
    Verdict unanswered(String reason) {
        return new Verdict(false, known, reason);
    }
}
