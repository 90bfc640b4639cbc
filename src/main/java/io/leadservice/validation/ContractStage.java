package io.leadservice.validation;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.ContractFaults;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Looks only at the form of a submission that is to wait, so that its sender learns at once what cannot be read.
 *
 * <p>Takes a submission as sent. Answers with the faults that keep it from being a lead, none if it fits the contract. Fails
 * with nothing: whatever was sent has an answer.
 */
public final class ContractStage implements Stage<Submission, ContractFaults> {

    private final Contract contract;
    private final Clock clock;

    /**
     * @param contract shared by all instances
     * @param clock tells the day on which model years are judged
     */
    public ContractStage(Contract contract, Clock clock) {
        this.contract = contract;
        this.clock = clock;
    }

    @Override
    public Channel<Submission, ContractFaults> channel() {
        return Channels.CHECK;
    }

    @Override
    public Future<ContractFaults> process(Submission submission, Deadline deadline) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Future.succeededFuture(new ContractFaults(
                contract.read(submission, today) instanceof Contract.Reading.Faulty faulty
                        ? faulty.faults()
                        : List.of()));
    }
}
