package io.leadservice.scoring;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What models read of a vertical's leads: how the contact held up against the rules, how the lead came in, and the
 * coarse facts of what is to be insured. Every value may be missing. Safe to share between threads.
 *
 * <p>Nothing here reads a name, sex, marital or familial status, race, religion, origin, language, disability, health,
 * raw ZIP or street, credit data, or anything recorded after the lead arrived.
 */
public final class FeatureSchema {

    /** Rises when a feature changes its meaning: vectors of another version do not compare. */
    public static final int VERSION = 1;

    private static final Map<Vertical, FeatureSchema> SCHEMAS = schemas();

    private final Vertical vertical;
    private final List<LeadFeature> features;

    private FeatureSchema(Vertical vertical, List<LeadFeature> features) {
        this.vertical = vertical;
        this.features = features;
    }

    /** The schema of a vertical. */
    public static FeatureSchema of(Vertical vertical) {
        return Objects.requireNonNull(SCHEMAS.get(vertical));
    }

    /** The names of the features in their order. */
    public List<String> names() {
        return features.stream().map(LeadFeature::name).toList();
    }

    /** What a lead tells. */
    public FeatureVector vector(ValidatedLead lead) {
        Map<String, Object> values = new LinkedHashMap<>(2 * features.size());
        StringBuilder canonical =
                new StringBuilder(512).append(vertical).append('/').append(VERSION);
        for (LeadFeature feature : features) {
            Optional<?> value = feature.read().apply(lead);
            canonical.append('\n').append(feature.name()).append('=');
            if (value.isPresent()) {
                canonical.append(value.get());
                values.put(feature.name(), value.get());
            }
        }
        return new FeatureVector(new Attributes(values), hash(canonical));
    }

    private static String hash(CharSequence canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] sum = digest.digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Map<Vertical, FeatureSchema> schemas() {
        Map<Vertical, FeatureSchema> schemas = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            List<LeadFeature> features = Stream.of(
                            ContactFeatures.of(vertical), ArrivalFeatures.of(vertical), own(vertical))
                    .flatMap(List::stream)
                    .toList();
            schemas.put(vertical, new FeatureSchema(vertical, features));
        }
        return schemas;
    }

    private static List<LeadFeature> own(Vertical vertical) {
        return switch (vertical) {
            case AUTO -> VehicleFeatures.AUTO;
            case HOME -> PropertyFeatures.HOME;
            case RENTERS -> PropertyFeatures.RENTERS;
            case HEALTH -> PersonFeatures.HEALTH;
            case LIFE -> PersonFeatures.LIFE;
            case COMMERCIAL -> BusinessFeatures.COMMERCIAL;
        };
    }
}
