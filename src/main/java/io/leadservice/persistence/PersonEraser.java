package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.ErasePerson;
import io.leadservice.pipeline.PersonErased;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Erases people.
 *
 * <p>Takes an e-mail or a phone or both. Answers once the person is suppressed and the leads of the person are erased, as many
 * as the time allows; {@link ErasureSweep} sees to the rest. Fails with BACK_END if the store does not answer.
 */
final class PersonEraser implements Stage<ErasePerson, PersonErased> {

    /** This part of the time is kept for the answer. */
    private static final int ANSWER_SHARE = 5;

    private final LeadSealer sealer;
    private final Eraser eraser;
    private final ErasedPeople people;
    private final OutboxRelay relay;
    private final Duration grace;
    private final Clock clock;

    /**
     * @param relay of this instance; started and stopped by another
     * @param grace after which a post that does not know of the erasure has stored its lead or never will
     */
    PersonEraser(
            LeadSealer sealer, Eraser eraser, ErasedPeople people, OutboxRelay relay, Duration grace, Clock clock) {
        this.sealer = sealer;
        this.eraser = eraser;
        this.people = people;
        this.relay = relay;
        this.grace = grace;
        this.clock = clock;
    }

    @Override
    public Channel<ErasePerson, PersonErased> channel() {
        return Channels.ERASE_PERSON;
    }

    @Override
    public Future<PersonErased> process(ErasePerson request, Deadline deadline) {
        Map<String, String> blind = sealer.blind(request.person());
        List<String> entries = blind.entrySet().stream()
                .map(index -> ErasedPeople.forAll(index.getKey(), index.getValue()))
                .toList();
        Instant now = clock.instant();
        return people.add(entries, now, Optional.of(now.plus(grace)), deadline)
                .compose(added -> eraseAll(request, blind, deadline.earlier(ANSWER_SHARE), deadline))
                .compose(complete -> people.counted(entries, deadline).map(leads -> {
                    relay.lookSoon();
                    return new PersonErased(leads, complete);
                }));
    }

    /**
     * One after the other, so that a lead that has both is counted once.
     *
     * @param limit until when leads are erased; what was, is counted after it too
     */
    private Future<Boolean> eraseAll(
            ErasePerson request, Map<String, String> blind, Deadline limit, Deadline deadline) {
        Future<Boolean> complete = Future.succeededFuture(true);
        for (Map.Entry<String, String> index : new ArrayList<>(blind.entrySet())) {
            complete = complete.compose(before -> eraser.erase(
                            index.getKey(), index.getValue(), request.by(), request.traceparent(), limit)
                    .compose(erased -> people.count(
                                    ErasedPeople.forAll(index.getKey(), index.getValue()), erased.leads(), deadline)
                            .map(before && erased.complete())));
        }
        return complete;
    }
}
