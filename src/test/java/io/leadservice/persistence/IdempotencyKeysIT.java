package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.config.IdempotencyConfig;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.KeepAnswer;
import io.leadservice.pipeline.KeyState;
import io.leadservice.pipeline.KeyState.Answered;
import io.leadservice.pipeline.KeyState.AtWork;
import io.leadservice.pipeline.KeyState.Granted;
import io.leadservice.pipeline.KeyState.Reused;
import io.leadservice.pipeline.OpenKey;
import io.leadservice.pipeline.ReleaseKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of an idempotency key, on the real store and a clock that the test moves. */
class IdempotencyKeysIT {

    private static final Duration TTL = Duration.ofHours(24);
    private static final Duration LOCK = Duration.ofSeconds(5);
    private static final KeyHash HASH = new KeyHash(new byte[32]);
    private static final Answer ANSWER =
            new Answer(201, Map.of("Location", "/somewhere"), Bytes.utf8("{\"id\":\"first\"}"));

    private static Vertx vertx;
    private static Stores stores;
    private static MongoKeyStore store;

    private final MovedClock clock = new MovedClock();
    private final KeyOpener opener = new KeyOpener(store, HASH, new IdempotencyConfig(TTL), clock);
    private final IdempotencyKey key =
            new IdempotencyKey("a-client", UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx);
        store = new MongoKeyStore(stores.calls());
        join(store.prepare());
    }

    @AfterAll
    static void stop() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void grantsAKeyToTheFirstAndTellsTheNextThatItIsAtWork() {
        assertThat(open("one", "payload")).isEqualTo(new Granted("lead of one"));
        assertThat(open("two", "payload")).isEqualTo(new AtWork());
    }

    @Test
    void grantsAKeyAgainToTheRequestThatHasIt() {
        open("one", "payload");

        assertThat(open("one", "payload")).isEqualTo(new Granted("lead of one"));
    }

    @Test
    void givesTheAnswerThatWasKept() {
        open("one", "payload");
        keep("lead of one", ANSWER);

        assertThat(open("two", "payload")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void refusesAnotherPayloadWhetherTheFirstIsDoneOrNot() {
        open("one", "payload");
        assertThat(open("two", "other payload")).isEqualTo(new Reused());

        keep("lead of one", ANSWER);
        assertThat(open("two", "other payload")).isEqualTo(new Reused());
    }

    @Test
    void keepsTheFirstAnswerOfALead() {
        open("one", "payload");
        keep("lead of one", ANSWER);

        Answer kept = keep("lead of one", new Answer(201, Map.of(), Bytes.utf8("another")));

        assertThat(kept).isEqualTo(ANSWER);
    }

    @Test
    void goesOnUnderTheSameLeadIdWhenTheLockIsOver() {
        open("one", "payload");

        clock.move(LOCK);

        assertThat(open("two", "payload")).isEqualTo(new Granted("lead of one"));
        assertThat(open("three", "payload")).isEqualTo(new AtWork());
    }

    @Test
    void goesOnUnderTheSameLeadIdAtOnceWhenTheKeyIsReleased() {
        open("one", "payload");

        release("one", false);

        assertThat(open("two", "payload")).isEqualTo(new Granted("lead of one"));
    }

    @Test
    void isAsNewWhenTheKeyIsForgotten() {
        open("one", "payload");

        release("one", true);

        assertThat(open("two", "mended payload")).isEqualTo(new Granted("lead of two"));
    }

    @Test
    void doesNotReleaseOrForgetWhatIsAnothersOrAnswered() {
        open("one", "payload");
        release("two", false);
        release("two", true);
        assertThat(open("two", "payload")).isEqualTo(new AtWork());

        keep("lead of one", ANSWER);
        release("one", false);
        release("one", true);
        assertThat(open("two", "payload")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void isAsNewWhenItsTimeIsOver() {
        open("one", "payload");
        keep("lead of one", ANSWER);

        clock.move(TTL);

        assertThat(open("two", "other payload")).isEqualTo(new Granted("lead of two"));
        assertThat(keep("lead of one", ANSWER)).as("comes too late").isEqualTo(ANSWER);
        assertThat(open("three", "other payload")).isEqualTo(new AtWork());
    }

    @Test
    void knowsTheSameKeyOfAnotherClientAsAnother() {
        open("one", "payload");

        KeyState other = join(
                opener.process(request(new IdempotencyKey("another-client", key.value()), "two", "payload"), limit()));

        assertThat(other).isEqualTo(new Granted("lead of two"));
    }

    @Test
    void grantsAFreeKeyToExactlyOneOfManyAtTheSameInstant() {
        assertThat(granted(at("first sight"))).hasSize(1);
        clock.move(LOCK);
        assertThat(granted(at("lock over"))).hasSize(1);
        clock.move(TTL);
        assertThat(granted(at("time over"))).hasSize(1);
    }

    @Test
    void keepsEachAnswerOfManyAtTheSameInstantWithItsOwnKey() {
        IdempotencyKey second = new IdempotencyKey("a-client", UUID.randomUUID().toString());
        open("one", "payload");
        join(opener.process(request(second, "two", "payload"), limit()));
        Answer other = new Answer(409, Map.of(), Bytes.utf8("other"));
        keep("lead of one", ANSWER);

        List<Future<Answer>> kept = join(store.keepAll(List.of(
                new KeyStore.Kept(HASH.id(key), "lead of one", other),
                new KeyStore.Kept(HASH.id(second), "lead of two", other))));

        assertThat(join(kept.get(0))).isEqualTo(ANSWER);
        assertThat(join(kept.get(1))).isEqualTo(other);
    }

    @Test
    void restsAsHashesThatTellNeitherKeyNorPayload() {
        open("one", "payload of a person");

        JsonObject document = join(stores.client().findOne(MongoKeyStore.NAME, MongoCalls.byId(HASH.id(key)), null));

        assertThat(document.getString("lead_id")).isEqualTo("lead of one");
        assertThat(document.encode()).doesNotContain(key.value(), "a-client", "payload of a person");
    }

    private List<KeyState> at(String name) {
        List<Future<KeyState>> opened = Stream.iterate(0, i -> i + 1)
                .limit(8)
                .map(i -> opener.process(request(key, name + i, "payload"), limit()))
                .toList();
        return join(Future.all(opened)).list();
    }

    private static List<KeyState> granted(List<KeyState> states) {
        return states.stream().filter(Granted.class::isInstance).toList();
    }

    private KeyState open(String attempt, String payload) {
        return join(opener.process(request(key, attempt, payload), limit()));
    }

    private static OpenKey request(IdempotencyKey key, String attempt, String payload) {
        return new OpenKey(key, Bytes.utf8(payload), "lead of " + attempt, attempt, LOCK);
    }

    private Answer keep(String leadId, Answer answer) {
        return join(new AnswerKeeper(store, HASH).process(new KeepAnswer(key, leadId, answer), limit()));
    }

    private void release(String attempt, boolean forget) {
        join(new KeyReleaser(store, HASH).process(new ReleaseKey(key, attempt, forget), limit()));
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
