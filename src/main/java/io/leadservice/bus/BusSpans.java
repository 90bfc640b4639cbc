package io.leadservice.bus;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.function.Function;

/** The two spans of a hop, {@code send} of whoever asks and {@code process} of the stage; names as of OpenTelemetry's conventions. */
final class BusSpans {

    private BusSpans() {}

    /** @param hop is given the trace context that goes along, if there is any */
    static <T> Future<T> asking(String address, Function<Optional<String>, Future<T>> hop) {
        Spans spans = Spans.here();
        return spans.recording()
                ? spans.call(
                        "send " + address,
                        SpanKind.PRODUCER,
                        attributes(address, "send"),
                        span -> hop.apply(Spans.traceparent(span)))
                : hop.apply(Spans.traceparent());
    }

    /** Begins the span of a stage's work, which is at work from now on; its end is {@link Spans#end}. */
    static Span serving(Message<?> message) {
        String trace = message.headers().get(Spans.TRACEPARENT);
        if (trace == null) {
            return Span.getInvalid();
        }
        Span span = Spans.here().received("process " + message.address(), SpanKind.CONSUMER, trace);
        if (span.isRecording()) {
            span.setAllAttributes(attributes(message.address(), "process"));
        }
        Spans.attach(span);
        return span;
    }

    private static Attributes attributes(String address, String operation) {
        return Attributes.builder()
                .put("messaging.system", "vertx")
                .put("messaging.destination.name", address)
                .put("messaging.operation.name", operation)
                .put("messaging.operation.type", operation)
                .build();
    }
}
