package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.backup.Backup;
import io.leadservice.backup.Progress;
import io.leadservice.backup.Restore;
import io.leadservice.config.ConfigLoader;
import io.leadservice.config.DevelopmentKeys;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.lead.EventType;
import io.leadservice.publishing.EventTopic;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of this test's own beside the event topics that all tests share. */
class EventReplayIT {

    private static final Progress SILENT = (step, done, total) -> {};

    @TempDir
    Path folder;

    private final Instant begun = Instant.now();
    private final Secret uri = new Secret(SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(mongodb(?:\\+srv)?://[^/]+/)[^?]*", "$1replay-" + UUID.randomUUID()));
    private Vertx vertx;
    private MongoClient store;
    private TestNode node;
    private LeadServiceConfig config;

    @BeforeEach
    void start() {
        node = TestNode.setup()
                .patient()
                .with("MONGODB_URI", uri.value())
                .with("LEAD_OUTBOX_INTERVAL", "100ms")
                .start();
        config = ConfigLoader.load(Map.of(), node.env(), Map.of());
        vertx = Vertx.vertx();
        store = MongoClient.create(vertx, new JsonObject().put("connection_string", uri.value()));
    }

    @AfterEach
    void stop() {
        TestNode.join(store.close());
        TestNode.join(vertx.close());
        node.close();
    }

    @Test
    void publishesTheEventOfALeadThatTheTopicLacksUnderItsFirstId() throws Exception {
        // Given a lead whose event Kafka never had
        JsonObject document = stored(post());
        String id = UUID.randomUUID().toString();
        TestNode.join(store.insert("leads", document.put("_id", id)));

        // When
        EventReplay.Report checked = replay(true);
        EventReplay.Report mended = replay(false);

        // Then
        assertThat(checked.unpublished()).isEqualTo(1);
        assertThat(mended.unpublished()).isEqualTo(1);
        assertThat(checked.inStore()).isEqualTo(2);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> replay(true), report -> report.unpublished() == 0 && report.waiting() == 0);
        assertThat(new EventTopic(config.kafka(), config.kafka().brokers().orElseThrow(), "lead.created")
                        .read()
                        .leads())
                .contains(UUID.fromString(id));
    }

    @Test
    void tellsOfALeadThatTheStoreLostAndARestoreBringsItBack() throws Exception {
        // Given
        String id = post();
        stored(id);
        Path file = folder.resolve("leads.backup");
        ServiceKeys key = ServiceKeys.of(
                new DevelopmentKeys(config.dataDir()).encryptionKey().value());
        new Backup(uri, key, SILENT).to(file, file.resolveSibling("leads.keys"), false);
        HttpResponse<String> before = node.get("/api/v1/leads/" + id);
        long absentBefore = replay(true).absent();

        // When
        TestNode.join(store.removeDocument("leads", new JsonObject().put("_id", id)));

        // Then
        assertThat(replay(true).absent()).isEqualTo(absentBefore + 1);
        assertThat(new Restore(uri, key, SILENT)
                        .from(file, file.resolveSibling("leads.keys"), Set.of(), true)
                        .inserted())
                .isEqualTo(1);
        assertThat(replay(true).absent()).isEqualTo(absentBefore);
        assertThat(node.get("/api/v1/leads/" + id).body()).isEqualTo(before.body());
    }

    @Test
    void aBackupOfBeforeAnErasureBringsTheLeadBackAsErased() throws Exception {
        // Given
        String erased = post();
        String other = post();
        Path file = folder.resolve("leads.backup");
        Path keys = folder.resolve("leads.keys");
        ServiceKeys key = ServiceKeys.of(
                new DevelopmentKeys(config.dataDir()).encryptionKey().value());
        Backup backup = new Backup(uri, key, SILENT);
        backup.to(file, keys, false);
        String before = node.get("/api/v1/leads/" + other).body();

        // When the lead is erased and the store is lost
        assertThat(node.send(node.token("developer", "leads:write"), "DELETE", "/api/v1/leads/" + erased, "")
                        .statusCode())
                .isEqualTo(204);
        backup.keysTo(keys);
        TestNode.join(store.removeDocuments("leads", new JsonObject()));
        new Restore(uri, key, SILENT).from(file, keys, Set.of(), true);

        // Then
        assertThat(node.get("/api/v1/leads/" + erased).statusCode()).isEqualTo(410);
        assertThat(node.get("/api/v1/leads/" + other).body()).isEqualTo(before);
        assertThat(TestNode.join(store.findOne("leads", new JsonObject().put("_id", erased), null))
                        .fieldNames())
                .doesNotContain("data_key", "pii", "blind", "outbox");
    }

    private EventReplay.Report replay(boolean check) {
        return new EventReplay(config, uri, config.kafka().brokers().orElseThrow())
                .of(EventType.LEAD_CREATED, Optional.of(begun), check);
    }

    private String post() throws Exception {
        HttpResponse<String> created = node.post(People.lead());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return new JsonObject(created.body()).getString("id");
    }

    /** The document of a lead once its event is published. */
    private JsonObject stored(String id) {
        JsonObject published = new JsonObject().put("_id", id).put("outbox", new JsonObject().put("$exists", false));
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> Optional.ofNullable(TestNode.join(store.findOne("leads", published, null))),
                        Optional::isPresent)
                .orElseThrow();
    }
}
