package io.leadservice.training;

import io.leadservice.scoring.model.ModelFile;
import java.util.List;

/**
 * A model of outcomes, and whether it is to be used.
 *
 * @param file the model
 * @param card what people should know of it, in Markdown
 * @param adopted whether it beats the model in use and is well calibrated
 * @param lines what to tell of it
 */
public record Retrained(ModelFile file, String card, boolean adopted, List<String> lines) {

    public Retrained {
        lines = List.copyOf(lines);
    }
}
