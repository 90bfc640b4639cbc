package io.leadservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadCommandTest {

    @TempDir
    Path temp;

    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void makeAHome() throws IOException {
        Files.createDirectories(temp.resolve("conf"));
        Files.writeString(temp.resolve("conf/lead-service.yaml"), "http: {port: 3000}\n");
        Files.writeString(temp.resolve("good.ndjson"), "{}\n");
        Files.writeString(temp.resolve("bad.ndjson"), "{}\n\n{\"a\":1}{}\n");
        Files.write(temp.resolve("latin1.ndjson"), new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});
        env.put("LEAD_HOME", temp.toString());
        env.put("DATA_DIR", temp.resolve("data").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "--fly",
                "serve now",
                "serve --conf TEMP/none.yaml",
                "serve --conf TEMP",
                "run now",
                "run --conf TEMP/none.yaml",
                "token extra",
                "token --sub=",
                "token --scope=",
                "token --scope=a__b",
                "token --ttl",
                "token --ttl=0s",
                "token --ttl=-5m",
                "token --ttl=soon",
                "token --ttl=367d",
                "token --ttl=999999999d",
                "token --conf TEMP/none.yaml",
                "send",
                "send TEMP/none.ndjson",
                "send TEMP",
                "send TEMP/bad.ndjson",
                "send TEMP/latin1.ndjson",
                "send TEMP/good.ndjson --concurrency=0",
                "send TEMP/good.ndjson --concurrency=-1",
                "send TEMP/good.ndjson --concurrency=many",
                "send TEMP/good.ndjson --rate=0",
                "send TEMP/good.ndjson --rate=-1",
                "send TEMP/good.ndjson --rate=NaN",
                "send TEMP/good.ndjson --url=ftp://x",
                "send TEMP/good.ndjson --url=http://",
                "send TEMP/good.ndjson --url=http://127.0.0.1:abc",
                "send TEMP/good.ndjson --url=::",
                "backends",
                "backends sideways",
                "backends up --only=postgres",
                "backends up --redis-port=65536",
                "backends up --kafka-port=0",
                "backup",
                "backup TEMP/one TEMP/two",
                "restore",
                "restore TEMP/none.backup --force",
                "replay",
                "replay --from=lead.updated",
                "replay --from=lead.created --since=yesterday",
                "run --leads=2",
                "run --once --leads=0",
                "bench nothing",
                "bench growth",
                "bench steady --seconds=0",
                "bench steady --rate=0",
                "bench max --in-flight=0",
                "torture now",
                "torture --seed=many",
                "torture --seconds=0",
                "torture --rate=0",
                "torture --nodes=9",
                "torture --faults=-1"
            })
    void refusesWrongArgumentsWithTheUsageAndCode2(String line) {
        Console refused = call(line.replace("TEMP", temp.toString()));

        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(refused.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "run",
                "token",
                "send TEMP/good.ndjson",
                "backup TEMP/leads.backup",
                "restore TEMP/leads.backup",
                "replay --from=DLQ",
                "replay --from=lead.created"
            })
    void namesWhatIsWrongInTheConfigurationAndEndsWithCode2(String line) {
        env.put("PORT", "abc");

        Console refused = call(line.replace("TEMP", temp.toString()));

        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err()).contains("http.port is 'abc'").doesNotContain("Exception", "\tat ");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void namesTheDataDirectoryThatCannotBeUsed() throws IOException {
        env.put("DATA_DIR", Files.createFile(temp.resolve("file")).toString());

        Console refused = call("token");

        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err()).contains("DATA_DIR").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup TEMP/leads.backup", "restore TEMP/leads.backup", "replay --from=lead.created"})
    void saysThatTheStoreIsNotNamed(String line) {
        Console refused = call(line.replace("TEMP", temp.toString()));

        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err()).contains("MONGODB_URI is not set").doesNotContain("Exception", "\tat ");
        assertThat(temp.resolve("leads.backup.part")).doesNotExist();
    }

    @Test
    void pointsToTheLineThatIsNoLead() {
        assertThat(call("send " + temp.resolve("bad.ndjson")).err())
                .contains("bad.ndjson, line 3 goes on after its JSON object");
    }

    @Test
    void saysThatNothingAnswers() {
        Console failed = call("send " + temp.resolve("good.ndjson") + " --url=http://127.0.0.1:1");

        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.err())
                .contains("nothing answers at http://127.0.0.1:1")
                .doesNotContain("\tat ");
    }

    @Test
    void addsTheStackTraceOnDemand() {
        env.put("LEAD_DEBUG", "1");
        env.put("PORT", "abc");

        assertThat(call("token").err()).contains("\tat io.leadservice");
    }

    @Test
    void completesItsCommands() {
        Console completion = call("completion");

        assertThat(completion.code).isZero();
        assertThat(completion.out())
                .contains("complete", "backends", "token", "send", "backup", "restore", "torture", "bench");
    }

    private Console call(String line) {
        return Console.call(
                env, line.isEmpty() ? new String[0] : line.replace("__", "  ").split(" (?! )(?<!  )"));
    }
}
