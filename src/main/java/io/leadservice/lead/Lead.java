package io.leadservice.lead;

import java.time.Instant;
import java.util.Objects;

/**
 * A lead as it was sent, in the shape of the contract. {@link #toString} holds no personal data.
 *
 * @param id UUID: of version 7, time-ordered, given when the submission arrives, or of version 8, a keyed hash of where it
 *     comes from
 * @param client the gateway that sent it, from its token
 * @param receivedAt when it arrived
 * @param vertical the line of insurance
 * @param contact the person
 * @param verticalData the fields of the vertical
 * @param source where it came from
 * @param further envelope fields that are not named here: consent, device, sub ids and the sender's own
 */
public record Lead(
        String id,
        String client,
        Instant receivedAt,
        Vertical vertical,
        Contact contact,
        Attributes verticalData,
        Source source,
        Attributes further) {

    public Lead {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(vertical, "vertical");
    }

    @Override
    public String toString() {
        return "Lead[" + id + " " + vertical + "]";
    }
}
