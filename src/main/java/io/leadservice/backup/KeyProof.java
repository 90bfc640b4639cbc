package io.leadservice.backup;

import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.lead.Bytes;
import java.util.ArrayList;
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

    /**
     * @throws BackupException if the data encryption keys of these leads do not open, not even one; a lead that has none any
     *     more is no proof, and a damaged one among others neither
     */
    void check(List<RawBsonDocument> leads) {
        List<CipherException> closed = new ArrayList<>();
        for (RawBsonDocument lead : leads) {
            if (lead.get(DataKey.FIELD) instanceof BsonBinary wrapped) {
                try {
                    cipher.open(
                            lead.getString("_id").getValue(), new SealedFields(new Bytes(wrapped.getData()), Map.of()));
                    return;
                } catch (CipherException e) {
                    closed.add(e);
                }
            }
        }
        if (!closed.isEmpty()) {
            throw new BackupException("ENCRYPTION_KEY is not the one of the leads", closed.get(0));
        }
    }
}
