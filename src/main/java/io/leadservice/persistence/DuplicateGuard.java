package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out whether a lead's person is known in its vertical, and claims the person for the lead if not. A lead has a claim
 * for its e-mail and one for its phone; one that is another lead's makes it a duplicate, if that lead is stored.
 *
 * <p>A claim of a lead that is not stored belongs to a request at work, which may still fail: it is waited for. Of two that
 * wait for each other the one with the lower lead id keeps what it has and the other gives way, so one of them always gets
 * through. A claim whose lead is not there after the grace, or whose window is over, is taken over.
 *
 * <p>Usable from any event loop; holds no state.
 */
final class DuplicateGuard {

    private static final long FIRST_WAIT_MILLIS = 10;
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final Vertx vertx;
    private final ClaimStore claims;
    private final LeadStore leads;
    private final Duration grace;
    private final Clock clock;

    /** @param grace longer than any request takes from its claim to its insert, with the difference between clocks */
    DuplicateGuard(Vertx vertx, ClaimStore claims, LeadStore leads, Duration grace, Clock clock) {
        this.vertx = vertx;
        this.claims = claims;
        this.leads = leads;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Looks at one lead.
     *
     * @param blind the person's blind index by kind
     * @param window how old a claim may be
     * @return what holds now; fails as CONTESTED, with nothing claimed, if another request of the person is at work until
     *     the deadline, and as the stores do
     */
    Future<Verdict> check(
            String leadId, Vertical vertical, Map<String, String> blind, Duration window, Deadline deadline) {
        return check(
                new Attempt(leadId, UUID.randomUUID().toString(), vertical, blind, window),
                FIRST_WAIT_MILLIS,
                deadline);
    }

    /** Takes back what a lead that is not stored has claimed; what cannot be taken back ends with the grace. */
    Future<Void> release(Verdict verdict) {
        return claims.release(verdict.claims()).otherwiseEmpty();
    }

    private Future<Verdict> check(Attempt attempt, long pause, Deadline deadline) {
        Instant now = clock.instant();
        List<Claim> wanted = attempt.claims(now);
        return claims.take(wanted, deadline).compose(taken -> {
            List<Claim> mine = Stream.concat(taken.made().stream(), taken.others().stream())
                    .filter(attempt::made)
                    .toList();
            if (mine.size() == wanted.size()) {
                return Future.succeededFuture(new Verdict(mine, Optional.empty()));
            }
            List<Claim> others = taken.others().stream()
                    .filter(other -> !attempt.made(other))
                    .toList();
            List<Claim> standing = others.stream()
                    .filter(other -> !other.madeFor(attempt.leadId()) && !other.olderThan(attempt.window(), now))
                    .toList();
            Round round = new Round(attempt, wanted.size(), mine, others, standing, pause);
            return standing.isEmpty() ? replace(round, deadline) : judge(round, deadline);
        });
    }

    private Future<Verdict> judge(Round round, Deadline deadline) {
        String leadId = round.attempt().leadId();
        Set<String> ids = Stream.concat(round.standing().stream().map(Claim::leadId), Stream.of(leadId))
                .collect(Collectors.toSet());
        return leads.existing(ids, deadline).compose(stored -> {
            if (stored.contains(leadId)) {
                return Future.succeededFuture(new Verdict(round.mine(), Optional.empty()));
            }
            if (!stored.isEmpty()) {
                return Future.succeededFuture(new Verdict(round.mine(), earliest(round.standing(), stored)));
            }
            Instant now = clock.instant();
            return round.standing().stream().allMatch(claim -> claim.olderThan(grace, now))
                    ? replace(round, deadline)
                    : await(round, deadline);
        });
    }

    private static Optional<String> earliest(List<Claim> standing, Set<String> stored) {
        return standing.stream()
                .filter(claim -> stored.contains(claim.leadId()))
                .min(Comparator.comparing(Claim::claimedAt).thenComparing(Claim::leadId))
                .map(Claim::leadId);
    }

    /** Claims that hold no more, and those of an earlier request for this lead, become this one's. */
    private Future<Verdict> replace(Round round, Deadline deadline) {
        Instant now = clock.instant();
        List<Claim> mine = new ArrayList<>(round.mine());
        Future<Void> done = Future.succeededFuture();
        for (Claim other : round.others()) {
            Claim claim = round.attempt().claim(other.id(), now);
            done = done.compose(before -> claims.replace(other, claim, deadline))
                    .onSuccess(replaced -> {
                        if (replaced) {
                            mine.add(claim);
                        }
                    })
                    .mapEmpty();
        }
        return done.compose(before -> mine.size() == round.wanted()
                ? Future.succeededFuture(new Verdict(mine, Optional.empty()))
                : await(round.holding(mine), deadline));
    }

    /** Waits a moment and looks again: longer each time, and without what it has to give back. */
    private Future<Verdict> await(Round round, Deadline deadline) {
        boolean timeLeft = deadline.remaining().toMillis() > round.pause() + LONGEST_WAIT_MILLIS;
        Future<Void> ready = timeLeft && round.first()
                ? Future.succeededFuture()
                : claims.release(round.mine()).otherwiseEmpty();
        if (!timeLeft) {
            return ready.compose(released -> Future.failedFuture(
                    new Failure(FailureCode.CONTESTED, "another request for the same person is at work")));
        }
        long next = Math.min(2 * round.pause(), LONGEST_WAIT_MILLIS);
        return ready.compose(done -> vertx.timer(round.pause(), TimeUnit.MILLISECONDS))
                .compose(waited -> check(round.attempt(), next, deadline));
    }

    /**
     * What is known of the person.
     *
     * @param claims those of this request
     * @param first the lead that makes this one a duplicate
     */
    record Verdict(List<Claim> claims, Optional<String> first) {
        Verdict {
            claims = List.copyOf(claims);
        }
    }

    /** One request for one lead. */
    private record Attempt(String leadId, String id, Vertical vertical, Map<String, String> blind, Duration window) {

        List<Claim> claims(Instant now) {
            return blind.entrySet().stream()
                    .map(entry -> claim(Claim.id(vertical, entry.getKey(), entry.getValue()), now))
                    .toList();
        }

        Claim claim(String claimId, Instant now) {
            return new Claim(claimId, leadId, id, now, now.plus(window));
        }

        boolean made(Claim claim) {
            return claim.attempt().equals(id);
        }
    }

    /**
     * One look at the claims.
     *
     * @param wanted how many the lead needs
     * @param mine those it has
     * @param others those that are not this request's
     * @param standing those of them that hold, if their leads are stored or will be
     * @param pause for how long to wait before the next look
     */
    private record Round(
            Attempt attempt, int wanted, List<Claim> mine, List<Claim> others, List<Claim> standing, long pause) {

        Round holding(List<Claim> claims) {
            return new Round(attempt, wanted, claims, others, standing, pause);
        }

        /** Any order would do that is the same on every node, and the same at every look. */
        boolean first() {
            return standing.stream().allMatch(other -> attempt.leadId().compareTo(other.leadId()) < 0);
        }
    }
}
