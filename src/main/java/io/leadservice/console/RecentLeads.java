package io.leadservice.console;

import io.leadservice.bus.Failure;
import io.leadservice.lead.Finding;
import io.leadservice.lead.TimelineStep;
import io.leadservice.pipeline.LeadObserver;
import io.leadservice.pipeline.Outcome;
import io.leadservice.pipeline.Submission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last leads of this node and what came of those of each client since it started: ids, codes and times, nothing of a person.
 * Bounded and thread-safe.
 */
public final class RecentLeads implements LeadObserver {

    static final int MOST = 40;
    private static final int CLIENTS = 50;

    private final Deque<Ended> last = new ArrayDeque<>();
    private final Map<String, Sums> clients = new LinkedHashMap<>();

    private record Ended(
            Mark of, Instant at, String outcome, String what, List<Finding> findings, List<TimelineStep> steps) {}

    /** The submission without its document, which is the person's. */
    private record Mark(String leadId, String client, Instant receivedAt) {}

    private static final class Sums {
        private long leads;
        private long flagged;
        private long rejected;
        private long failed;
    }

    @Override
    public void ended(Submission submission, Outcome outcome, List<TimelineStep> timeline) {
        if (outcome instanceof Outcome.Accepted accepted) {
            keep(
                    submission,
                    "accepted",
                    accepted.lead().vertical() + " " + accepted.lead().score().tier(),
                    accepted.lead().findings(),
                    timeline);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            keep(submission, "rejected", rejected.vertical().name(), rejected.findings(), timeline);
        } else if (outcome instanceof Outcome.Duplicate duplicate) {
            keep(submission, "duplicate", duplicate.vertical().name(), List.of(), timeline);
        } else {
            keep(submission, outcome instanceof Outcome.Queued ? "queued" : "malformed", "", List.of(), timeline);
        }
    }

    @Override
    public void failed(Submission submission, Throwable cause) {
        keep(submission, "failed", Failure.codeOf(cause).key(), List.of(), List.of());
    }

    private synchronized void keep(
            Submission submission, String outcome, String what, List<Finding> findings, List<TimelineStep> steps) {
        if (last.size() == MOST) {
            last.removeLast();
        }
        last.addFirst(new Ended(
                new Mark(submission.leadId(), submission.client(), submission.receivedAt()),
                Instant.now(),
                outcome,
                what,
                findings,
                steps));
        String client =
                clients.size() < CLIENTS || clients.containsKey(submission.client()) ? submission.client() : "others";
        Sums sums = clients.computeIfAbsent(client, unused -> new Sums());
        sums.leads++;
        switch (outcome) {
            case "accepted" -> sums.flagged += findings.isEmpty() ? 0 : 1;
            case "failed" -> sums.failed++;
            case "queued" -> {}
            default -> sums.rejected++;
        }
    }

    synchronized JsonArray last() {
        JsonArray rows = new JsonArray();
        last.forEach(ended -> rows.add(row(ended)));
        return rows;
    }

    synchronized JsonArray clients() {
        JsonArray rows = new JsonArray();
        clients.forEach((client, sums) -> rows.add(new JsonObject()
                .put("client", client)
                .put("leads", sums.leads)
                .put("flagged", sums.flagged)
                .put("rejected", sums.rejected)
                .put("failed", sums.failed)));
        return rows;
    }

    private static JsonObject row(Ended ended) {
        JsonArray steps = new JsonArray();
        ended.steps()
                .forEach(step -> steps.add(new JsonObject()
                        .put("step", step.step().key())
                        .put("at", step.at().toString())
                        .put("ms", millis(step.took().orElse(Duration.ZERO)))
                        .put("node", step.node())
                        .put("cached", step.cached())
                        .put("version", step.version().orElse(""))
                        .put("decision", step.decision())));
        return new JsonObject()
                .put("id", ended.of().leadId())
                .put("client", ended.of().client())
                .put("at", ended.at().toString())
                .put(
                        "ms",
                        Math.max(
                                0,
                                Duration.between(ended.of().receivedAt(), ended.at())
                                        .toMillis()))
                .put("outcome", ended.outcome())
                .put("what", ended.what())
                .put(
                        "findings",
                        new JsonArray(
                                ended.findings().stream().map(Finding::code).toList()))
                .put("steps", steps);
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
