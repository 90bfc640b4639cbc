package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedDatabaseTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private MVStore store;
    private IndexedDatabase database;
    private MongoCollection<Object> leads;
    private Index<Object> age;

    @BeforeEach
    void open() {
        store = GroupCommit.manual()
                .fileName(folder.resolve("test.mv").toString())
                .open();
        database = new IndexedDatabase("test", store, Changes.NOT_HEARD, new CursorRegistry());
        if (database.resolveCollection("leads", false) == null) {
            database.createCollectionOrThrowIfExists("leads", CollectionOptions.withDefaults());
        }
        leads = database.resolveCollection("leads", true);
        leads.addIndex(database.openOrCreateSecondaryIndex("leads", "since", key("since"), true));
        leads.addIndex(database.openOrCreateSecondaryIndex("leads", "owner", key("lease.owner"), true));
        age = database.openOrCreateSecondaryIndex(
                "leads", "age", List.of(new IndexKey("state", true), new IndexKey("made", true)), false);
        leads.addIndex(age);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsByTheTimeAtTheEndOfAnIndex() {
        // Given
        insert(
                10,
                i -> new Document("_id", "id" + i)
                        .append("state", i % 2 == 0 ? "IA" : "NY")
                        .append("made", START.plusSeconds(i / 4)));
        leads.deleteDocuments(new Document("_id", "id5"), 1);
        insert(1, i -> new Document("_id", "timeless").append("state", "NY"));
        Document old = new Document("state", "NY").append("made", new Document("$lt", START.plusSeconds(2)));

        // Then
        assertThat(ids(old)).containsExactlyInAnyOrder("id1", "id3", "id7");
        assertThat(age.canHandle(old)).isTrue();
        assertThat(age.getPositions(old))
                .containsExactlyInAnyOrder("id0", "id1", "id2", "id3", "id4", "id6", "id7", "id8", "id9");
        assertThat(ids(new Document("state", "NY"))).contains("timeless");

        // When one has something else there
        insert(1, i -> new Document("_id", "odd").append("state", "NY").append("made", "long ago"));

        // Then
        assertThat(ids(old)).containsExactlyInAnyOrder("id1", "id3", "id7");
        assertThat(age.canHandle(old)).isFalse();
    }

    @Test
    void findsByIdWhateverElseIsAsked() {
        // Given
        insert(10, i -> new Document("_id", "id" + i).append("state", i % 2 == 0 ? "IA" : "NY"));

        // Then
        assertThat(ids(new Document("_id", "id4"))).containsExactly("id4");
        assertThat(ids(new Document("_id", "id4").append("state", "NY"))).isEmpty();
        assertThat(ids(new Document("_id", new Document("$in", List.of("id1", "id4", "id9", "none")))
                        .append("state", "NY")))
                .containsExactlyInAnyOrder("id1", "id9");
        assertThat(ids(new Document("_id", new Document("$gt", "id6").append("$lt", "id9"))))
                .containsExactly("id7", "id8");
        assertThat(ids(new Document("_id", new Document("$ne", "id4")))).hasSize(9);
        assertThat(indexOf(new Document("state", "NY"))).isEmpty();
    }

    @Test
    void findsIdsThatAreNoStrings() {
        // Given
        leads.addDocument(new Document("_id", 1).append("n", "one"));
        leads.addDocument(new Document("_id", "a").append("n", "letter"));

        // Then
        assertThat(ids(new Document("_id", 1))).containsExactly(1);
        assertThat(ids(new Document("_id", 1.0))).containsExactly(1);
        assertThat(ids(new Document("_id", new Document("$in", List.of("a", 1)))))
                .containsExactlyInAnyOrder("a", 1);
        assertThatThrownBy(() -> leads.addDocument(new Document("_id", 1))).isInstanceOf(DuplicateKeyError.class);
    }

    @Test
    void countsByAnIndexWhatACountOverAllWouldCount() {
        // Given
        insert(10, i -> i % 3 == 0 ? new Document("_id", "id" + i) : since(i));
        leads.updateDocuments(
                new Document("_id", "id1"),
                new Document("$unset", new Document("since", "")),
                ArrayFilters.empty(),
                false,
                false,
                NoopOplog.get());
        leads.deleteDocuments(new Document("_id", "id2"), 1);
        Document have = new Document("since", new Document("$exists", true));

        // Then
        assertThat(count(have)).isEqualTo(4);
        assertThat(count(new Document("since", new Document("$exists", false)))).isEqualTo(5);
        assertThat(count(new Document("since", new Document("$gt", START.plusSeconds(5)))))
                .isEqualTo(2);
        assertThat(leads.count(have, 1, 2)).isEqualTo(2);
        assertThat(leads.count(have, 3, 2)).isEqualTo(1);
        assertThat(count(new Document("_id", "none"))).isZero();
    }

    private static Document since(int i) {
        return new Document("_id", "id" + i).append("since", START.plusSeconds(i));
    }

    /** As a driver asks. */
    private int count(Document query) {
        Document command = new Document("aggregate", "leads")
                .append(
                        "pipeline",
                        List.of(
                                new Document("$match", query),
                                new Document("$limit", 100),
                                new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1)))))
                .append("cursor", new Document());
        Document answer = database.handleCommand(null, "aggregate", command, null, NoopOplog.get());
        List<?> batch = (List<?>) ((Document) answer.get("cursor")).get("firstBatch");
        return batch.isEmpty() ? 0 : (int) ((Document) batch.get(0)).get("n");
    }

    @Test
    void takesAnIdOnce() {
        leads.addDocument(new Document("_id", "a"));
        assertThatThrownBy(() -> leads.addDocument(new Document("_id", "a"))).isInstanceOf(DuplicateKeyError.class);

        leads.deleteDocuments(new Document("_id", "a"), 1);
        leads.addDocument(new Document("_id", "a"));

        assertThat(leads.count()).isOne();
    }

    @Test
    void findsByAFieldInItsOrderAndReadsNoMoreThanItGives() {
        // Given
        insert(
                100,
                i -> i % 2 == 0
                        ? new Document("_id", "id" + i)
                        : new Document("_id", "id" + i).append("since", START.minusSeconds(i)));
        Document before = new Document("since", new Document("$lt", START.minusSeconds(90)));

        // Then
        assertThat(indexOf(before)).containsExactly("since");
        assertThat(query(before, "since", 3)).containsExactly("id99", "id97", "id95");
        assertThat(query(before, "since", 0)).hasSize(5);
        assertThat(ids(new Document("since", new Document("$exists", true)))).hasSize(50);
        assertThat(ids(new Document("since", new Document("$exists", false)))).hasSize(50);
        assertThat(ids(new Document("since", START.minusSeconds(7)))).containsExactly("id7");
        assertThat(query(new Document(), "_id", 2)).containsExactly("id0", "id1");
    }

    @Test
    void followsUpdatesAndRemovals() {
        // Given
        insert(4, i -> new Document("_id", "id" + i).append("since", START.plusSeconds(i)));

        // When
        update(new Document("_id", "id0"), new Document("$set", new Document("lease", new Document("owner", "a"))));
        update(new Document("_id", "id1"), new Document("$unset", new Document("since", "")));
        update(new Document("_id", "id2"), new Document("$set", new Document("since", START.minusSeconds(1))));
        leads.deleteDocuments(new Document("_id", "id3"), 1);

        // Then
        assertThat(query(new Document("since", new Document("$exists", true)), "since", 0))
                .containsExactly("id2", "id0");
        assertThat(ids(new Document("lease.owner", "a"))).containsExactly("id0");
        assertThat(indexOf(new Document("lease.owner", "a"))).containsExactly("owner");
        assertThat(ids(new Document("lease.owner", "b"))).isEmpty();
    }

    @Test
    void goesWithoutTheIndexWhereAValueIsAList() {
        leads.addDocument(new Document("_id", "a").append("since", List.of(1, 2)));
        leads.addDocument(new Document("_id", "b").append("since", 2));

        assertThat(ids(new Document("since", 2))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void findsTheSameAfterItIsOpenedAgain() {
        // Given
        insert(
                50,
                i -> new Document("_id", "id" + i)
                        .append("since", START.plusSeconds(i))
                        .append("score", 0.5)
                        .append("sealed", new BinData(new byte[] {1, 2, 3}))
                        .append("list", List.of(new Document("id", "x"))));
        Document before = leads.handleQuery(new QueryParameters(new Document("_id", "id7"), 0, 0))
                .iterator()
                .next();

        // When
        store.close();
        open();

        // Then
        assertThat(ids(new Document("_id", "id7"))).containsExactly("id7");
        assertThat(query(new Document("since", new Document("$gte", START.plusSeconds(48))), "since", 0))
                .containsExactly("id48", "id49");
        assertThat(leads.handleQuery(new QueryParameters(new Document("_id", "id7"), 0, 0)))
                .singleElement()
                .isEqualTo(before);
        assertThatThrownBy(() -> leads.addDocument(new Document("_id", "id7"))).isInstanceOf(DuplicateKeyError.class);
    }

    @Test
    void givesEachReaderADocumentOfItsOwn() {
        // Given
        leads.addDocument(new Document("_id", "a").append("state", "IA"));

        // When
        leads.handleQuery(new QueryParameters(new Document(), 0, 0))
                .iterator()
                .next()
                .put("state", "NY");

        // Then
        assertThat(ids(new Document("state", "IA"))).containsExactly("a");
    }

    @Test
    void isNotCommittedUntilItIsTold() {
        // Given
        store.commit();
        long version = store.getCurrentVersion();

        // When: more than the store keeps unsaved if left to itself
        insert(64, i -> new Document("_id", "id" + i).append("sealed", new BinData(new byte[1 << 20])));

        // Then
        assertThat(store.getCurrentVersion()).isEqualTo(version);
        assertThat(store.getAutoCommitDelay()).as("commits by time").isZero();
    }

    private void insert(int count, IntFunction<Document> document) {
        IntStream.range(0, count).mapToObj(document).forEach(leads::addDocument);
    }

    private void update(Document query, Document change) {
        leads.updateDocuments(query, change, ArrayFilters.empty(), false, false, NoopOplog.get());
    }

    private List<Object> ids(Document query) {
        return StreamSupport.stream(
                        leads.handleQuery(new QueryParameters(query, 0, 0)).spliterator(), false)
                .<Object>map(document -> document.get("_id"))
                .toList();
    }

    private List<Object> query(Document query, String order, int limit) {
        Document ordered = new Document("$query", query).append("$orderby", new Document(order, 1));
        return StreamSupport.stream(
                        leads.handleQuery(new QueryParameters(ordered, 0, limit))
                                .spliterator(),
                        false)
                .<Object>map(document -> document.get("_id"))
                .toList();
    }

    private List<String> indexOf(Document query) {
        return leads.getIndexes().stream()
                .filter(index -> index.canHandle(query))
                .map(Index::getName)
                .toList();
    }

    private static List<IndexKey> key(String field) {
        return List.of(new IndexKey(field, true));
    }
}
