package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.ConfigException;
import io.leadservice.pipeline.Person;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service's keys are those of the store: of some leads one has to open, and its e-mail has to have the blind index
 * that stands in its document. A service with other keys would find nobody again and show nothing; a damaged lead among others
 * is told of and stops nobody.
 */
final class KeyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);

    private static final int SAMPLE = 16;

    private final MongoLeadStore leads;
    private final LeadSealer sealer;

    KeyCheck(MongoLeadStore leads, LeadSealer sealer) {
        this.leads = leads;
        this.sealer = sealer;
    }

    Future<Void> check() {
        return leads.some(SAMPLE).transform(found -> {
            if (found.failed()) {
                LOG.warn("encryption key not checked error={}", found.cause().getMessage());
                return Future.succeededFuture();
            }
            List<String> closed = found.result().stream()
                    .filter(lead -> !fits(lead))
                    .map(StoredLead::id)
                    .toList();
            if (closed.isEmpty()) {
                return Future.succeededFuture();
            }
            if (closed.size() < found.result().size()) {
                LOG.error("leads do not open, though others do ids={}", closed);
                return Future.succeededFuture();
            }
            return Future.failedFuture(new ConfigException(List.of("encryption.key (ENCRYPTION_KEY) is not the"
                    + " key of the leads in this store: take the one with which they were written, or"
                    + " another database")));
        });
    }

    private boolean fits(StoredLead lead) {
        try {
            Map<String, byte[]> clear = sealer.open(lead);
            return LeadSealer.object(clear, LeadSealer.ENRICHMENT)
                    .text("email")
                    .map(email -> Objects.equals(
                            sealer.blind(new Person(Optional.of(email), Optional.empty()))
                                    .get("email"),
                            lead.blind().get("email")))
                    .orElse(true);
        } catch (Failure e) {
            if (e.code() == FailureCode.CORRUPT) {
                return false;
            }
            throw e;
        }
    }
}
