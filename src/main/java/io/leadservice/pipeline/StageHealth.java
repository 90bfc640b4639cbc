package io.leadservice.pipeline;

import java.util.Optional;

/**
 * How a stage is, as seen by one of its instances.
 *
 * @param up whether it can do its work
 * @param reason why not; names the back end, never an address or a secret
 */
public record StageHealth(boolean up, Optional<String> reason) {

    /** All is well. */
    public static final StageHealth UP = new StageHealth(true, Optional.empty());

    /** It cannot do its work. */
    public static StageHealth down(String reason) {
        return new StageHealth(false, Optional.of(reason));
    }
}
