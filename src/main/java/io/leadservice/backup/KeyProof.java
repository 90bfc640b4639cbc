package io.leadservice.backup;

import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.lead.Bytes;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.RawBsonDocument;

/**
 * Whether a key opens leads: a backup that carries the wrong key check would be worthless in need, and a store that is restored
 * under the wrong key could not be read.
 */
final class KeyProof {

    private final FieldCipher cipher;

    KeyProof(ServiceKeys serviceKeys) {
        this.cipher = FieldCipher.of(serviceKeys);
    }

    /** @throws BackupException if a lead's data encryption key does not open; a lead that has none any more is no proof */
    void check(List<RawBsonDocument> leads) {
        for (RawBsonDocument lead : leads) {
            if (lead.get(DataKey.FIELD) instanceof BsonBinary wrapped) {
                try {
                    cipher.open(
                            lead.getString("_id").getValue(), new SealedFields(new Bytes(wrapped.getData()), Map.of()));
                } catch (CipherException e) {
                    throw new BackupException("ENCRYPTION_KEY is not the one of the leads", e);
                }
            }
        }
    }
}
