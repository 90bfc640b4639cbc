package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import io.leadservice.lead.Lead;
import io.leadservice.pipeline.Submission;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contract of a lead: strict JSON, limits that hold for every field, and the JSON Schema files under
 * {@code schemas/v1}. No input makes it throw.
 * Safe to share
 * between all instances and threads.
 */
public final class Contract {

    private static final int MAX_FAULTS = 50;

    /** Read once for a process, by the first who asks. */
    private static final class Bundled {

        private static final Contract CONTRACT = new Contract(new StrictJson(), SchemaCheck.load());
    }

    private final StrictJson json;
    private final SchemaCheck schemas;

    private Contract(StrictJson json, SchemaCheck schemas) {
        this.json = json;
        this.schemas = schemas;
    }

    /** The contract by the schema files of this program. The first call blocks: not for an event loop. */
    public static Contract load() {
        return Bundled.CONTRACT;
    }

    /**
     * Reads a submission.
     *
     * @param today the day on which years are judged
     */
    public Reading read(Submission submission, LocalDate today) {
        JsonNode document;
        try {
            document = json.read(submission.payload().content());
        } catch (StrictJson.Unreadable e) {
            return new Reading.Faulty(List.of(e.fault()));
        }
        List<Fault> faults = faults(document, today);
        return faults.isEmpty()
                ? new Reading.Fitting(LeadReader.read(submission, document))
                : new Reading.Faulty(faults);
    }

    /** Limits first: the schemas are asked only about a document whose every value is representable. */
    private List<Fault> faults(JsonNode document, LocalDate today) {
        List<Fault> faults = TreeWalk.faults(document);
        if (faults.isEmpty()) {
            faults = DocumentOrder.of(
                    Stream.concat(schemas.faults(document), YearLimits.faults(document, today).stream())
                            .toList(),
                    document);
        }
        return faults.stream().limit(MAX_FAULTS).toList();
    }

    /** What reading a submission came to. */
    public sealed interface Reading {

        /** It fits the contract. */
        record Fitting(Lead lead) implements Reading {}

        /**
         * It does not fit.
         *
         * @param faults 1 to 50, in the order of the document
         */
        record Faulty(List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }
}
