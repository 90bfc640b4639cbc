package io.leadservice.bus;

import io.leadservice.tracing.Spans;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.function.Supplier;

/**
 * Whose request is at work: what stands on every line of the log. It belongs to the Vert.x context of a request or message,
 * not to a thread, and goes along over the bus; what is not known is empty.
 *
 * @param request the request's id
 * @param client the gateway
 * @param lead the lead's id
 */
public record RequestIds(String request, String client, String lead) {

    /** Nobody's. */
    public static final RequestIds NONE = new RequestIds("", "", "");

    private static final ContextLocal<RequestIds> LOCAL = ContextLocal.registerLocal(RequestIds.class);
    private static final char BETWEEN = '\n';

    /** Has the context-local registered, which must be before the first Vert.x is made. */
    static void register() {
        // Loading this class does it.
    }

    /** Those of the context at work. */
    public static RequestIds current() {
        Context context = Vertx.currentContext();
        RequestIds ids = context == null ? null : context.getLocal(LOCAL);
        return ids == null ? NONE : ids;
    }

    /** The same for this client. */
    public RequestIds ofClient(String name) {
        return new RequestIds(request, name, lead);
    }

    /** The same for this lead. */
    public RequestIds ofLead(String id) {
        return new RequestIds(request, client, id);
    }

    /** From now on the context at work is for these. Not kept at a verticle's own context, which outlives every request. */
    public void attach() {
        if (Vertx.currentContext() instanceof ContextInternal context && context.isDuplicate()) {
            context.putLocal(LOCAL, this);
        }
    }

    /**
     * Does work for these in a context of its own, so that several can be at work for one request, in whose trace it is; on an
     * event loop.
     */
    public <T> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        io.opentelemetry.context.Context trace = io.opentelemetry.context.Context.current();
        ContextInternal own = ContextInternal.current().duplicate();
        own.dispatch(ignored -> {
            attach();
            Spans.attach(trace);
            Future.succeededFuture().compose(begun -> work.get()).onComplete(done);
        });
        return here(done.future());
    }

    /** Does work at once that belongs to no request, or to many, from within one. */
    public static void apart(Runnable work) {
        ContextInternal current = ContextInternal.current();
        if (current == null || !current.isDuplicate()) {
            work.run();
        } else {
            current.unwrap().dispatch(ignored -> work.run());
        }
    }

    /** The future as one of the context at work, whichever context completes it: so that what follows is for the same request. */
    public static <T> Future<T> here(Future<T> future) {
        ContextInternal context = ContextInternal.current();
        if (context == null) {
            return future;
        }
        Promise<T> here = context.promise();
        future.onComplete(here);
        return here.future();
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return request.isEmpty() && client.isEmpty() && lead.isEmpty();
    }

    String wire() {
        return request + BETWEEN + client + BETWEEN + lead;
    }

    static RequestIds ofWire(String text) {
        int first = text.indexOf(BETWEEN);
        int second = text.indexOf(BETWEEN, first + 1);
        return second < 0
                ? NONE
                : new RequestIds(
                        text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }
}
