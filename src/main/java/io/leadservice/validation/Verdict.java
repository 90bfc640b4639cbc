package io.leadservice.validation;

import io.leadservice.lead.Finding;
import io.leadservice.lead.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the outside validation service says of a lead, without anything personal: it is kept in the cache.
 *
 * @param valid whether it calls the lead valid
 * @param results at most {@link #MAX_RESULTS}, each once
 */
record Verdict(boolean valid, List<Result> results) {

    static final int MAX_RESULTS = 20;

    Verdict {
        results = results.stream().distinct().limit(MAX_RESULTS).toList();
    }

    /**
     * One thing that the service found.
     *
     * @param code its code, such as {@code email.undeliverable}
     * @param grave whether the service takes it for a reason to refuse the lead
     * @param pointer JSON pointer to the field in the submission; empty if the service names none that is known
     */
    record Result(String code, boolean grave, String pointer) {}

    /**
     * The findings that the lead gets. Only a lead that is called invalid can be refused, and only if that is wanted.
     *
     * @param rejectInvalid whether it is
     */
    List<Finding> findings(boolean rejectInvalid) {
        boolean refuses = !valid && rejectInvalid;
        Stream<Finding> found = results.stream().map(result -> finding(result, refuses && result.grave()));
        boolean told = refuses ? results.stream().anyMatch(Result::grave) : !results.isEmpty();
        return valid || told
                ? found.toList()
                : Stream.concat(found, Stream.of(finding(new Result("invalid", true, ""), refuses)))
                        .toList();
    }

    private static Finding finding(Result result, boolean refuses) {
        return new Finding(
                "service." + result.code(),
                refuses ? Severity.REJECT : Severity.FLAG,
                result.pointer(),
                "the validation service found " + result.code());
    }
}
