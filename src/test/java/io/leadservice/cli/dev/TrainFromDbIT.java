package io.leadservice.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.cli.LeadCommand;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Vertical;
import io.leadservice.registry.MongoModelStore;
import io.leadservice.scoring.Models;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lead train --from-db} over leads as the service keeps them. */
class TrainFromDbIT {

    private static final int LEADS = 1_300;

    private final String uri = SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", "train-" + UUID.randomUUID());

    @TempDir
    private Path folder;

    private Vertx vertx;
    private MongoClient mongo;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", uri));
    }

    @AfterEach
    void close() {
        join(mongo.close());
        join(vertx.close());
    }

    @Test
    void registersAModelOfTheLeadsThatWereToldOf() throws Exception {
        // Given leads of AUTO whose outcomes follow the age of the vehicle, a test lead, and one that is younger than
        // 30 days
        Random random = new Random(2);
        List<BulkOperation> inserts = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            inserts.add(BulkOperation.createInsert(lead(random, i, i == 7)));
        }
        inserts.add(BulkOperation.createInsert(
                lead(random, LEADS, false).put("created_at", date(Instant.now().minus(Duration.ofDays(29))))));
        join(mongo.bulkWrite("leads", inserts));

        // When
        int code = train("--vertical", "AUTO", "--newest", Integer.toString(LEADS - 1), "--out", folder.toString());

        // Then the model is in the registry and in the folder, and is sound
        assertThat(code).isZero();
        List<JsonObject> models = join(mongo.find("models", new JsonObject()));
        assertThat(models).hasSize(1);
        JsonObject model = models.get(0);
        assertThat(model.getString("target")).isEqualTo("bound");
        assertThat(model.getLong("rows")).isEqualTo(LEADS - 1);
        assertThat(model.getString("card")).contains("# Model card: auto");
        String version = model.getString("version");
        byte[] kept = join(new MongoModelStore(mongo, Duration.ofSeconds(20)).content("auto", version))
                .orElseThrow()
                .content();
        assertThat(Models.read(ModelSlot.conversion(Vertical.AUTO), version, kept)
                        .model()
                        .version())
                .isEqualTo(version);
        assertThat(Files.readAllBytes(folder.resolve("auto-" + version + ".json")))
                .isEqualTo(kept);
        assertThat(folder.resolve("auto-" + version + ".md")).exists();
    }

    @Test
    void refusesWhereThereIsTooLittleToLearnFrom() {
        assertThat(train("--vertical", "HOME", "--target", "returned")).isEqualTo(2);
        assertThat(train("--target", "bound")).isEqualTo(2);
        assertThat(train("--vertical", "HOME", "--target", "sold")).isEqualTo(2);
        assertThat(join(mongo.count("models", new JsonObject()))).isZero();
    }

    private int train(String... options) {
        List<String> arguments = new ArrayList<>(List.of("train", "--from-db"));
        arguments.addAll(List.of(options));
        return LeadCommand.commandLine(Map.of("MONGODB_URI", uri, "LEAD_HOME", "."), "train")
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    private static JsonObject lead(Random random, int index, boolean test) {
        long age = List.of(0L, 4L, 10L, 20L).get(random.nextInt(4));
        boolean bound = random.nextDouble() < 1 / (1 + Math.exp(3 - age / 7.0));
        Instant created = Instant.now().minus(Duration.ofDays(40)).minusSeconds(60L * index);
        JsonObject outcome = new JsonObject()
                .put("revision", 1)
                .put("from", "SCORED")
                .put("to", "SCORED")
                .put("at", date(created))
                .put("by", "gateway")
                .put("change", "change " + index)
                .put("outcome", bound ? "bound" : "contacted")
                .put("outcome_at", date(created.plusSeconds(60)));
        return new JsonObject()
                .put("_id", "lead-" + index)
                .put("vertical", "AUTO")
                .put("created_at", date(created))
                .put("source", new JsonObject().put("test", test))
                .put("blind", new JsonObject().put("email", "person " + index))
                .put(
                        "score",
                        new JsonObject()
                                .put(
                                        "features",
                                        new JsonObject()
                                                .put("vehicle_age", age)
                                                .put("insured", random.nextBoolean() ? "yes" : "no")))
                .put("history", new JsonArray().add(outcome));
    }

    private static JsonObject date(Instant instant) {
        return new JsonObject().put("$date", instant.toString());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
