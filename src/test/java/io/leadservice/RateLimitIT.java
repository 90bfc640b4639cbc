package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes that let a client do five things a second between them, and a guest of their own configuration more. */
class RateLimitIT {

    private static final String MISSING = "/api/v1/leads/" + UUID.randomUUID();
    private static final String GUEST = "guest." + UUID.randomUUID();

    private static TestNode one;
    private static TestNode two;

    @BeforeAll
    static void start() {
        one = node();
        two = node();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static TestNode node() {
        return TestNode.setup()
                .patient()
                .with("LEAD_REDIS_TIMEOUT", "5s")
                .with("LEAD_RATE_LIMIT_READ_RATE", 1)
                .with("LEAD_RATE_LIMIT_READ_BURST", 10)
                .with("LEAD_RATE_LIMIT_BATCH_RATE", 0)
                .with("LEAD_RATE_LIMIT_REFUSED_TOKENS_RATE", 1)
                .with("LEAD_RATE_LIMIT_REFUSED_TOKENS_BURST", 20)
                .key("rate-limit.clients." + GUEST + ".read.burst", 40)
                .start();
    }

    @Test
    void refusesWithRetryAfterWhateverNodeIsAsked() throws Exception {
        // When more than a burst comes at both nodes
        String token = one.token("client-" + UUID.randomUUID(), "leads:read");
        List<HttpResponse<String>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            all.add(one.send(token, "GET", MISSING, ""));
            all.add(two.send(token, "GET", MISSING, ""));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 1;

        // Then they let the burst through between them, and what became free meanwhile
        HttpResponse<String> first = all.get(0);
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"read\";q=10;w=10");
        assertThat(header(first, "RateLimit")).isEqualTo("\"read\";r=9;t=1");
        assertThat(all.stream().filter(answer -> answer.statusCode() == 404).count())
                .isBetween(10L, 10 + seconds);
        HttpResponse<String> refused = all.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(header(refused, "RateLimit")).startsWith("\"read\";r=0;t=");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"rate_limited\"");
        // and another client, and another thing that this one does, are not concerned
        assertThat(one.send(one.token("client-" + UUID.randomUUID(), "leads:read"), "GET", MISSING, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(one.send(token, "POST", "/api/v1/leads", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        // and what it may do comes back
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> one.send(token, "GET", MISSING, "").statusCode() == 404);
    }

    @Test
    void givesAClientItsOwnLimits() throws Exception {
        HttpResponse<String> answer = one.send(one.token(GUEST, "leads:read"), "GET", MISSING, "");

        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"read\";q=40;w=40");
    }

    @Test
    void saysNothingOfWhatIsNotLimited() throws Exception {
        String token = one.token("client-" + UUID.randomUUID(), "leads:write");

        HttpResponse<String> answer =
                one.send(token, "POST", "/api/v1/leads/batch", "", "Content-Type", "application/x-ndjson");

        assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void limitsRefusedTokensOfAnAddressButNotGoodOnesThatItKnows() throws Exception {
        // a node of its own, since other tests come from the same address
        try (TestNode own = node()) {
            // Given a token that was verified
            String good = own.token("client-" + UUID.randomUUID(), "leads:write");
            assertThat(own.send(good, "GET", MISSING, "").statusCode()).isEqualTo(403);

            // When
            HttpResponse<String> last = own.send("forged", "GET", MISSING, "");
            for (int i = 0; i < 60 && last.statusCode() == 401; i++) {
                last = own.send("forged-" + i, "GET", MISSING, "");
            }

            // Then
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            assertThat(own.send(good, "GET", MISSING, "").statusCode()).isEqualTo(403);
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> own.send("forged", "GET", MISSING, "").statusCode() == 401);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
