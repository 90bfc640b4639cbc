package io.leadservice.backup;

import java.util.List;

/** What backups hold. The names are those of the store and of the files. */
enum StoredCollection {
    KEYS("idempotency_keys", true),
    LEADS("leads", false),
    /** While one is here, the first events of its leads may be missing in Kafka. */
    EPOCHS("outbox_epochs", false),
    CLAIMS("duplicate_claims", true),
    AUDIT("audit", false),
    /** Of each lead its wrapped data key alone, which the file of leads does not hold. */
    DATA_KEYS("data_keys", false),
    ERASED("erased_people", false),
    MODELS("models", false),
    MODEL_SLOTS("model_slots", false);

    /**
     * The order of a backup under writes. A key whose answer names a lead is read before the leads, so that lead is there;
     * a lead is read before the claims that it made before it was stored, so they are there, and before the epochs, so that one
     * that is not there any more has its events in Kafka; models are read after the places that use them.
     */
    static final List<StoredCollection> BACKUP_ORDER = List.of(KEYS, LEADS, EPOCHS, CLAIMS, AUDIT, MODEL_SLOTS, MODELS);

    /** The order of a restore: nothing refers to what is not there yet. */
    static final List<StoredCollection> RESTORE_ORDER =
            List.of(CLAIMS, LEADS, EPOCHS, KEYS, AUDIT, MODELS, MODEL_SLOTS);

    /** What is in the key file. */
    static final List<StoredCollection> KEY_FILE = List.of(DATA_KEYS, ERASED);

    private final String wireName;
    private final boolean ending;

    StoredCollection(String wireName, boolean ending) {
        this.wireName = wireName;
        this.ending = ending;
    }

    /** The name in the file. */
    String wireName() {
        return wireName;
    }

    /** The name in the store. */
    String source() {
        return this == DATA_KEYS ? LEADS.wireName : wireName;
    }

    /** Whether its documents end by themselves at their {@code expires_at}: ended ones stay out. */
    boolean ending() {
        return ending;
    }

    static StoredCollection of(String wireName) {
        for (StoredCollection collection : values()) {
            if (collection.wireName.equals(wireName)) {
                return collection;
            }
        }
        throw new BackupException("the backup holds a collection that this version does not know: " + wireName);
    }
}
