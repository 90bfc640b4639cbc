package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.WorkNotes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Function;

/** Answers from a cache where it can, and keeps what the call answers. Failures are not kept. */
public final class CachingCall<I, O> implements OutsideCall<I, O> {

    private final OutsideCall<I, O> inner;
    private final ResultCache cache;
    private final Function<I, String> key;
    private final Form<O> form;

    /**
     * @param key the same for requests with the same answer; holds no personal data
     * @param form how answers are kept
     */
    public CachingCall(OutsideCall<I, O> inner, ResultCache cache, Function<I, String> key, Form<O> form) {
        this.inner = inner;
        this.cache = cache;
        this.key = key;
        this.form = form;
    }

    @Override
    public Future<O> ask(I request, Deadline deadline) {
        String name = key.apply(request);
        return cache.get(name)
                .map(kept -> kept.flatMap(form::read))
                .onSuccess(kept -> kept.ifPresent(found -> WorkNotes.cacheHit()))
                .compose(
                        kept -> kept.map(Future::succeededFuture).orElseGet(() -> askAndKeep(name, request, deadline)));
    }

    private Future<O> askAndKeep(String name, I request, Deadline deadline) {
        return inner.ask(request, deadline).onSuccess(answer -> cache.put(name, form.write(answer)));
    }

    /** The kept form of an answer. */
    public interface Form<O> {

        Buffer write(O answer);

        /** Empty if it cannot be read, as after a change of version. */
        Optional<O> read(Buffer kept);
    }
}
