package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R11: which images are the one that was asked for, by another way. */
@Pure
class MirrorTest {

    private static final String DIGEST = "sha256:0000000000000000000000000000000000000000000000000000000000000001";
    private static final String OTHER = "sha256:0000000000000000000000000000000000000000000000000000000000000002";

    @ParameterizedTest
    @CsvSource({
        "example/model:1, example/model:1",
        "example/model:1, mirror.example.com/example/model:1",
        "example/model:1, mirror.example.com:5000/example/model:1",
        "example/model:1, mirror.example.com/docker.io/example/model:1",
        "example/model:1, [::1]:5000/example/model:1",
        "example/model:1, example/model:1@DIGEST",
        "example/model, mirror.example.com/example/model:latest",
        "example/model:latest, mirror.example.com/example/model",
        "gcr.io/example/model:1, mirror.example.com/example/model:1",
        "gcr.io/example/model:1, mirror.example.com/gcr.io/example/model:1",
        "localhost/example/model:1, mirror.example.com/example/model:1",
        "registry:5000/model:1, mirror.example.com/model:1",
        "example/model@DIGEST, mirror.example.com/example/model@DIGEST",
        "example/model:1@DIGEST, mirror.example.com/example/model@DIGEST",
        "model:1, mirror.example.com/model:1",
        "model:1, docker.io/library/model:1",
        "model:1, mirror.example.com/library/model:1"
    })
    void theSamePathAtTheEndAndTheSameTagOrDigestIsAMirror(String asked, String there) {
        assertThat(isMirror(asked, there)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "example/model:1, mirror.example.com/example/model:2",
        "example/model:1, mirror.example.com/example/model",
        "example/model, mirror.example.com/example/model:1",
        "example/model:1, mirror.example.com/model:1",
        "example/model:1, mirror.example.com/another/model:1",
        "example/model:1, mirror.example.com/notexample/model:1",
        "example/model:1, mirror.example.com/example/models:1",
        "example/model:1, mirror.example.com/example/model/more:1",
        "example/model:1, mirror.example.com/example/Model:1",
        "example/model:1, mirror.example.com/example/model:10",
        "example/model:1, example/model@DIGEST",
        "example/model:1, mirror.example.com/example/model:2@DIGEST",
        "example/model, mirror.example.com/example/model@DIGEST",
        "example/model@DIGEST, mirror.example.com/example/model",
        "example/model@DIGEST, mirror.example.com/example/model@OTHER",
        "example/model:1@DIGEST, mirror.example.com/example/model:1",
        "example/model:1@DIGEST, mirror.example.com/example/model:1@OTHER",
        "gcr.io/example/model:1, gcr.io/model:1",
        "registry:5000/model:1, mirror.example.com/model:5000"
    })
    void whatOnlyLooksLikeItIsNone(String asked, String there) {
        assertThat(isMirror(asked, there)).isFalse();
    }

    private static boolean isMirror(String asked, String there) {
        return Mirror.is(filled(there), filled(asked));
    }

    private static String filled(String image) {
        return image.replace("DIGEST", DIGEST).replace("OTHER", OTHER);
    }
}
