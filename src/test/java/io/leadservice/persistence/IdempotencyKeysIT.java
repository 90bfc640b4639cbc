package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.config.IdempotencyConfig;
import io.leadservice.crypto.LeadIds;
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
    private static final LeadIds LEAD_IDS = new LeadIds(new byte[32]);
    private static final Answer ANSWER =
            new Answer(201, Map.of("Location", "/somewhere"), Bytes.utf8("{\"id\":\"first\"}"));

    private static Vertx vertx;
    private static Stores stores;
    private static MongoKeyStore store;
    private static MongoLeadStore leads;

    private final MovedClock clock = new MovedClock();
    private final KeyOpener opener = new KeyOpener(store, leads, HASH, LEAD_IDS, new IdempotencyConfig(TTL), clock);
    private final IdempotencyKey key =
            new IdempotencyKey("a-client", UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx);
        store = new MongoKeyStore(stores.calls());
        leads = new MongoLeadStore(new LeadCollection(stores.calls()));
        join(store.prepare());
    }

    @AfterAll
    static void stop() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void grantsAKeyToTheFirstAndTellsTheNextThatItIsAtWork() {
        assertThat(open("one", "payload")).isEqualTo(new Granted(leadOf("payload")));
        assertThat(open("two", "payload")).isEqualTo(new AtWork(leadOf("payload")));
    }

    @Test
    void grantsAKeyAgainToTheRequestThatHasIt() {
        open("one", "payload");

        assertThat(open("one", "payload")).isEqualTo(new Granted(leadOf("payload")));
    }

    @Test
    void givesTheAnswerThatWasKept() {
        open("one", "payload");
        keep(leadOf("payload"), ANSWER);

        assertThat(open("two", "payload")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void keepsAnswersOfAnyBytes() {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        Answer answer = new Answer(200, Map.of(), new Bytes(bytes));
        open("one", "payload");

        assertThat(keep(leadOf("payload"), answer)).isEqualTo(answer);
        assertThat(open("two", "payload")).isEqualTo(new Answered(answer));
    }

    @Test
    void refusesAnotherPayloadWhetherTheFirstIsDoneOrNot() {
        open("one", "payload");
        assertThat(open("two", "other payload")).isEqualTo(new Reused());

        keep(leadOf("payload"), ANSWER);
        assertThat(open("two", "other payload")).isEqualTo(new Reused());
    }

    @Test
    void keepsTheFirstAnswerOfALead() {
        open("one", "payload");
        keep(leadOf("payload"), ANSWER);

        Answer kept = keep(leadOf("payload"), new Answer(201, Map.of(), Bytes.utf8("another")));

        assertThat(kept).isEqualTo(ANSWER);
    }

    @Test
    void goesOnUnderTheSameLeadIdWhenTheLockIsOver() {
        open("one", "payload");

        clock.move(LOCK);

        assertThat(open("two", "payload")).isEqualTo(new Granted(leadOf("payload")));
        assertThat(open("three", "payload")).isEqualTo(new AtWork(leadOf("payload")));
    }

    @Test
    void goesOnUnderTheSameLeadIdAtOnceWhenTheKeyIsReleased() {
        open("one", "payload");

        release("one", false);

        assertThat(open("two", "payload")).isEqualTo(new Granted(leadOf("payload")));
    }

    @Test
    void isAsNewWhenTheKeyIsForgotten() {
        open("one", "payload");

        release("one", true);

        assertThat(open("two", "mended payload")).isEqualTo(new Granted(leadOf("mended payload")));
    }

    @Test
    void doesNotReleaseOrForgetWhatIsAnothersOrAnswered() {
        open("one", "payload");
        release("two", false);
        release("two", true);
        assertThat(open("two", "payload")).isEqualTo(new AtWork(leadOf("payload")));

        keep(leadOf("payload"), ANSWER);
        release("one", false);
        release("one", true);
        assertThat(open("two", "payload")).isEqualTo(new Answered(ANSWER));
    }

    @Test
    void isAsNewWhenItsTimeIsOver() {
        open("one", "payload");
        keep(leadOf("payload"), ANSWER);

        clock.move(TTL);

        assertThat(open("two", "other payload")).isEqualTo(new Granted(leadOf("other payload")));
        assertThat(keep(leadOf("payload"), ANSWER)).as("comes too late").isEqualTo(ANSWER);
        assertThat(open("three", "other payload")).isEqualTo(new AtWork(leadOf("other payload")));
    }

    @Test
    void givesTheSameBytesUnderTheSameKeyTheSameLeadAgainWhenItsTimeIsOver() {
        open("one", "payload");
        keep(leadOf("payload"), ANSWER);

        clock.move(TTL);

        assertThat(open("two", "payload")).isEqualTo(new Granted(leadOf("payload")));
    }

    @Test
    void knowsTheSameKeyOfAnotherClientAsAnother() {
        open("one", "payload");

        IdempotencyKey sameValue = new IdempotencyKey("another-client", key.value());
        KeyState other = join(opener.process(request(sameValue, "two", "payload"), limit()));

        assertThat(other).isEqualTo(new Granted(leadOf(sameValue, "payload")));
        assertThat(leadOf(sameValue, "payload")).isNotEqualTo(leadOf("payload"));
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
        keep(leadOf("payload"), ANSWER);

        List<Future<Answer>> kept = join(store.keepAll(List.of(
                new KeyStore.Kept(HASH.id(key), leadOf("payload"), other),
                new KeyStore.Kept(HASH.id(second), leadOf(second, "payload"), other))));

        assertThat(join(kept.get(0))).isEqualTo(ANSWER);
        assertThat(join(kept.get(1))).isEqualTo(other);
    }

    @Test
    void restsAsHashesThatTellNeitherKeyNorPayload() {
        open("one", "payload of a person");

        JsonObject document = join(stores.client().findOne(MongoKeyStore.NAME, MongoCalls.byId(HASH.id(key)), null));

        assertThat(document.getString("lead_id")).isEqualTo(leadOf("payload of a person"));
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
        return new OpenKey(key, Bytes.utf8(payload), attempt, LOCK);
    }

    private String leadOf(String payload) {
        return leadOf(key, payload);
    }

    private static String leadOf(IdempotencyKey key, String payload) {
        return LEAD_IDS.ofKey(key.client(), key.value(), Bytes.utf8(payload));
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
