package io.leadservice.torture;

import io.leadservice.testbed.Target;
import io.leadservice.testbed.Target.Role;
import io.leadservice.torture.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Draws when what breaks. Faults come from a shuffled deck, so that few of them are of many kinds, and are spread over the
 * run but for its first and last tenth; two may overlap.
 */
final class Schedule {

    private static final double MARGIN = 0.1;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 5_000;

    private final Random random;
    private final Plan plan;
    private final List<Card> deck = new ArrayList<>();

    private Schedule(Plan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
    }

    private record Card(Role role, Kind kind) {}

    /** The faults of a plan, in the order of their moments; always the same ones. */
    static List<Fault> of(Plan plan) {
        return switch (plan.course()) {
            case RANDOM -> new Schedule(plan).draw();
            case KILL -> List.of(node(1, Kind.KILL, plan));
            case ROLLING ->
                IntStream.rangeClosed(1, plan.nodes())
                        .mapToObj(number -> node(number, Kind.TERM, plan))
                        .toList();
        };
    }

    /** One after the other, since each waits for the one before it; they start again at once, as by whoever watches over them. */
    private static Fault node(int number, Kind kind, Plan plan) {
        Duration first = Duration.ofMillis((long) (plan.length().toMillis() * MARGIN));
        return new Fault(first.plusMillis(number), kind, new Target(Role.NODE, number), Duration.ZERO);
    }

    private List<Fault> draw() {
        List<Fault> faults = new ArrayList<>(plan.faults());
        double length = plan.length().toMillis();
        double slot = length * (1 - 2 * MARGIN) / Math.max(1, plan.faults());
        for (int i = 0; i < plan.faults(); i++) {
            double at = length * MARGIN + slot * (i + random.nextDouble());
            Card card = card();
            faults.add(new Fault(Duration.ofMillis((long) at), card.kind(), target(card.role()), outage(card.kind())));
        }
        return List.copyOf(faults);
    }

    private Card card() {
        if (deck.isEmpty()) {
            for (Role role : Role.values()) {
                if (role != Role.MONGODB || plan.mongodbUri().isEmpty()) {
                    deck.add(new Card(role, Kind.KILL));
                    deck.add(new Card(role, Kind.PAUSE));
                }
            }
            deck.add(new Card(Role.NODE, Kind.TERM));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private Target target(Role role) {
        return role == Role.NODE ? new Target(role, 1 + random.nextInt(plan.nodes())) : Target.of(role);
    }

    /** A node that stops in order is started again at once, as by whoever rolls out a new version. */
    private Duration outage(Kind kind) {
        int millis = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
        return Duration.ofMillis(kind == Kind.TERM ? 0 : millis);
    }
}
