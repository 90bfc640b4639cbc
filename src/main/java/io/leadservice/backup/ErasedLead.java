package io.leadservice.backup;

import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/** What a restore leaves of a lead that was erased after the backup: the same that the service leaves of one. */
final class ErasedLead {

    private static final List<String> STAYING = List.of("_id", "v", "client", "vertical", "created_at");
    private static final List<String> TOLD = List.of("reason", "outcome", "outcome_at", "return_reason");
    private static final String HISTORY = "history";

    private ErasedLead() {}

    static RawBsonDocument of(RawBsonDocument lead, Instant now) {
        BsonDocument left = new BsonDocument();
        STAYING.stream().filter(lead::containsKey).forEach(name -> left.put(name, lead.get(name)));
        long revision = lead.get("revision") instanceof BsonNumber number ? number.longValue() + 1 : 1;
        BsonDateTime at = new BsonDateTime(now.toEpochMilli());
        BsonValue from = lead.get("status");
        left.append("status", new BsonString("ERASED"))
                .append("updated_at", at)
                .append("source", new BsonDocument("test", test(lead)))
                .append("findings", new BsonArray())
                .append("degraded", new BsonArray())
                .append("revision", new BsonInt64(revision));
        BsonArray history = new BsonArray();
        if (lead.get(HISTORY) instanceof BsonArray before) {
            before.forEach(change -> history.add(bare(change.asDocument())));
        }
        history.add(new BsonDocument("revision", new BsonInt64(revision))
                .append("from", from == null ? new BsonString("ERROR") : from)
                .append("to", new BsonString("ERASED"))
                .append("at", at)
                .append("by", new BsonString("restore"))
                .append("change", new BsonString("erasure")));
        return DataKey.raw(left.append(HISTORY, history));
    }

    private static BsonBoolean test(RawBsonDocument lead) {
        return BsonBoolean.valueOf(lead.get("source") instanceof BsonDocument source
                && source.get("test") instanceof BsonBoolean test
                && test.getValue());
    }

    /** A change without what the client told of it. */
    private static BsonDocument bare(BsonDocument change) {
        BsonDocument copy = change.clone();
        TOLD.forEach(copy::remove);
        return copy;
    }
}
