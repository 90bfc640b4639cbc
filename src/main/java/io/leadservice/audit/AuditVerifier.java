package io.leadservice.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Goes through the whole trail and checks that every chain is whole: nothing changed, nothing taken out, nothing put in. */
public final class AuditVerifier {

    private static final int PAGE = 500;

    private final AuditStore store;

    public AuditVerifier(MongoAuditStore store) {
        this((AuditStore) store);
    }

    AuditVerifier(AuditStore store) {
        this.store = store;
    }

    /**
     * What was found.
     *
     * @param chains how many entries each whole chain has, and the hash of the last of them
     * @param breach the first entry that is not as it was written, and what is wrong with it
     */
    public record Report(Map<String, Head> chains, Optional<Breach> breach) {
        public Report {
            chains = new LinkedHashMap<>(chains);
        }
    }

    /** The end of a chain; whoever keeps it elsewhere can tell later whether the end was cut off. */
    public record Head(long entries, String hash) {}

    /** Where the trail is broken. */
    public record Breach(String id, String what) {}

    /** Fails if the store does not answer. */
    public Future<Report> verify() {
        return next("", new LinkedHashMap<>());
    }

    private Future<Report> next(String after, Map<String, Head> chains) {
        return store.page(after, PAGE).compose(page -> {
            for (JsonObject document : page) {
                Optional<Breach> breach = check(document, chains);
                if (breach.isPresent()) {
                    return Future.succeededFuture(new Report(chains, breach));
                }
            }
            return page.isEmpty()
                    ? Future.succeededFuture(new Report(chains, Optional.empty()))
                    : next(page.get(page.size() - 1).getString("_id"), chains);
        });
    }

    private static Optional<Breach> check(JsonObject document, Map<String, Head> chains) {
        String id = document.getString("_id");
        ChainLink link;
        String hash;
        try {
            link = ChainLink.of(document);
            hash = document.getString("hash", "");
        } catch (RuntimeException e) {
            return Optional.of(new Breach(id, "is no entry of this service"));
        }
        Head before = chains.getOrDefault(link.chain(), new Head(0, ChainLink.BEGIN));
        if (!id.equals(link.id())) {
            return Optional.of(new Breach(id, "has moved"));
        }
        if (link.sequence() != before.entries()) {
            return Optional.of(new Breach(
                    ChainLink.id(link.chain(), before.entries()), "is missing, or what was there before it"));
        }
        if (!link.previous().equals(before.hash())) {
            return Optional.of(new Breach(id, "does not follow the entry before it"));
        }
        if (!link.hash().equals(hash)) {
            return Optional.of(new Breach(id, "was changed"));
        }
        chains.put(link.chain(), new Head(link.sequence() + 1, hash));
        return Optional.empty();
    }
}
