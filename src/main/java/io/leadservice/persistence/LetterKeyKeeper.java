package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.KeepLetterKey;
import io.leadservice.pipeline.LetterKey;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/**
 * Keeps the data keys of dead letters, for as long as their topic keeps the letters.
 *
 * <p>Takes a key with what tells the person. Answers with the one that is kept. Fails as the store does.
 */
final class LetterKeyKeeper implements Stage<KeepLetterKey, LetterKey> {

    private final LetterKeys keys;
    private final LeadSealer sealer;
    private final Duration life;
    private final Clock clock;

    LetterKeyKeeper(LetterKeys keys, LeadSealer sealer, Duration life, Clock clock) {
        this.keys = keys;
        this.sealer = sealer;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public Channel<KeepLetterKey, LetterKey> channel() {
        return Channels.KEEP_LETTER_KEY;
    }

    @Override
    public Future<LetterKey> process(KeepLetterKey request, Deadline deadline) {
        return keys.keep(
                        request.leadId(),
                        request.wrappedKey(),
                        sealer.blind(request.person()),
                        clock.instant().plus(life),
                        deadline)
                .map(LetterKey::new);
    }
}
