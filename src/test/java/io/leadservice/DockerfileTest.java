package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules for a Dockerfile that matter here; no linter of them comes from a registry that the build uses.
 * {@code bin/image-drill} runs what it describes.
 */
class DockerfileTest {

    /** One a line, continuation lines joined, without comments. */
    private static List<String> instructions;

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\n", "");
        instructions = Arrays.stream(text.replaceAll("\\\\\\n\\s*", "").split("\n"))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    @Test
    void everyBaseImageIsAStageOrHasAVersion() {
        List<String> stages = of("FROM")
                .filter(from -> from.contains(" AS "))
                .map(from -> from.split(" AS ")[1])
                .toList();

        assertThat(of("FROM").map(from -> from.split(" ")[1]))
                .allSatisfy(base -> assertThat(stages.contains(base) || base.matches(".+:.*[0-9].*"))
                        .as(base)
                        .isTrue());
    }

    @Test
    void librariesAreALayerBeforeCode() {
        int last = instructions.lastIndexOf(instructions.stream()
                .filter(line -> line.startsWith("FROM"))
                .reduce((first, second) -> second)
                .orElseThrow());
        List<String> copies = instructions.subList(last, instructions.size()).stream()
                .filter(line -> line.startsWith("COPY"))
                .toList();

        assertThat(instructions.subList(0, last)).anyMatch(line -> line.startsWith("COPY --from=build /layout/lib "));
        assertThat(copies.get(copies.size() - 1)).contains("/lead-service.jar");
        assertThat(copies).noneMatch(line -> line.contains("/layout/lib"));
    }

    @Test
    void nothingRunsAsRootNothingIsFetchedByUrlAndCommandsAreLists() {
        assertThat(of("USER").toList().get((int) of("USER").count() - 1)).matches("USER [1-9][0-9]*:[1-9][0-9]*");
        assertThat(of("ADD")).isEmpty();
        assertThat(instructions).noneMatch(line -> line.matches("RUN .*(curl|wget|sudo) .*"));
        assertThat(of("ENTRYPOINT")).singleElement().asString().startsWith("ENTRYPOINT [");
        assertThat(of("CMD")).singleElement().asString().startsWith("CMD [");
        assertThat(of("HEALTHCHECK")).singleElement().asString().contains("CMD [");
        assertThat(of("WORKDIR").map(line -> line.split(" ")[1])).allMatch(folder -> folder.startsWith("/"));
    }

    @Test
    void noSecretIsInIt() {
        assertThat(String.join("\n", instructions))
                .doesNotContainPattern("(?i)(password|secret|_key|token)[A-Z_]*[= ]\\S");
    }

    private static Stream<String> of(String instruction) {
        return instructions.stream().filter(line -> line.startsWith(instruction + " "));
    }
}
