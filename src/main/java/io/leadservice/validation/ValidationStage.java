package io.leadservice.validation;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.config.ValidationConfig;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.ValidationResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Takes a submission as sent. Answers with the lead and what the rules found, or with the faults that keep it from being
 * one. Fails with nothing: whatever was sent has an answer.
 *
 * <p>A lead that no rule refuses gets a further check; what does not fit or is refused already costs none.
 */
public final class ValidationStage implements Stage<Submission, ValidationResult> {

    private final Contract contract;
    private final Rules rules;
    private final Optional<String> rulesVersion;
    private final Suppression suppression;
    private final LeadCheck check;
    private final Clock clock;

    /**
     * @param contract shared by all instances
     * @param rules shared by all instances
     * @param lists people who must not be contacted; started and stopped with this instance
     * @param config what the rules do
     * @param check of this instance alone: it is started and stopped with it
     * @param clock tells the day on which model years are judged
     */
    public ValidationStage(
            Contract contract,
            Rules rules,
            SuppressionLists lists,
            ValidationConfig config,
            LeadCheck check,
            Clock clock) {
        this.contract = contract;
        this.rules = rules;
        this.rulesVersion = Optional.of(rules.version());
        this.suppression = new Suppression(lists, config);
        this.check = check;
        this.clock = clock;
    }

    @Override
    public Channel<Submission, ValidationResult> channel() {
        return Channels.VALIDATE;
    }

    @Override
    public Future<?> start() {
        return Future.join(suppression.start(), check.start());
    }

    @Override
    public Future<?> stop() {
        return Future.join(suppression.stop(), check.stop());
    }

    @Override
    public Future<ValidationResult> process(Submission submission, Deadline deadline) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Contract.Reading reading = contract.read(submission, today);
        if (reading instanceof Contract.Reading.Fitting fitting) {
            return suppression
                    .check(rules.apply(fitting.lead()))
                    .compose(lead -> lead.rejected() ? Future.succeededFuture(lead) : check.check(lead, deadline))
                    .map(lead -> new ValidationResult.WellFormed(lead, rulesVersion));
        }
        return Future.succeededFuture(new ValidationResult.Malformed(((Contract.Reading.Faulty) reading).faults()));
    }
}
