package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.config.ConfigException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchArgumentsTest {

    private static final String NO_STAGES =
            "stages: {http: {instances: 0}, intake: {instances: 0}, validation: {instances: 0},"
                    + " scoring: {instances: 0}, persistence: {instances: 0}, publishing: {instances: 0}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"http:\n  port: 1234\n", "{\"http\":{\"port\":1234}}"})
    void putsTheContentOfAYamlOrJsonFileInItsPlace(String content) throws IOException {
        String file = file(content);

        String[] prepared = prepare("run", "Main", "-conf", file, "-instances", "2");

        assertThat(prepared).containsSequence("run", "Main", "-conf").endsWith("-instances", "2");
        assertThat(new JsonObject(prepared[3]).getJsonObject("http").getInteger("port"))
                .isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-conf=", "--conf="})
    void takesTheFileBehindAnEqualsSign(String flag) throws IOException {
        String[] prepared = prepare("run", "Main", flag + file("http: {port: 1234}"));

        assertThat(prepared).hasSize(4);
        assertThat(prepared[2]).isEqualTo(flag.substring(0, flag.length() - 1));
        assertThat(prepared[3]).isEqualTo("{\"http\":{\"port\":1234}}");
    }

    @Test
    void leavesTheFileToTheProcessThatRunsTheVerticleAndReadsItAgainAtEachRedeployment() throws IOException {
        String file = file("http: {port: 1234}");

        assertThat(prepare("run", "Main", "-conf", file, "--redeploy=src/**/*")[3])
                .isEqualTo(file);
        assertThat(prepare("start", "Main", "-conf", file)[3]).isEqualTo(file);
        assertRefused("is no file", "run", "Main", "-conf", "none.yaml", "--redeploy=src/**/*");
    }

    @Test
    void takesTheCommandOnceThoughARedeployingParentGivesItTwice() throws IOException {
        assertThat(prepare("run", "run", "Main", "-conf", file("http: {port: 1234}")))
                .containsExactly("run", "Main", "-conf", "{\"http\":{\"port\":1234}}");
    }

    @Test
    void refusesToRunWithoutAFile() {
        assertRefused("-conf FILE is missing", "run", "Main");
        assertRefused("-conf FILE is missing", "run", "Main", "-conf");
        assertRefused(
                "is no file",
                "run",
                "Main",
                "-conf",
                folder.resolve("none.yaml").toString());
        assertRefused("is no file", "run", "Main", "-conf", folder.toString());
        assertRefused("is no file", "start", "Main", "-conf", "");
    }

    @Test
    void refusesWhatIsNoConfiguration() throws IOException {
        assertRefused("is not a YAML or JSON object", "run", "Main", "-conf", file("- a\n- b\n"));
        assertRefused("is not a YAML or JSON object", "run", "Main", "-conf", file("http: [1"));
        assertRefused("is no JSON object, nor a file", "run", "Main", "-conf", "{oops");
        assertRefused("http.prot is no key", "run", "Main", "-conf", file("http: {prot: 1}"));
        assertRefused("http.port is 'x'", "run", "Main", "-conf", file("http: {port: x}"));
    }

    @Test
    void takesAnEmptyFileForTheDefaults() throws IOException {
        assertThat(prepare("run", "Main", "-conf", file(" \n"))).containsExactly("run", "Main", "-conf", "{}");
    }

    @Test
    void givesAClusteredNodeTheConfiguredAddressOfTheBus() throws IOException {
        String file = file("cluster: {host: 10.0.0.7, bus-port: 15701}");

        assertThat(prepare("run", "Main", "-conf", file, "-cluster"))
                .endsWith("-cluster", "-cluster-host", "10.0.0.7", "-cluster-port", "15701");
        assertThat(prepare("run", "Main", "-conf", file("{}"), "-cluster"))
                .endsWith("-cluster", "-cluster-host", "127.0.0.1");
        assertThat(prepare("run", "Main", "-conf", file, "-cluster", "-cluster-host", "10.0.0.8"))
                .endsWith("-cluster", "-cluster-host", "10.0.0.8");
        assertThat(prepare("run", "Main", "-conf", file)).hasSize(4);
    }

    @Test
    void refusesAProductionClusterThatNobodyReachesOrWhoseLeadsWouldCrossInClear() throws IOException {
        String clear = file("app-env: production\n" + NO_STAGES);
        String reached = "host: 10.0.0.8, bus-port: 15701";
        String said = file("app-env: production\ncluster: {leads-in-clear: true, " + reached + "}\n" + NO_STAGES);
        String alone = file("app-env: production\ncluster: {leads-in-clear: true}\n" + NO_STAGES);

        assertRefused("cluster.tls is not set", "run", "Main", "-conf", clear, "-cluster");
        assertThat(prepare("run", "Main", "-conf", clear)).hasSize(4);
        assertRefused("cluster.host is '127.0.0.1'", "run", "Main", "-conf", alone, "-cluster");
        assertRefused("cluster.bus-port is '0'", "run", "Main", "-conf", alone, "-cluster");
        assertThat(prepare("run", "Main", "-conf", said, "-cluster")).contains("-cluster-host");
    }

    @Test
    void leavesOtherCommandsAlone() {
        assertThat(prepare("version")).containsExactly("version");
        assertThat(prepare()).isEmpty();
    }

    private void assertRefused(String reason, String... arguments) {
        assertThatThrownBy(() -> prepare(arguments))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reason);
    }

    private static String[] prepare(String... arguments) {
        return LaunchArguments.prepare(arguments, Map.of());
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "conf", ".yaml"), content)
                .toString();
    }
}
