package io.leadservice.intake;

import io.leadservice.pipeline.TakeIn;
import java.util.Optional;

/** What a record of the intake topic turned out to be. */
sealed interface Reading {

    /** A submission. */
    record Legible(TakeIn queued) implements Reading {}

    /**
     * None that can be worked off.
     *
     * @param content what is in it, if it is not encrypted or could be decrypted
     */
    record Illegible(Reason reason, Optional<TakeIn> content) implements Reading {}
}
