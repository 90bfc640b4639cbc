package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusSpansTest {

    record Question(String text) {}

    record Answer(String text) {}

    private static final Channel<Question, Answer> ECHO = new Channel<>("test.echo", Question.class, Answer.class);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String KEPT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_KEPT = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final Kept kept = new Kept();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(kept))
            .build();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.builder()
                .withTracer(options -> new Spans(provider, provider::close))
                .build();
        Codecs.register(vertx.eventBus(), List.of(ECHO));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aFailedHopIsAnErrorOnBothSidesByItsCodeAlone() {
        // Given
        serve(() -> Future.failedFuture(new Failure(FailureCode.BACK_END, "of ann@example.com")));

        // When
        Future<Answer> asked = inTrace(KEPT, this::ask);

        // Then
        assertThat(awaitFailure(asked)).isInstanceOf(Failure.class);
        assertThat(kept.spans)
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("process test.echo", "send test.echo");
        assertThat(kept.spans).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().asMap().values()).contains("back_end");
            assertThat(span.toString()).doesNotContain("ann@example.com");
        });
    }

    @Test
    void aTraceThatIsNotKeptIsHandedOnWithoutSpans() {
        serve(() -> Future.succeededFuture(new Answer(Spans.traceparent().orElse("none"))));

        assertThat(await(inTrace(NOT_KEPT, this::ask)).text()).isEqualTo(NOT_KEPT);
        assertThat(kept.spans).isEmpty();
    }

    @Test
    void workOutsideATraceHasNoSpans() {
        serve(() -> Future.succeededFuture(new Answer(Spans.traceparent().orElse("none"))));

        assertThat(await(onContext(this::ask)).text()).isEqualTo("none");
        assertThat(kept.spans).isEmpty();
    }

    @Test
    void whatIsAskedAfterAWaitIsInTheSameTrace() {
        serve(() -> vertx.timer(1, TimeUnit.MILLISECONDS)
                .map(waited -> new Answer(Spans.traceparent().orElse("none"))));

        Answer second = await(inTrace(KEPT, () -> ask().compose(first -> ask())));

        assertThat(second.text()).startsWith("00-" + TRACE);
        assertThat(kept.spans)
                .hasSize(4)
                .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(TRACE));
    }

    @Test
    void aCallForSeveralIsInTheTraceOfEach() {
        Future<Void> called = inTrace(KEPT, () -> {
            var marks = List.of(Spans.mark().orElseThrow(), Spans.mark().orElseThrow());
            return Spans.forAll(
                    marks,
                    () -> Spans.here()
                            .call(
                                    "insert",
                                    SpanKind.CLIENT,
                                    io.opentelemetry.api.common.Attributes.empty(),
                                    span -> Future.succeededFuture()));
        });

        await(called);
        assertThat(kept.spans).extracting(SpanData::getName).containsExactly("insert", "insert");
    }

    private Future<Answer> ask() {
        return new BusClient(vertx, Duration.ofSeconds(2), Map.of())
                .ask(ECHO, new Question("?"), Deadline.after(Duration.ofSeconds(2)));
    }

    private void serve(Supplier<Future<Answer>> work) {
        await(onContext(() -> new BoundedConsumer<>(vertx, ECHO, 4, (question, deadline) -> work.get()).start()));
    }

    private <T> Future<T> inTrace(String traceparent, Supplier<Future<T>> work) {
        return onContext(() -> {
            Span request = Spans.here().received("request", SpanKind.SERVER, traceparent);
            Spans.attach(request);
            return work.get();
        });
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        ContextInternal context =
                ((VertxInternal) vertx).createEventLoopContext().duplicate();
        context.runOnContext(ignored -> work.get().onComplete(done));
        return done.future();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static Throwable awaitFailure(Future<?> future) {
        return await(future.transform(done -> Future.succeededFuture(done.cause())));
    }

    private static final class Kept implements SpanExporter {

        private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
