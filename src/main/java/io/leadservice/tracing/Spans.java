package io.leadservice.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of this service. It hangs on its Vert.x as that one's tracer, but has Vert.x make no spans itself: see
 * docs/adr/0048. The span at work belongs to the Vert.x context of a request or message. Work outside a trace that is kept gets
 * no spans and costs next to nothing. Thread-safe.
 */
public final class Spans implements VertxTracer<Object, Object> {

    /** The header of the W3C trace context, the only form in which a trace is handed on. */
    public static final String TRACEPARENT = "traceparent";

    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final ContextKey<List<Context>> MANY = ContextKey.named("lead-service-many");
    private static final Spans OFF = new Spans(TracerProvider.noop(), false, () -> {});

    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private final Tracer tracer;
    private final boolean on;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onClose sends what was not sent yet; may block */
    public Spans(TracerProvider provider, Runnable onClose) {
        this(provider, true, onClose);
    }

    private Spans(TracerProvider provider, boolean on, Runnable onClose) {
        this.tracer = provider.get("io.leadservice");
        this.on = on;
        this.onClose = onClose;
    }

    /** Those of the Vert.x at work on this thread. */
    public static Spans here() {
        ContextInternal context = ContextInternal.current();
        return context != null && context.tracer() instanceof Spans spans ? spans : OFF;
    }

    /** Whether this Vert.x was made with them. */
    public static boolean madeBy(Vertx vertx) {
        return ((VertxInternal) vertx).tracer() instanceof Spans;
    }

    /** Whether the work at hand belongs to a trace that is kept. */
    public boolean recording() {
        if (!on) {
            return false;
        }
        Context context = Context.current();
        return kept(context) || context.get(MANY) != null;
    }

    /**
     * A span for a message that came in, or none where its trace is not kept. It is not at work yet: see {@link #attach}.
     *
     * @param traceparent the W3C trace context that came with it
     * @return the span, or what hands the trace on; {@link #end} it in any case
     */
    public Span received(String name, SpanKind kind, @Nullable String traceparent) {
        if (!on || traceparent == null) {
            return Span.getInvalid();
        }
        Context parent = remote(traceparent);
        return kept(parent) ? started(name, kind, Attributes.empty(), parent) : Span.fromContext(parent);
    }

    /** As {@link #received}, but a request without a trace begins one, which the sampler keeps or not. */
    public Span request(String name, @Nullable String traceparent) {
        if (!on) {
            return Span.getInvalid();
        }
        return started(
                name, SpanKind.SERVER, Attributes.empty(), traceparent == null ? Context.root() : remote(traceparent));
    }

    /** A span below the one at work, or none where that is not kept. */
    public Span child(String name, SpanKind kind) {
        return on && kept(Context.current())
                ? started(name, kind, Attributes.empty(), Context.current())
                : Span.getInvalid();
    }

    /**
     * A call as a span below the one at work, or below all for which it is made together; only where {@link #recording}.
     *
     * @param call is given the span, to hand it on
     */
    public <T> Future<T> call(String name, SpanKind kind, Attributes attributes, Function<Span, Future<T>> call) {
        return call(name, kind, attributes, Spans::errorType, call);
    }

    /** @param errorType tells the kind of an error, in a word of a bounded set */
    public <T> Future<T> call(
            String name,
            SpanKind kind,
            Attributes attributes,
            Function<Throwable, String> errorType,
            Function<Span, Future<T>> call) {
        Context context = Context.current();
        List<Context> many = context.get(MANY);
        List<Span> spans = (many == null ? List.of(context) : many)
                .stream().map(parent -> started(name, kind, attributes, parent)).toList();
        return Future.succeededFuture()
                .compose(begun -> call.apply(spans.get(0)))
                .onComplete(done -> spans.forEach(span -> {
                    if (done.failed()) {
                        fail(span, errorType.apply(done.cause()));
                    }
                    span.end();
                }));
    }

    /** What a call for several is made for: the work at hand, if its trace is kept. */
    public static Optional<Context> mark() {
        Context context = Context.current();
        return kept(context) ? Optional.of(context) : Optional.empty();
    }

    /** Has the calls that the work makes at once appear in the traces of all that it is done for. */
    @SuppressWarnings("try") // the scope is there to be closed
    public static <T> T forAll(List<Context> marks, Supplier<T> work) {
        if (marks.isEmpty()) {
            return work.get();
        }
        try (Scope scope = Context.root().with(MANY, marks).makeCurrent()) {
            return work.get();
        }
    }

    /** From now on the context at work is this span's. Not kept at a verticle's own context, which outlives every request. */
    public static void attach(Span span) {
        if (span.getSpanContext().isValid()) {
            attach(Context.root().with(span));
        }
    }

    /** From now on the context at work belongs to the same trace as another did. */
    public static void attach(Context trace) {
        ContextInternal context = ContextInternal.current();
        if (context != null && context.isDuplicate() && trace != Context.root()) {
            // Never left: it ends with the Vert.x context.
            Scope unused = VertxContextStorage.INSTANCE.attach(context, trace);
        }
    }

    /** The W3C trace context of the span at work; empty if there is none. */
    public static Optional<String> traceparent() {
        return traceparent(Span.current());
    }

    /** The W3C trace context that hands a span on. */
    public static Optional<String> traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Ends a span; what failed makes it an error, of which only the kind is told. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            fail(span, errorType(failure));
        }
        span.end();
    }

    /** Marks a span as an error of this kind. */
    public static void fail(Span span, String type) {
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR, type);
    }

    /** Sends what was not sent yet, once, and makes no more spans; blocks. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }

    private static String errorType(Throwable failure) {
        return failure instanceof ErrorType known
                ? known.errorType()
                : failure.getClass().getSimpleName();
    }

    private Span started(String name, SpanKind kind, Attributes attributes, Context parent) {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent);
        return builder.setAllAttributes(attributes).startSpan();
    }

    private static Context remote(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, HEADER);
    }

    private static boolean kept(Context context) {
        return Span.fromContext(context).getSpanContext().isSampled();
    }
}
