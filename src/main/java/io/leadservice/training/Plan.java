package io.leadservice.training;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import java.util.Map;
import java.util.Optional;

/**
 * What to train.
 *
 * @param id name of the model
 * @param version its version
 * @param vertical whose leads it is to score; none to only prove the trainer
 * @param basis what kind of data
 * @param data where the data came from
 * @param dataSha256 of the data, hexadecimal
 * @param seed of all that is drawn
 * @param texts reasons by feature; features without get plain ones
 */
record Plan(
        String id,
        String version,
        Optional<Vertical> vertical,
        TrainingBasis basis,
        String data,
        String dataSha256,
        long seed,
        Map<String, FeatureText> texts) {

    Plan {
        texts = Map.copyOf(texts);
    }

    FeatureText text(String feature) {
        return texts.getOrDefault(feature, FeatureText.plain(feature));
    }
}
