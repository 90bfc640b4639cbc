package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.KeepAnswer;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Keeps answers for retries.
 *
 * <p>Takes an answer with its key. Answers with the one that is kept, the first of the lead. Fails as the store does.
 */
final class AnswerKeeper implements Stage<KeepAnswer, Answer> {

    private final KeyStore store;
    private final KeyHash hash;

    AnswerKeeper(KeyStore store, KeyHash hash) {
        this.store = store;
        this.hash = hash;
    }

    @Override
    public Channel<KeepAnswer, Answer> channel() {
        return Channels.KEEP_ANSWER;
    }

    @Override
    public Future<Answer> process(KeepAnswer request, Deadline deadline) {
        return store.keep(new KeyStore.Kept(hash.id(request.key()), request.leadId(), request.answer()), deadline);
    }
}
