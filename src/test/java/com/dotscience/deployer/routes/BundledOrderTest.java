package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever names a queue of {@code seda:} first decides how long it is: files are loaded by name, and the consumer has to come first. */
@Pure
class BundledOrderTest {

    private static final Pattern FROM = Pattern.compile("(?m)^ {6}uri: seda:(\\w+)");
    private static final Pattern TO = Pattern.compile("(?m)^ {8,}uri: seda:(\\w+)");

    /** Where a queue is named: files come by name, and what is in them from top to bottom. */
    private record Place(Path file, int offset) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::file)
                    .thenComparing(Place::offset)
                    .compare(this, other);
        }
    }

    @Test
    void eachQueueIsFirstNamedByItsConsumer() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of("src/main/resources/routes/deployer"))) {
            files = all.sorted().toList();
        }
        Map<String, Place> consumers = new HashMap<>();
        Map<String, Place> producers = new HashMap<>();
        for (Path file : files) {
            String text = Files.readString(file);
            FROM.matcher(text)
                    .results()
                    .forEach(found -> consumers.put(found.group(1), new Place(file, found.start())));
            TO.matcher(text)
                    .results()
                    .forEach(found -> producers.putIfAbsent(found.group(1), new Place(file, found.start())));
        }

        // Outcomes come from no route, by a name that says no length.
        assertThat(consumers).containsOnlyKeys("events");
        assertThat(producers)
                .allSatisfy((queue, producer) -> assertThat(producer).as(queue).isGreaterThan(consumers.get(queue)));
    }
}
