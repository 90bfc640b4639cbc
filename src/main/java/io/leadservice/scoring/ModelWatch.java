package io.leadservice.scoring;

import io.leadservice.lead.Score;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;

/** Looks at the scores of the embedded models as they are made. Called on event loops, so it does not block; thread-safe. */
interface ModelWatch {

    /** Looks at nothing. */
    ModelWatch NONE = (vertical, champion, score) -> {};

    /** @param champion the model that made the score */
    void saw(Vertical vertical, AdditiveModel champion, Score score);

    /** Both, one after the other. */
    default ModelWatch and(ModelWatch other) {
        return (vertical, champion, score) -> {
            saw(vertical, champion, score);
            other.saw(vertical, champion, score);
        };
    }
}
