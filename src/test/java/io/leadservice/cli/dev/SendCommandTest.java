package io.leadservice.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leadservice.cli.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP server that answers what the body asks for: {@code {"answer": 201}}. */
class SendCommandTest {

    private static final long STALL_NANOS = 300_000_000;

    @TempDir
    Path temp;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void postsEveryLeadWithTheTokenAndEndsWith0() throws IOException {
        Console sent = send(List.of("{\"answer\":201,\"n\":1}", "", "{\"answer\":202,\"n\":2}"));

        assertThat(sent.code).isZero();
        assertThat(events)
                .containsExactlyInAnyOrder(
                        "POST /api/v1/leads Bearer mine {\"answer\":201,\"n\":1}",
                        "POST /api/v1/leads Bearer mine {\"answer\":202,\"n\":2}");
        assertThat(sent.out()).containsPattern("(?m)^201 +1$").containsPattern("(?m)^202 +1$");
    }

    @Test
    void endsWith1WhenAPlainLeadIsRefused() throws IOException {
        Console sent = send(List.of("{\"answer\":201}", "{\"answer\":400}"));

        assertThat(sent.code).isEqualTo(1);
        assertThat(sent.out()).contains("1 without the expected answer, in lines 2");
    }

    @Test
    void sendsRepeatedPersonsAfterAllOthersAreAnswered() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(row("duplicate", 409));
            lines.add(row("clean", 201));
        }

        Console sent = send(lines, "--concurrency=4");

        assertThat(sent.code).isZero();
        assertThat(events).hasSize(20);
        assertThat(events.subList(0, 10)).allMatch(event -> event.endsWith("{\"answer\":201}"));
        assertThat(events.subList(10, 20)).allMatch(event -> event.endsWith("{\"answer\":409}"));
    }

    @Test
    void countsLatencyFromWhenALeadWasDue() throws IOException {
        // Given a server that stalls on the first lead, while the others fall due within 10 ms
        List<String> lines = new ArrayList<>(List.of("{\"answer\":201,\"stall\":true}"));
        for (int i = 0; i < 10; i++) {
            lines.add("{\"answer\":201}");
        }

        // When
        Console sent = send(lines, "--rate=1000", "--concurrency=1");

        // Then even the median lead waited for most of the stall, though its own answer came at once
        Matcher median = Pattern.compile("p50 ([0-9.]+) ms").matcher(sent.out());
        assertThat(median.find()).isTrue();
        assertThat(Double.parseDouble(median.group(1))).isGreaterThan(STALL_NANOS / 1e6 - 50);
    }

    @Test
    void doesNotCountWhatWarmsUp() throws IOException {
        Path warm = Files.write(temp.resolve("warm.ndjson"), List.of("{\"answer\":400}", "{\"answer\":202}"));

        Console sent = send(List.of("{\"answer\":201}"), "--warm-up", warm.toString());

        assertThat(sent.code).isZero();
        assertThat(events).hasSize(3).last().asString().endsWith("{\"answer\":201}");
        assertThat(sent.out()).containsPattern("(?m)^201 +1$").doesNotContain("202", "400");
    }

    @Test
    void saysHowManyAnswersDidNotCome() throws IOException {
        Console sent = send(List.of("{\"answer\":201}", "{\"answer\":0}", "{\"answer\":201}"), "--concurrency=1");

        assertThat(sent.code).isEqualTo(1);
        assertThat(sent.out()).containsPattern("(?m)^errors +1$").containsPattern("(?m)^201 +2$");
    }

    private Console send(List<String> lines, String... options) throws IOException {
        Path file = Files.write(temp.resolve("leads.ndjson"), lines);
        List<String> arguments = new ArrayList<>(List.of("send", file.toString(), "--url"));
        arguments.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        arguments.addAll(List.of(options));
        return Console.call(Map.of("LEAD_TOKEN", "mine"), arguments.toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        int status = Integer.parseInt(body.replaceFirst("^\\{\"answer\":(\\d+).*", "$1"));
        if (body.contains("stall")) {
            long end = System.nanoTime() + STALL_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
        events.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        if (status > 0) {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    private static String row(String label, int status) {
        return "{\"case\":\"" + label + "\",\"expect\":{\"http\":" + status + "},\"lead\":{\"answer\":" + status + "}}";
    }
}
