package io.leadservice.lead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place for which there is one model in use at a time.
 *
 * @param vertical whose leads it scores
 * @param purpose what its probability is of
 */
public record ModelSlot(Vertical vertical, Purpose purpose) {

    private static final String RETURNED = "-returned";

    /** What a probability is of. */
    public enum Purpose {
        /** That something comes of the lead: its {@code ml_score}. */
        CONVERSION,
        /** That its buyer gives it back. */
        RETURN_RISK;

        /** The name on metrics. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The place of the model that gives leads of a vertical their score. */
    public static ModelSlot conversion(Vertical vertical) {
        return new ModelSlot(vertical, Purpose.CONVERSION);
    }

    /** The place of the model that tells how likely leads of a vertical are to be given back. */
    public static ModelSlot returnRisk(Vertical vertical) {
        return new ModelSlot(vertical, Purpose.RETURN_RISK);
    }

    /** All there are. */
    public static List<ModelSlot> all() {
        return Arrays.stream(Vertical.values())
                .flatMap(vertical -> Stream.of(conversion(vertical), returnRisk(vertical)))
                .toList();
    }

    /** The place of that name; empty if there is none. */
    public static Optional<ModelSlot> of(String name) {
        return all().stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    /** The name, which is also the id of its models: {@code auto}, {@code auto-returned}. */
    public String name() {
        String name = vertical.name().toLowerCase(Locale.ROOT);
        return purpose == Purpose.RETURN_RISK ? name + RETURNED : name;
    }
}
