package com.dotscience.testing.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Embedded
class NginxTest {

    @Test
    void itsBuffersAreItsOwnUnlessTheyAreAskedFor() {
        String own = Nginx.configuration(1, 2, Optional.empty());

        assertThat(own).contains("server 127.0.0.1:1;", "listen 127.0.0.1:2;").doesNotContain("buffer_size");
        assertThat(Nginx.configuration(1, 2, Optional.of("64k")))
                .contains("      proxy_buffers 8 64k;\n    }\n")
                .hasLineCount((int) own.lines().count() + 3);
    }
}
