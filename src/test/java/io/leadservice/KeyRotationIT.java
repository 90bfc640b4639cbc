package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.cli.Console;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation of the encryption key from its beginning to its end, as an operator does it, under load. */
class KeyRotationIT {

    private static final String OLD = "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCA=";
    private static final String OTHER = "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDA=";

    private final String uri = SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", "keys-" + UUID.randomUUID());

    @TempDir
    Path folder;

    @Test
    void rotatesUnderLoadWithoutAFailedRequestAndDropsTheOldKey() throws Exception {
        // Given a node that takes leads without end
        String file = folder.resolve("keys.json").toString();
        List<String> ids = new CopyOnWriteArrayList<>();
        List<String> failed = new CopyOnWriteArrayList<>();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicReference<TestNode> current = new AtomicReference<>(node(OLD));
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (running.get()) {
                post(current.get(), ids, failed);
            }
        });

        // When
        assertThat(keys(OLD, "rotate", file)).contains("added");
        restart(current, file);
        assertThat(keys(file, "promote", file)).contains("is primary");
        restart(current, file);
        int before = ids.size();
        while (ids.size() < before + 5) {
            Thread.onSpinWait();
        }
        String old = keys(file, "status").lines().findFirst().orElseThrow().split(" ")[0];
        assertThat(keys(file, "drop", file, old)).contains("leads are wrapped by");
        assertThat(keys(file, "rewrap")).contains("wrapped anew");
        assertThat(keys(file, "rewrap")).contains("wrapped anew 0");
        assertThat(keys(file, "drop", file, old)).contains("dropped");
        restart(current, file);
        running.set(false);
        load.join();

        // Then
        assertThat(failed).isEmpty();
        assertThat(keys(file, "status")).doesNotContain(old, "CANNOT");
        TestNode last = current.get();
        for (String id : ids) {
            HttpResponse<String> lead = last.get("/api/v1/leads/" + id);
            assertThat(lead.body()).contains("@example.com");
        }
        HttpResponse<String> known = last.post(person());
        HttpResponse<String> again = last.post(person());
        assertThat(List.of(known.statusCode(), again.statusCode())).containsExactly(201, 409);
        last.close();
        assertThatThrownBy(() -> node(OLD)).hasMessageContaining("ENCRYPTION_KEY");
    }

    @Test
    void refusesToStartWithAnotherKeyThanTheStores() throws Exception {
        TestNode node = node(OLD);
        assertThat(node.post(People.lead()).statusCode()).isEqualTo(201);
        node.close();

        assertThatThrownBy(() -> node(OTHER))
                .hasMessageContaining("ENCRYPTION_KEY")
                .hasMessageContaining("not the key of the leads in this store");
        assertThatThrownBy(() -> node(folder.resolve("none").toString())).hasMessageContaining("ENCRYPTION_KEY");
        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, "{\"key\":[]}");
        assertThatThrownBy(() -> node(broken.toString())).hasMessageContaining("holds no key set");
        node(OLD).close();
    }

    private static final String EMAIL = People.email();
    private static final String PHONE = People.phone();

    private static String person() {
        return People.lead("AUTO", EMAIL, PHONE);
    }

    private void restart(AtomicReference<TestNode> current, String key) {
        TestNode before = current.getAndSet(node(key));
        before.close();
    }

    private static void post(TestNode node, List<String> ids, List<String> failed) {
        try {
            HttpResponse<String> answer = node.post(People.lead());
            if (answer.statusCode() == 201) {
                ids.add(new JsonObject(answer.body()).getString("id"));
            } else {
                failed.add(answer.body());
            }
        } catch (Exception e) {
            failed.add(e.toString());
        }
    }

    private TestNode node(String key) {
        return TestNode.setup()
                .patient()
                .with("MONGODB_URI", uri)
                .with("ENCRYPTION_KEY", key)
                .with("LEAD_STAGES_INTAKE_INSTANCES", 0)
                .start();
    }

    private String keys(String key, String... arguments) {
        Map<String, String> env = new HashMap<>(Map.of(
                "MONGODB_URI", uri, "ENCRYPTION_KEY", key, "DATA_DIR", folder.toString(), "APP_ENV", "development"));
        String[] all = new String[arguments.length + 1];
        all[0] = "keys";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Console console = Console.call(env, all);
        return console.out() + console.err();
    }
}
