package com.dotscience.deployer.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.states.Event.Kind;
import com.dotscience.testing.Embedded;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exploration finds faults: one in each rule, and some that nobody finds without a certain kind of event. */
@Embedded
class MutantsTest {

    static List<Mutant> all() {
        return Mutant.ALL;
    }

    static Stream<Mutant> thoseOfOneKind() {
        return Mutant.ALL.stream().filter(mutant -> mutant.onlyBy() != null);
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIsFound(Mutant mutant) {
        String found = explore(mutant, "");
        System.out.println(mutant + " is found: " + found);

        assertThat(found).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("thoseOfOneKind")
    void withoutItsKindOfEventNobodyNoticesIt(Mutant mutant) {
        assertThat(explore(mutant, mutant.onlyBy().name())).isEmpty();
    }

    @Test
    void eachRuleHasOneAndEachKindOfEventEarnsItsPlace() {
        assertThat(Mutant.ALL.stream().map(Mutant::rule).distinct())
                .containsExactly("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R11", "R12", "R13");
        Set<Kind> kinds = thoseOfOneKind().map(Mutant::onlyBy).collect(Collectors.toSet());
        // Without time nothing becomes ready: it is no event, but what events happen in.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(kinds))).containsExactly(Kind.TIME);
    }

    @SuppressWarnings("unchecked")
    private static String explore(Mutant mutant, String without) {
        try {
            Class<?> type = new MutantLoader(mutant).loadClass(MutatedExploration.class.getName());
            return ((Callable<String>)
                            type.getConstructor(String.class, int.class).newInstance(without, mutant.events()))
                    .call();
        } catch (Exception e) {
            throw new IllegalStateException(mutant.toString(), e);
        }
    }
}
