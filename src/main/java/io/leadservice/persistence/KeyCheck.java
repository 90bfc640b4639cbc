package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.ConfigException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service's keys are those of the store: a lead has to open, and its e-mail has to have the blind index that stands
 * in its document. A service with other keys would find nobody again and show nothing.
 */
final class KeyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);

    private final MongoLeadStore leads;
    private final LeadSealer sealer;

    KeyCheck(MongoLeadStore leads, LeadSealer sealer) {
        this.leads = leads;
        this.sealer = sealer;
    }

    Future<Void> check() {
        return leads.any().transform(found -> {
            if (found.failed()) {
                LOG.warn("encryption key not checked error={}", found.cause().getMessage());
                return Future.succeededFuture();
            }
            return found.result().filter(lead -> !fits(lead)).isPresent()
                    ? Future.failedFuture(new ConfigException(List.of("encryption.key (ENCRYPTION_KEY) is not the"
                            + " key of the leads in this store: take the one with which they were written, or"
                            + " another database")))
                    : Future.succeededFuture();
        });
    }

    private boolean fits(StoredLead lead) {
        try {
            Map<String, byte[]> clear = sealer.open(lead);
            return LeadSealer.object(clear, LeadSealer.ENRICHMENT)
                    .text("email")
                    .map(email -> sealer.blindEmail(email).equals(lead.blind().get("email")))
                    .orElse(true);
        } catch (Failure e) {
            if (e.code() == FailureCode.CORRUPT) {
                return false;
            }
            throw e;
        }
    }
}
