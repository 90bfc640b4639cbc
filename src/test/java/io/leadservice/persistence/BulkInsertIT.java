package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one write of many leads tells of each, on the real protocol. */
class BulkInsertIT {

    private static Vertx vertx;
    private static Stores stores;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx);
    }

    @AfterAll
    static void stop() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void tellsByIndexWhichWereThereAlreadyAndWritesTheOthers() {
        // Given
        MongoLeadStore store = stores.leads();
        StoredLead there = Leads.stored(Leads.id());
        StoredLead twice = Leads.stored(Leads.id());
        StoredLead last = Leads.stored(Leads.id());
        join(store.insert(there, limit()));
        // When
        List<Future<Boolean>> results = join(store.insertAll(List.of(there, twice, twice, there, last)));
        // Then
        assertThat(results.stream().map(Stores::join)).containsExactly(false, true, false, false, true);
        assertThat(join(store.find(last.id(), limit()))).map(StoredLead::id).contains(last.id());
    }

    @Test
    void failsTheOneThatTheServerRefusesAndWritesTheOthers() {
        // Given: an array is no id
        JsonObject refused = new JsonObject().put("_id", new JsonArray().add("a"));
        JsonObject first = new JsonObject().put("_id", Leads.id());
        JsonObject last = new JsonObject().put("_id", Leads.id());
        // When
        List<Future<Boolean>> results =
                join(BulkInsert.into(stores.calls(), "bulk_insert_test", List.of(first, refused, last), limit()));
        // Then
        assertThat(join(results.get(0))).isTrue();
        assertThat(code(results.get(1))).isEqualTo(FailureCode.BACK_END);
        assertThat(join(results.get(2))).isTrue();
    }

    @Test
    void twoWritesOfTheSameIdsInOppositeOrderAtTheSameInstantMakeEachOnce() {
        for (int round = 0; round < 5; round++) {
            // Given
            List<JsonObject> documents = Stream.generate(() -> new JsonObject().put("_id", Leads.id()))
                    .limit(200)
                    .toList();
            List<JsonObject> backwards = new ArrayList<>(documents);
            Collections.reverse(backwards);
            // When
            Future<List<Future<Boolean>>> one =
                    BulkInsert.into(stores.calls(), "bulk_insert_test", copies(documents), limit());
            Future<List<Future<Boolean>>> two =
                    BulkInsert.into(stores.calls(), "bulk_insert_test", copies(backwards), limit());
            // Then
            List<Boolean> made = join(one).stream().map(Stores::join).toList();
            List<Boolean> madeBackwards =
                    new ArrayList<>(join(two).stream().map(Stores::join).toList());
            Collections.reverse(madeBackwards);
            for (int i = 0; i < documents.size(); i++) {
                assertThat(made.get(i)).isNotEqualTo(madeBackwards.get(i));
            }
        }
    }

    /** The driver may write to what it sends. */
    private static List<JsonObject> copies(List<JsonObject> documents) {
        return documents.stream().map(JsonObject::copy).toList();
    }

    @Test
    void failsAllWhenTheServerIsAway() {
        String nobody = "mongodb://127.0.0.1:" + LoopbackPort.free() + "/leads";
        try (Stores away = Stores.connect(vertx, nobody, Duration.ofMillis(200))) {
            Context loop = vertx.getOrCreateContext();
            LeadStore store = grouped(away.leads());
            List<Future<Boolean>> results = onLoop(
                    loop,
                    () -> Stream.generate(() -> store.insert(Leads.stored(Leads.id()), limit()))
                            .limit(5)
                            .toList());

            assertThat(results.stream().map(BulkInsertIT::code)).containsOnly(FailureCode.BACK_END);
        }
    }

    @Test
    void insertsManyLeadsOfManyCallersAndEachOnce() {
        // Given
        Context loop = vertx.getOrCreateContext();
        LeadStore store = grouped(stores.leads());
        List<StoredLead> leads =
                Stream.generate(() -> Leads.stored(Leads.id())).limit(300).toList();
        // When
        List<Future<Boolean>> results = onLoop(loop, () -> {
            List<Future<Boolean>> inserts = new ArrayList<>();
            for (StoredLead lead : leads) {
                inserts.add(store.insert(lead, limit()));
                inserts.add(store.insert(lead, limit()));
            }
            return inserts;
        });
        // Then
        for (int i = 0; i < leads.size(); i++) {
            assertThat(List.of(join(results.get(2 * i)), join(results.get(2 * i + 1))))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(join(store.find(leads.get(i).id(), limit()))).isPresent();
        }
        join(onLoop(loop, store::close));
    }

    private static LeadStore grouped(MongoLeadStore store) {
        return new GroupCommitLeadStore(
                store, new Batcher<>(vertx, PersistenceStages.policy(Stores.GROUP_COMMIT), store::insertAll));
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static FailureCode code(Future<?> failed) {
        return join(failed.transform(result -> Future.succeededFuture(((Failure) result.cause()).code())));
    }

    private static <T> T onLoop(Context loop, Supplier<T> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(ignored -> done.complete(step.get()));
        return join(done.future());
    }
}
