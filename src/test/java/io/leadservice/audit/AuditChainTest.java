package io.leadservice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.audit.AuditVerifier.Breach;
import io.leadservice.audit.AuditVerifier.Report;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {

    private final MemoryStore store = new MemoryStore();
    private final AuditChain chain = new AuditChain(store, "one");

    @Test
    void makesAChainThatIsWholeOfManyBatches() {
        for (int i = 0; i < 10; i++) {
            assertThat(chain.append(entries("a" + i, "b" + i)).succeeded()).isTrue();
        }

        Report report = verify();
        assertThat(report.breach()).isEmpty();
        assertThat(report.chains().get("one").entries()).isEqualTo(20);
        assertThat(report.chains().get("one").hash())
                .isEqualTo(store.documents.lastEntry().getValue().getString("hash"));
    }

    @Test
    void writesWhatMayBeThereOnceMoreAndLeavesNoGap() {
        // Given a write of which half arrives, and which fails
        chain.append(entries("first", "second"));
        store.failAfter = 1;
        assertThat(chain.append(entries("third", "fourth")).failed()).isTrue();

        // When
        assertThat(chain.append(entries("fifth")).succeeded()).isTrue();

        // Then
        assertThat(verify().breach()).isEmpty();
        assertThat(store.documents.values().stream().map(document -> document.getString("what")))
                .containsExactly("first", "second", "third", "fourth", "fifth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "who", "what", "lead", "from", "outcome", "request", "detail", "previous", "hash"})
    void namesAnEntryThatWasChanged(String field) {
        chain.append(List.of(full(), full(), full()));

        change("one/000000000001", document -> document.put(field, field.equals("at") ? "2026-01-01T00:00:00Z" : "x"));

        assertThat(verify().breach().map(Breach::id)).contains("one/000000000001");
    }

    @Test
    void namesAnEntryThatWasTakenOutMovedOrPutIn() {
        chain.append(entries("a", "b", "c"));
        JsonObject second = store.documents.remove("one/000000000001");
        assertThat(verify().breach())
                .contains(new Breach("one/000000000001", "is missing, or what was there before it"));

        store.documents.put("one/000000000001", second.copy().put("chain", "two"));
        assertThat(verify().breach()).isPresent();

        store.documents.put("one/000000000001", second);
        store.documents.put("one/000000000003", second.copy().put("_id", "one/000000000003"));
        assertThat(verify().breach()).contains(new Breach("one/000000000003", "has moved"));

        store.documents.put("one/000000000003", new JsonObject().put("_id", "one/000000000003"));
        assertThat(verify().breach()).contains(new Breach("one/000000000003", "is no entry of this service"));
    }

    @Test
    void namesAChainThatWasWrittenAnewFromTheMiddle() {
        // Given an entry that was changed, and its hash with it
        chain.append(entries("a", "b", "c"));
        JsonObject changed = store.documents.get("one/000000000001").copy().put("what", "x");
        store.documents.put("one/000000000001", ChainLink.of(changed).document());

        // Then the next one does not follow it
        assertThat(verify().breach().map(Breach::id)).contains("one/000000000002");
    }

    private Report verify() {
        return new AuditVerifier(store).verify().result();
    }

    private void change(String id, Consumer<JsonObject> change) {
        change.accept(store.documents.get(id));
    }

    private static List<AuditEntry> entries(String... whats) {
        List<AuditEntry> entries = new ArrayList<>();
        for (String what : whats) {
            entries.add(AuditEntry.ofService(Instant.EPOCH, "test", what, Optional.empty(), ""));
        }
        return entries;
    }

    private static AuditEntry full() {
        return new AuditEntry(
                Instant.EPOCH,
                Optional.of("who"),
                "what",
                Optional.of("lead"),
                Optional.of("from"),
                "ok",
                Optional.of("request"),
                Optional.of("detail"));
    }

    /** Stands in for the collection, so that a write can break in the middle. */
    private static final class MemoryStore implements AuditStore {

        private final TreeMap<String, JsonObject> documents = new TreeMap<>();
        private int failAfter = Integer.MAX_VALUE;

        @Override
        public Future<Void> append(List<ChainLink> links) {
            for (ChainLink link : links) {
                if (failAfter-- == 0) {
                    failAfter = Integer.MAX_VALUE;
                    return Future.failedFuture("the connection broke");
                }
                documents.putIfAbsent(link.id(), link.document());
            }
            return Future.succeededFuture();
        }

        @Override
        public Future<List<JsonObject>> page(String after, int limit) {
            return Future.succeededFuture(documents.tailMap(after, false).values().stream()
                    .limit(limit)
                    .toList());
        }
    }
}
