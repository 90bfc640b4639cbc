package io.leadservice.cli.dev;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.cli.Subcommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts a file of leads and tells how it went; ends with 1 on a difference from what rows expect, or on an error. */
@Command(name = "send", description = "Posts leads, one JSON object a line.", mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer>, Subcommand {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "FILE.ndjson", description = "Plain leads or labelled rows.")
    private Path file = Path.of("");

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:${env:PORT:-3000}",
            description = "Where. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://127.0.0.1:3000");

    @Option(names = "--rate", description = "Leads a second. Default: as fast as answers come.")
    private Optional<Integer> rate = Optional.empty();

    @Option(names = "--concurrency", defaultValue = "16", description = "At once. Default: ${DEFAULT-VALUE}.")
    private int concurrency = 16;

    @Option(
            names = "--token",
            defaultValue = "${env:LEAD_TOKEN}",
            description = "Default: LEAD_TOKEN, or a development token.")
    private Optional<String> token = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        List<LabelledLead> leads;
        try {
            leads = read();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(file + ": " + (e instanceof IOException ? "cannot be read" : e.getMessage()));
            return 2;
        }
        SendReport report = new SendReport();
        try (ProgressBar bar = progress(leads.size())) {
            send(leads.stream().filter(lead -> !lead.duplicate()).toList(), report, bar);
            send(leads.stream().filter(LabelledLead::duplicate).toList(), report, bar);
        }
        System.out.print(report.text());
        return report.asExpected() ? 0 : 1;
    }

    private List<LabelledLead> read() throws IOException {
        List<LabelledLead> leads = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                leads.add(LabelledLead.parse(number, line));
            }
        }
        return leads;
    }

    private void send(List<LabelledLead> leads, SendReport report, ProgressBar bar) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(REQUEST_LIMIT)
                .build();
        String bearer = "Bearer "
                + token.filter(given -> !given.isBlank())
                        .orElseGet(() -> DevelopmentToken.issue(
                                System.getenv(), "developer", "leads:write leads:read", Duration.ofHours(8)));
        Semaphore slots = new Semaphore(concurrency);
        long begun = System.nanoTime();
        for (int i = 0; i < leads.size(); i++) {
            waitForTurn(begun, i);
            slots.acquire();
            LabelledLead lead = leads.get(i);
            long sent = System.nanoTime();
            CompletableFuture<?> unused = client.sendAsync(request(lead, bearer), BodyHandlers.ofString())
                    .whenComplete((response, error) -> {
                        record(report, lead, response, System.nanoTime() - sent);
                        bar.step();
                        slots.release();
                    });
        }
        slots.acquire(concurrency);
    }

    private static void record(
            SendReport report, LabelledLead lead, @Nullable HttpResponse<String> response, long nanos) {
        if (response == null) {
            report.error(lead);
        } else {
            report.answer(lead, response.statusCode(), response.body(), nanos);
        }
    }

    /** With a rate, each lead has its moment, however late the ones before are answered. */
    private void waitForTurn(long begun, int index) {
        rate.ifPresent(perSecond -> {
            long due = begun + TimeUnit.SECONDS.toNanos(index) / perSecond;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
        });
    }

    private HttpRequest request(LabelledLead lead, String bearer) {
        return HttpRequest.newBuilder(url.resolve("/api/v1/leads"))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lead.lead()))
                .build();
    }

    private static ProgressBar progress(int size) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName("leads").setInitialMax(size);
        // bin/lead tells whether somebody watches: since JDK 22 System.console() is there without a terminal, too.
        return System.getenv("LEAD_TERMINAL") == null
                ? builder.setConsumer(new DelegatingProgressBarConsumer(text -> {}))
                        .build()
                : builder.build();
    }
}
