package io.leadservice.pipeline;

import java.util.List;

/** Asks publishing to put events aside in the dead letter topic, where they can be looked at and replayed from. */
public record BuryEvents(List<DeadLetter> letters) {
    public BuryEvents {
        letters = List.copyOf(letters);
    }
}
