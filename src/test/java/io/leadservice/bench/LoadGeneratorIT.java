package io.leadservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicInteger seen = new AtomicInteger();

    @AfterEach
    void close() {
        Awaiting.within(LIMIT, vertx.close());
    }

    @Test
    void sendsAsManyAsAreDueInEachLegAndCountsWhatCameOfThem() {
        // Given a server that refuses every second one
        LoadGenerator generator = generator(request -> request.response()
                .setStatusCode(seen.incrementAndGet() % 2 == 0 ? 503 : 201)
                .end("{}"));

        // When
        List<Tally> tallies =
                generator.run(new Load.Open(List.of(new Load.Leg(50, SECOND), new Load.Leg(200, SECOND))));

        // Then
        assertThat(tallies).extracting(tally -> tally.good() + tally.bad()).containsExactly(50L, 200L);
        assertThat(tallies.get(0).count(503) + tallies.get(1).count(503)).isEqualTo(125);
        assertThat(tallies.get(1).good()).isPositive();
    }

    @Test
    void keepsSoManyInFlightAndNoMore() {
        // Given a server that answers when three wait
        LoadGenerator generator = generator(new Gathering(3)::add);

        Tally tally = generator.run(new Load.Closed(3, SECOND)).get(0);

        assertThat(tally.good()).isPositive();
        assertThat(tally.bad()).isLessThan(3);
    }

    @Test
    void countsRequestsWhoseConnectionIsCutAsOnesWithoutAnAnswer() {
        LoadGenerator generator = generator(request -> request.connection().close());

        Tally tally = generator.run(Load.Open.at(20, SECOND)).get(0);

        assertThat(tally.count(Tally.NO_ANSWER)).isEqualTo(20);
    }

    private LoadGenerator generator(Handler<HttpServerRequest> handler) {
        HttpServer server = Awaiting.within(
                LIMIT,
                vertx.createHttpServer()
                        .requestHandler(request -> request.endHandler(read -> handler.handle(request)))
                        .listen(0, "127.0.0.1"));
        LeadSource source = new LeadSource("127.0.0.1", List.of("token"), true, 1);
        return new LoadGenerator(
                vertx,
                List.of(URI.create("http://127.0.0.1:" + server.actualPort())),
                source::request,
                Set.of(201, 200));
    }

    /** Answers so many together. On one event loop. */
    private static final class Gathering {

        private final int size;
        private final List<HttpServerRequest> waiting = new ArrayList<>();

        private Gathering(int size) {
            this.size = size;
        }

        private void add(HttpServerRequest request) {
            waiting.add(request);
            assertThat(waiting).hasSizeLessThanOrEqualTo(size);
            if (waiting.size() == size) {
                waiting.forEach(each -> each.response().end("{}"));
                waiting.clear();
            }
        }
    }
}
