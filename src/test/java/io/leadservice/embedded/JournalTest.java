package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store has after a process that did not come to commit it. */
class JournalTest {

    private static final String MAP = "databases.test.things";

    @TempDir
    Path folder;

    private Path file;
    private Journal journal;

    @BeforeEach
    void openBoth() throws IOException {
        file = folder.resolve("test.journal");
        try (MVStore store = store()) {
            journal = Journal.open(file, store);
        }
    }

    @Test
    void bringsBackWhatWasWrittenAsItWasLast() throws IOException {
        journal.put(MAP, "kept", document("first"));
        journal.put(MAP, "gone", document("first"));
        journal.write();
        journal.put(MAP, "kept", document("second"));
        journal.removed(MAP, "gone");
        journal.put(MAP, "\u00e4", document("third"));
        journal.write();
        journal.put(MAP, "noted", document("not written"));

        assertThat(replayed()).isEqualTo(Map.of("kept", "second", "\u00e4", "third"));
        assertThat(Files.size(file)).as("the store has it now").isZero();
        assertThat(replayed()).hasSize(2);
    }

    @Test
    void endsBeforeAFrameThatIsNotWhole() throws IOException {
        journal.put(MAP, "whole", document("first"));
        journal.write();
        byte[] whole = Files.readAllBytes(file);
        journal.put(MAP, "torn", document("second"));
        journal.write();
        byte[] all = Files.readAllBytes(file);
        for (int length = whole.length; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            assertThat(replayed()).containsOnlyKeys("whole");
        }
        all[all.length - 1]++;
        Files.write(file, all);

        assertThat(replayed()).containsOnlyKeys("whole");
    }

    @Test
    void forgetsWhatTheStoreHas() throws IOException {
        journal.put(MAP, "committed", document("first"));
        journal.write();
        journal.put(MAP, "committed too", document("second"));
        journal.clear();
        assertThat(journal.length()).isZero();
        journal.put(MAP, "later", document("third"));
        journal.write();
        assertThat(journal.length()).isEqualTo(Files.size(file));

        assertThat(replayed()).containsOnlyKeys("later");
    }

    @Test
    void isEmptyOnceTheStoreIsCommitted() throws Exception {
        try (MVStore store = store();
                GroupCommit commits = new GroupCommit(store, journal)) {
            commits.start();
            for (int i = 0; i < 1_000; i++) {
                put(commits, store, "id" + i);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(file) == 0);
            put(commits, store, "last");
        }
        assertThat(Files.size(file)).isZero();
        assertThat(replayed()).hasSize(1_001);
    }

    private static void put(GroupCommit commits, MVStore store, String id) {
        byte[] bson = document("text");
        commits.durably(() -> {
            commits.put(MAP, id, bson);
            return IndexedDatabase.documents(store, MAP).put(id, bson);
        });
    }

    /** What a process finds that starts after one that was killed. */
    private Map<String, String> replayed() throws IOException {
        try (MVStore store = store();
                Journal again = Journal.open(file, store)) {
            assertThat(again.length()).isZero();
            Map<String, String> found = new TreeMap<>();
            IndexedDatabase.documents(store, MAP)
                    .forEach((id, bson) -> found.put(
                            id.toString(), Bson.decoded(bson).get("text").toString()));
            return found;
        }
    }

    private MVStore store() {
        return GroupCommit.manual()
                .fileName(folder.resolve("test.mv").toString())
                .open();
    }

    private static byte[] document(String text) {
        return Bson.encoded(new Document("text", text));
    }
}
