package io.leadservice.http;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.AdmissionConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in so many posted leads at once as the service works off without a queue, and answers the others at once with 503 and
 * {@code Retry-After}: before their token is looked at if there is no room then, before they are counted at their client's
 * rate, or else once the body is in, which may take its client a while and is no work. How many that are follows from how long they take: Gradient2
 * of Netflix's concurrency-limits compares the last moments with the time before, and {@link TimelyLimit} with the time that a
 * lead has. One for all HTTP instances of a node, safe
 * to use from every event loop.
 */
public final class Admission {

    /** The limiter asks for what; there is one kind. */
    private static final String LEADS = "leads";

    private static final String PLACE = Admission.class.getName();

    /** Leads may take so many times as long as usual before fewer are let in: writes that are gathered take longer. */
    private static final double TOLERANCE = 2.0;

    /** Percent of its time that a lead is to take: some take longer than others, and the queue needs its part. */
    private static final int TIME_PERCENT = 60;

    private static final long WINDOW_MILLIS = 250;
    private static final int MAX_RETRY_SECONDS = 3;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final SimpleLimiter<String> limiter;
    private final long maxBodyBytes;
    private final MeterRegistry registry;
    private final Counter shed;
    private final List<Meter> meters;

    /**
     * @param deadline that a lead has
     * @param maxBodyBytes of a post
     */
    public Admission(AdmissionConfig config, Duration deadline, long maxBodyBytes, MeterRegistry registry) {
        this(config, deadline, maxBodyBytes, registry, System::nanoTime);
    }

    /** @param nanos the clock */
    Admission(
            AdmissionConfig config, Duration deadline, long maxBodyBytes, MeterRegistry registry, LongSupplier nanos) {
        this.maxBodyBytes = maxBodyBytes;
        this.registry = registry;
        Gradient2Limit limit = Gradient2Limit.newBuilder()
                .minLimit(config.minimum())
                .maxConcurrency(config.maximum())
                // It goes down where leads take longer and longer, and never moves where few are at work: so there is
                // room for all that wait while a back end goes away.
                .initialLimit(config.maximum())
                .queueSizeFunction(now -> Math.max(4, (int) Math.sqrt(now)))
                .rttTolerance(TOLERANCE)
                .build();
        this.limiter = SimpleLimiter.newBuilder()
                .nanoClock(nanos)
                .limit(WindowedLimit.newBuilder()
                        .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .build(new TimelyLimit(
                                limit,
                                deadline.multipliedBy(TIME_PERCENT).dividedBy(100),
                                config.minimum(),
                                config.maximum())))
                .build();
        this.shed = Counter.builder("lead.admission.shed")
                .description("Posts that were refused because as many as go were at work")
                .register(registry);
        this.meters = List.of(
                shed,
                Gauge.builder("lead.admission.limit", limiter, SimpleLimiter::getLimit)
                        .description("Posts that are let in at once")
                        .register(registry),
                Gauge.builder("lead.admission.in.flight", limiter, SimpleLimiter::getInflight)
                        .description("Posts at work")
                        .register(registry));
    }

    /** First in the route of a post or a batch, whose rows are bounded on their own: it begins only while there is room. */
    void look(RoutingContext context) {
        enter().ifPresentOrElse(
                        permit -> {
                            permit.leave();
                            context.next();
                        },
                        () -> refuse(context));
    }

    /**
     * Before a post or a batch is counted at its client's rate, which takes some milliseconds: it has a place for so long. Otherwise
     * one free place would let in all that come meanwhile, and most of them would be refused after that work.
     */
    void reserve(RoutingContext context) {
        enter().ifPresentOrElse(
                        permit -> {
                            context.put(PLACE, permit);
                            context.addEndHandler(ended -> leave(context));
                            context.next();
                        },
                        () -> refuse(context));
    }

    /** After that: the body comes as quickly as its client sends it, and takes no place meanwhile. */
    void release(RoutingContext context) {
        leave(context);
        context.next();
    }

    private static void leave(RoutingContext context) {
        Permit permit = context.remove(PLACE);
        if (permit != null) {
            permit.leave();
        }
    }

    /**
     * Does the work of a post whose body is in, if there is a place. It is taken until the work is done, even if the client
     * does not wait for that: the work goes on without it.
     *
     * @return empty if there is none: nothing is begun
     */
    Optional<Future<Answer>> work(Supplier<Future<Answer>> work) {
        return enter().map(permit -> {
            Future<Answer> done = Future.succeededFuture().compose(begun -> work.get());
            permit.hold(done);
            return done;
        });
    }

    /** A place, if one is free. */
    Optional<Permit> enter() {
        Optional<Permit> permit = limiter.acquire(LEADS).map(Permit::new);
        if (permit.isEmpty()) {
            shed.increment();
        }
        return permit;
    }

    /** Removes its metrics. */
    public Future<Void> close() {
        meters.forEach(registry::remove);
        return Future.succeededFuture();
    }

    /**
     * Answers that there is no room. A body no larger than a post's is thrown away as it comes, so that the connection can be
     * used again: to make a new one for each post costs both sides more than the post.
     */
    void refuse(RoutingContext context) {
        Answer answer = Answers.with(
                Problem.of(Kind.UNAVAILABLE, "More leads come than can be worked on; try again in a moment")
                        .answer(Edge.requestId(context)),
                HttpHeaders.RETRY_AFTER.toString(),
                Integer.toString(1 + ThreadLocalRandom.current().nextInt(MAX_RETRY_SECONDS)));
        if (!context.request().isEnded() && isSmall(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            context.request()
                    .handler(piece -> {})
                    .endHandler(ended -> Edge.answer(context, answer))
                    .resume();
        } else {
            Edge.answer(context, answer);
        }
    }

    private boolean isSmall(@Nullable String length) {
        return length != null && LENGTH.matcher(length).matches() && Long.parseLong(length) <= maxBodyBytes;
    }

    /** A place among the posts at work. */
    static final class Permit {

        private final Limiter.Listener place;

        private Permit(Limiter.Listener place) {
            this.place = place;
        }

        /** Keeps it until this is done. */
        void hold(Future<Answer> work) {
            work.onComplete(done -> {
                if (tellsTheTime(done)) {
                    place.onSuccess();
                } else {
                    place.onIgnore();
                }
            });
        }

        /** A lead that ran out of time does; one that met a stage which is busy or away was quick for another reason. */
        private static boolean tellsTheTime(AsyncResult<Answer> done) {
            return done.succeeded()
                    ? done.result().status() < 500 || done.result().status() == Kind.TIMED_OUT.status()
                    : Failure.codeOf(done.cause()) == FailureCode.DEADLINE;
        }

        /** Gives back one that nothing was done with. */
        void leave() {
            place.onIgnore();
        }
    }
}
