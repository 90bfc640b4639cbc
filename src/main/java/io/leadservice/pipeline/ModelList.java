package io.leadservice.pipeline;

import io.leadservice.lead.TrainingBasis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the registry of models.
 *
 * @param slots those whose models were ever changed
 * @param models newest first, at most 200
 */
public record ModelList(List<Slot> slots, List<Registered> models) {

    public ModelList {
        slots = List.copyOf(slots);
        models = List.copyOf(models);
    }

    /**
     * A place with what was done there.
     *
     * @param revision how often its models were changed
     * @param previous champions that a revert goes back to, the next one last; an empty text is the bundled model, or none
     * @param history the latest changes, oldest first, at most 50
     */
    public record Slot(ModelsInUse.InUse inUse, long revision, List<String> previous, List<Step> history) {

        public Slot {
            previous = List.copyOf(previous);
            history = List.copyOf(history);
        }
    }

    /**
     * A change of a place.
     *
     * @param version the model it was about; an empty text for the bundled one, or none
     */
    public record Step(ChangeModel.Action action, String version, Instant at, String by) {}

    /**
     * A model that can be used.
     *
     * @param slot its place
     * @param sha256 of its file, hexadecimal
     * @param by who registered it
     * @param target the outcome whose probability it gives
     * @param basis what it was trained on
     * @param metrics by name, on the leads that were kept apart
     */
    public record Registered(
            String slot,
            String version,
            String sha256,
            Instant registeredAt,
            String by,
            String target,
            TrainingBasis basis,
            long rows,
            long positives,
            Optional<String> period,
            Map<String, Double> metrics) {

        public Registered {
            metrics = Map.copyOf(metrics);
        }
    }
}
