package com.dotscience.deployer.plan.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ImagePatternTest {

    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx                                 | docker.io/library/nginx:latest",
                "nginx:1.25                            | docker.io/library/nginx:1.25",
                "library/nginx                         | docker.io/library/nginx:latest",
                "index.docker.io/nginx                 | docker.io/library/nginx:latest",
                "dotmesh/model                         | docker.io/dotmesh/model:latest",
                "quay.io/dotmesh/model                 | quay.io/dotmesh/model:latest",
                "quay.io/model                         | quay.io/model:latest",
                "Registry.Example.COM/team/model:V1    | registry.example.com/team/model:V1",
                "registry.example.com:5000/team/model  | registry.example.com:5000/team/model:latest",
                "localhost/model                       | localhost/model:latest",
                "localhost:5000/model                  | localhost:5000/model:latest",
                "registry/team                         | docker.io/registry/team:latest",
                "REGISTRY/team                         | registry/team:latest",
                "[::1]:5000/model                      | [::1]:5000/model:latest",
                "nginx@" + DIGEST + "                  | docker.io/library/nginx@" + DIGEST,
                "nginx:1.25@" + DIGEST + "             | docker.io/library/nginx:1.25@" + DIGEST
            })
    void aReferenceIsReadAsRuntimesReadIt(String text, String full) {
        assertThat(ImageReference.parse(text)).map(ImageReference::toString).contains(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "nginx:",
                "nginx@",
                "nginx@sha256:0123",
                "nginx ",
                " nginx",
                "nginx\n",
                "Nginx",
                "registry.example.com./team/model",
                "registry..example.com/team/model",
                ".example.com/team/model",
                "-registry.example.com/team/model",
                "registry.example.com/Team/model",
                "registry.example.com/team//model",
                "registry.example.com//team/model",
                "registry.example.com/team/../evil/model",
                "registry.example.com/./model",
                "registry.example.com@evil.io/team/model",
                "https://registry.example.com/team/model",
                "registry.example.com:port/team/model",
                "registry.example.com:/team/model",
                "registry.example.com/team/model:1:2",
                "registry.example.com/team/model#x",
                "registry.example.com/team/model?x",
                "registry.example.com\\team",
                "registry.exämple.com/team/model",
                "registry.example.com/teаm/model",
                "*",
                "registry.example.com/*"
            })
    void whatNoRuntimePullsIsNoReference(String text) {
        assertThat(ImageReference.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.example.com           | registry.example.com/team/model",
                "registry.example.com/          | registry.example.com/model:1",
                "Registry.Example.com           | registry.example.com/model",
                "registry.example.com           | REGISTRY.example.com/model",
                "registry.example.com/team      | registry.example.com/team/model",
                "registry.example.com/team/     | registry.example.com/team/a/b:1",
                "registry.example.com/team      | registry.example.com/team",
                "registry.example.com/team      | registry.example.com/team:1",
                "registry.example.com/team      | registry.example.com/team@" + DIGEST,
                "registry.example.com/team      | registry.example.com/team:1@" + DIGEST,
                "registry.example.com/team/m:1  | registry.example.com/team/m:1",
                "registry.example.com/m:latest  | registry.example.com/m",
                "registry.example.com/m@" + DIGEST + " | registry.example.com/m@" + DIGEST,
                "registry.example.com/m@" + DIGEST + " | registry.example.com/m:7@" + DIGEST,
                "registry.example.com:5000      | registry.example.com:5000/model",
                "localhost:5000                 | localhost:5000/model",
                "localhost                      | localhost/model",
                "registry:5000/                 | registry:5000/model",
                "docker.io                      | nginx",
                "index.docker.io                | dotmesh/model",
                "nginx                          | nginx",
                "nginx                          | docker.io/library/nginx:1.25",
                "docker.io/library              | nginx",
                "docker.io/library/nginx        | nginx",
                "docker.io/dotmesh              | dotmesh/model",
                "redis:7                        | redis:7",
                "dotmesh/                       | dotmesh/model:1",
                "dotmesh/model                  | docker.io/dotmesh/model"
            })
    void whatIsMeantIsAllowed(String pattern, String image) {
        assertThat(allows(pattern, image)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.example.com           | registry.example.com.evil.io/team/model",
                "registry.example.com           | evil-registry.example.com/team/model",
                "registry.example.com           | evil.registry.example.com/team/model",
                "registry.example.com           | registry-example.com/team/model",
                "registry.example.com           | registry.example.com:5000/team/model",
                "registry.example.com           | registry.example.com:443/team/model",
                "registry.example.com           | registry.example.co/team/model",
                "registry.example.com           | evil.io/registry.example.com/model",
                "registry.example.com           | docker.io/registry.example.com/model",
                "registry.example.com:5000      | registry.example.com/model",
                "registry.example.com:5000      | registry.example.com:50001/model",
                "registry.example.com/team      | registry.example.com/team-evil",
                "registry.example.com/team      | registry.example.com/team-evil/model",
                "registry.example.com/team      | registry.example.com/team.evil/model",
                "registry.example.com/team      | registry.example.com/team_evil/model",
                "registry.example.com/team      | registry.example.com/teams",
                "registry.example.com/team      | registry.example.com/tea",
                "registry.example.com/team      | registry.example.com/other/team",
                "registry.example.com/team/     | registry.example.com/team-evil/model",
                "registry.example.com/team/m    | registry.example.com/team/m-evil:1",
                "registry.example.com/m:1       | registry.example.com/m:10",
                "registry.example.com/m:1       | registry.example.com/m:1.0",
                "registry.example.com/m:1       | registry.example.com/m",
                "registry.example.com/m:1       | registry.example.com/m/evil:1",
                "registry.example.com/m:1       | registry.example.com/m:1@" + DIGEST,
                "registry.example.com/m:v1      | registry.example.com/m:V1",
                "registry.example.com/m@" + DIGEST + " | registry.example.com/m:1",
                "nginx                          | evil/nginx",
                "nginx                          | nginx-evil",
                "nginx                          | quay.io/library/nginx",
                "nginx                          | docker.io.evil.io/library/nginx",
                "docker.io/dotmesh              | dotmesh",
                "docker.io/dotmesh              | dotmesh-evil/model",
                "library                        | nginx",
                "dotmesh                        | dotmesh/model",
                "dotmesh/                       | dotmesh-evil/model",
                "dotmesh/                       | quay.io/dotmesh/model",
                "localhost                      | docker.io/localhost/model",
                "redis:7                        | redis:7/model"
            })
    void aNearMissIsNot(String pattern, String image) {
        assertThat(allows(pattern, image)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "registry.example.com.",
                "registry.example.com./team",
                "*.example.com",
                "registry.example.com/*",
                "registry.example.com/Team",
                "registry.example.com/team:1/",
                "registry.example.com//",
                "/",
                "https://registry.example.com"
            })
    void whatIsNoPatternIsSaidAtTheStart(String text) {
        assertThat(ImagePattern.parse(text)).isEmpty();
    }

    private static boolean allows(String pattern, String image) {
        ImagePattern allowed = ImagePattern.parse(pattern).orElseThrow();
        Optional<ImageReference> reference = ImageReference.parse(image);
        return reference.filter(allowed::allows).isPresent();
    }
}
