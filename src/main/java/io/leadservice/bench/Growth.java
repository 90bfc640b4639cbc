package io.leadservice.bench;

import io.leadservice.bench.Stock.Known;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What takes longer where more leads are stored: each kind of request, one at a time, with so many of them. Where the warm-up has
 * stored more than the first number, that is what comes first.
 */
final class Growth {

    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    private static final int KNOWN = 1_000;
    private static final double MEDIAN = 50;

    private final Stand stand;
    private final Figures figures;
    private final Map<String, Double> first = new LinkedHashMap<>();

    Growth(Stand stand, Figures figures) {
        this.stand = stand;
        this.figures = figures;
    }

    /** One kind of request, and the status of its answer. */
    private record Kind(String name, Supplier<byte[]> requests, int status) {}

    void run() throws IOException, InterruptedException {
        stand.awaitPublished();
        try (Stock stock = stand.stock()) {
            run(stock);
        }
    }

    private void run(Stock stock) {
        List<Kind> kinds = kinds(stock.known(KNOWN));
        for (Kind kind : kinds) { // what was never called is slow the first time
            stand.oneByOne(kind.requests(), Set.of(kind.status()));
        }
        long errors = 0;
        for (int size : SIZES) {
            stand.progress().tell("growth: storing " + size + " leads", 0.3);
            figures.put("stored-" + size, stock.fill(size));
            stand.progress().tell("growth: measuring with " + size + " leads", 0.3);
            for (Kind kind : kinds) {
                Tally tally = stand.oneByOne(kind.requests(), Set.of(kind.status()));
                double median = tally.millis(MEDIAN);
                errors += tally.bad();
                tally.statuses().forEach((status, count) -> {
                    if (status != kind.status()) {
                        figures.put(kind.name() + "-status-" + status + "-" + size, count);
                    }
                });
                figures.put(String.format(Locale.ROOT, "%s-p50-ms-%d", kind.name(), size), median);
                figures.put(kind.name() + "-growth", median / first.computeIfAbsent(kind.name(), name -> median));
            }
        }
        figures.put("errors", errors);
    }

    private List<Kind> kinds(List<Known> known) {
        String token = stand.plan().tokens().get(0);
        LeadSource again = new LeadSource("127.0.0.1", stand.plan().tokens(), false, 1);
        int[] next = {0};
        return List.of(
                new Kind("insert", stand.leads(), 201),
                new Kind(
                        "get",
                        () -> {
                            Known lead = known.get(next[0]++ % known.size());
                            return get("/" + lead.id(), stand.plan().tokens().get(lead.client()));
                        },
                        200),
                new Kind("duplicate", again::request, 409),
                new Kind("list", () -> get("?limit=20", token), 200),
                new Kind("list-of-status", () -> get("?limit=20&status=SCORED", token), 200));
    }

    private static byte[] get(String path, String token) {
        return ("GET /api/v1/leads" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
