package io.leadservice.pipeline;

import java.util.List;
import java.util.Optional;

/** Which models are in use; a place that is not named has its bundled one, or none. */
public record ModelsInUse(List<InUse> slots) {

    public ModelsInUse {
        slots = List.copyOf(slots);
    }

    /**
     * The models of a place.
     *
     * @param slot the name of the place
     * @param champion version of the model that decides; empty for the bundled one, or none
     * @param challenger version of the model in its shadow
     */
    public record InUse(String slot, Optional<String> champion, Optional<String> challenger) {}
}
