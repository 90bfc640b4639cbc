package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdIndexTest {

    private final MVStore store = new MVStore.Builder().open();
    private final IdIndexDatabase database = new IdIndexDatabase("test", store, new CursorRegistry());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsByIdWhateverElseIsAsked() {
        Index<Object> ids = index("_id");

        assertThat(ids.canHandle(new Document("_id", "a"))).isTrue();
        assertThat(ids.canHandle(new Document("_id", "a").append("attempt", "b")))
                .isTrue();
        assertThat(ids.canHandle(new Document("_id", new Document("$in", List.of("a", "b")))
                        .append("expires_at", new Document("$lt", 1))))
                .isTrue();
    }

    @Test
    void leavesAloneWhatAsksForNoId() {
        assertThat(index("_id").canHandle(new Document("attempt", "b"))).isFalse();
        assertThat(index("_id").canHandle(new Document())).isFalse();
    }

    @Test
    void changesNoOtherIndex() {
        assertThat(index("email").canHandle(new Document("email", "a").append("state", "b")))
                .isFalse();
    }

    private Index<Object> index(String key) {
        return database.openOrCreateUniqueIndex("leads", key + "_", List.of(new IndexKey(key, true)), false);
    }
}
