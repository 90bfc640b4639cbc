package io.leadservice.backup;

import java.util.Optional;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** The wrapped data key of a lead, taken out of its document and put back in its place, so that all else stays as it was. */
final class DataKey {

    static final String FIELD = "data_key";

    private static final BsonBinary TAKEN_OUT = new BsonBinary(new byte[0]);
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private DataKey() {}

    /** The lead without its key; an erased one has none. */
    static RawBsonDocument takenOut(RawBsonDocument lead) {
        return lead.containsKey(FIELD) ? with(lead, TAKEN_OUT) : lead;
    }

    /** Whether its key is to be put back. */
    static boolean isMissing(RawBsonDocument lead) {
        return TAKEN_OUT.equals(lead.get(FIELD));
    }

    /** The lead with its key. */
    static RawBsonDocument with(RawBsonDocument lead, BsonValue key) {
        BsonDocument document = lead.decode(CODEC);
        document.put(FIELD, key);
        return raw(document);
    }

    /** The key in a document of the key file. */
    static Optional<BsonValue> in(RawBsonDocument keyDocument) {
        return Optional.ofNullable(keyDocument.get(FIELD));
    }

    static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, CODEC);
    }
}
