package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.StatusChange;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reasons of changes, which somebody may have put a name into: encrypted under the lead's own data key, each bound to its
 * revision, so that they go dark with the lead. Thread-safe.
 */
final class LeadHistory {

    private final FieldCipher cipher;

    LeadHistory(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** Encrypts the reason of the change that leads to a revision. */
    Bytes seal(StoredLead lead, long revision, String reason) {
        return cipher.seal(
                lead.id(), lead.sealed().wrappedKey(), field(revision), reason.getBytes(StandardCharsets.UTF_8));
    }

    /** The changes with their reasons; fails as {@link FailureCode#CORRUPT} if one does not decrypt. */
    List<StatusChange> revealed(StoredLead lead) {
        Map<String, byte[]> reasons = open(lead);
        return lead.history().stream()
                .map(change -> change(
                        change,
                        Optional.ofNullable(reasons.get(field(change.revision())))
                                .map(reason -> new String(reason, StandardCharsets.UTF_8))))
                .toList();
    }

    /** The changes; of a reason it shows that there is one. */
    static List<StatusChange> masked(StoredLead lead) {
        return lead.history().stream()
                .map(change -> change(change, change.reason().map(reason -> StoredLead.HIDDEN)))
                .toList();
    }

    private Map<String, byte[]> open(StoredLead lead) {
        Map<String, Bytes> sealed = new HashMap<>();
        lead.history()
                .forEach(change -> change.reason().ifPresent(reason -> sealed.put(field(change.revision()), reason)));
        if (sealed.isEmpty()) {
            return Map.of();
        }
        try {
            return cipher.open(lead.id(), new SealedFields(lead.sealed().wrappedKey(), sealed));
        } catch (CipherException e) {
            throw new Failure(FailureCode.CORRUPT, "the history of lead " + lead.id() + " does not decrypt", e);
        }
    }

    private static StatusChange change(StoredChange change, Optional<String> reason) {
        return new StatusChange(change.from(), change.to(), change.at(), change.by(), reason, change.outcome());
    }

    private static String field(long revision) {
        return "history/" + revision;
    }
}
