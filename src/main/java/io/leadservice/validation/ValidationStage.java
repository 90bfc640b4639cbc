package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Fault;
import io.leadservice.lead.Lead;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.ValidationResult;
import io.leadservice.pipeline.ValidationResult.Malformed;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates submissions.
 *
 * <p>Takes a submission, unread. Answers with a typed lead and its findings, or with every fault. Fails with nothing of
 * its own: no input makes it throw.
 */
public final class ValidationStage implements Stage<Submission, ValidationResult> {

    private final Contract contract;
    private final Rules rules;
    private final Clock clock;

    /** @param clock tells which year it is, in UTC */
    public ValidationStage(Contract contract, Rules rules, Clock clock) {
        this.contract = contract;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Channel<Submission, ValidationResult> channel() {
        return Channels.VALIDATE;
    }

    @Override
    public Future<ValidationResult> process(Submission request, Deadline deadline) {
        return Future.succeededFuture(validate(request));
    }

    ValidationResult validate(Submission submission) {
        List<Fault> faults = new ArrayList<>();
        JsonNode document = JsonReader.read(submission.payload(), faults::add);
        if (faults.isEmpty()) {
            faults.addAll(contract.check(document, Year.now(clock)));
        }
        if (!faults.isEmpty()) {
            return new Malformed(faults);
        }
        Lead lead = LeadReader.read(submission, document);
        Enrichment enrichment = Rules.enrich(lead);
        return new WellFormed(new ValidatedLead(lead, enrichment, rules.check(lead, enrichment)));
    }
}
