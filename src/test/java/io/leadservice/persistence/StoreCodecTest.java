package io.leadservice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.impl.codec.json.JsonObjectCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.junit.jupiter.api.Test;

/** The client's own codec is what it is measured by. */
class StoreCodecTest {

    private static final Instant MOMENT = Instant.parse("2026-11-26T04:05:06.789Z");

    private final StoreCodec codec = new StoreCodec();

    @Test
    void writesWhatTheClientsOwnCodecWrites() {
        JsonObject document = new JsonObject()
                .put("_id", "lead")
                .put("text", "Zoë")
                .put("nothing", null)
                .put("numbers", new JsonArray().add(1).add(2L).add(0.5).add(true))
                .put("empty", new JsonObject())
                .put("one", new JsonObject().put("a", "b"))
                .put("from a record", new JsonObject(Map.of("list", List.of(Map.of("deep", List.of(1, 2))))))
                .put("date", new JsonObject().put("$date", MOMENT.toString()))
                .put("long", new JsonObject().put("$numberLong", 7L))
                .put("bytes", new JsonObject().put("$binary", new byte[] {1, 2, 3}))
                .put("typed", new JsonObject().put("$binary", new byte[] {4}).put("$type", 4));

        assertThat(written(codec, document)).isEqualTo(written(new JsonObjectCodec(new JsonObject()), document));
    }

    @Test
    void writesADateThatIsAnInstant() {
        BsonDocument document = written(codec, new JsonObject().put("at", LeadDocument.date(MOMENT)));

        assertThat(document.get("at")).isEqualTo(new BsonDateTime(MOMENT.toEpochMilli()));
    }

    @Test
    void readsADateThatEveryReaderUnderstands() {
        BsonDocument stored = new BsonDocument("at", new BsonDateTime(MOMENT.toEpochMilli()));

        JsonObject read = codec.decode(
                new BsonDocumentReader(stored), DecoderContext.builder().build());

        assertThat(LeadDocument.instant(read, "at")).isEqualTo(MOMENT);
        assertThat(read.getJsonObject("at").getString("$date")).isEqualTo(MOMENT.toString());
        assertThat(written(codec, read)).isEqualTo(stored);
    }

    private static BsonDocument written(JsonObjectCodec codec, JsonObject document) {
        BsonDocument into = new BsonDocument();
        codec.encode(
                new BsonDocumentWriter(into),
                document,
                EncoderContext.builder().isEncodingCollectibleDocument(true).build());
        return into;
    }
}
