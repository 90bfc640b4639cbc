package io.leadservice.lead;

import java.util.Objects;

/**
 * What a score rests on: coarse values derived from a lead, in the order of the vertical's schema, missing ones left out.
 * Holds no personal data, so it is kept in clear and may leave the service.
 *
 * @param values text or whole numbers by the name of the feature
 * @param hash {@code sha256:} and 64 hexadecimal digits of the canonical form, the same for the same values on every
 *     machine
 */
public record FeatureVector(Attributes values, String hash) {

    public FeatureVector {
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(hash, "hash");
    }
}
