package io.leadservice.http;

import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Fault;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.pipeline.Answer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * An error answer as of RFC 9457. The kinds are all there are; their codes and types are stable.
 *
 * @param kind which error
 * @param further members besides the standard ones
 */
record Problem(Kind kind, JsonObject further) {

    private static final String TYPE = "https://leadservice.io/problems/";

    /** Every kind of error with its status. */
    enum Kind {
        INVALID_REQUEST(400, "The request is not valid"),
        INVALID_LEAD(400, "The lead does not fit the contract"),
        UNAUTHENTICATED(401, "A valid token is needed"),
        FORBIDDEN(403, "The token does not allow this"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
        REQUEST_IN_PROGRESS(409, "An earlier request with this Idempotency-Key is at work"),
        DUPLICATE_LEAD(409, "The person is known in this vertical already"),
        ILLEGAL_TRANSITION(409, "The lead cannot go from its status to that one"),
        OUTCOME_NOT_POSSIBLE(409, "A lead with this status cannot have this outcome"),
        HISTORY_FULL(409, "The lead was changed as often as it can be"),
        NOTHING_TO_REVERT(409, "No promotion is left to be undone"),
        LEAD_ERASED(410, "The personal data of the lead are destroyed"),
        PRECONDITION_FAILED(412, "The lead was changed since"),
        BODY_TOO_LARGE(413, "The body is too large"),
        TOO_MANY_ROWS(413, "The batch has too many rows"),
        URI_TOO_LONG(414, "The URI is too long"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is of another media type than this takes"),
        EXPECTATION_FAILED(417, "Only 100-continue can be expected"),
        IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key came with another body before"),
        MODEL_UNSOUND(422, "The model does not pass its checks"),
        LEAD_REJECTED(422, "A rule refuses the lead"),
        RATE_LIMITED(429, "There were too many requests"),
        HEADERS_TOO_LARGE(431, "The headers are too large"),
        INTERNAL(500, "The service made a mistake"),
        UNAVAILABLE(503, "The service cannot do this now"),
        TIMED_OUT(504, "The service did not finish in time");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Problem of(Kind kind) {
        return new Problem(kind, new JsonObject());
    }

    static Problem of(Kind kind, String detail) {
        return new Problem(kind, new JsonObject().put("detail", detail));
    }

    static Problem malformed(List<Fault> faults) {
        return new Problem(Kind.INVALID_LEAD, new JsonObject().put("errors", errors("pointer", faults)));
    }

    /** @param faults of the body, by JSON pointer */
    static Problem body(List<Fault> faults) {
        return faulty("pointer", faults);
    }

    /** @param faults of the query, by the parameter's name */
    static Problem query(List<Fault> faults) {
        return faulty("parameter", faults);
    }

    private static Problem faulty(String place, List<Fault> faults) {
        return new Problem(Kind.INVALID_REQUEST, new JsonObject().put("errors", errors(place, faults)));
    }

    private static JsonArray errors(String place, List<Fault> faults) {
        return new JsonArray(faults.stream()
                .map(fault -> new JsonObject()
                        .put(place, fault.pointer())
                        .put("code", fault.code())
                        .put("message", fault.message()))
                .toList());
    }

    /** A change that was not made, with where the lead is. */
    static Problem unchanged(Kind kind, LeadStatus current, long revision) {
        return new Problem(
                kind, new JsonObject().put("current_status", current.name()).put("revision", revision));
    }

    /** A change that may not be made, with those that may. */
    static Problem illegal(LeadStatus current, List<LeadStatus> allowed, long revision) {
        Problem problem = unchanged(Kind.ILLEGAL_TRANSITION, current, revision);
        problem.further()
                .put(
                        "allowed",
                        new JsonArray(allowed.stream().map(LeadStatus::name).toList()));
        return problem;
    }

    /** An outcome that cannot be, with the statuses of leads that could have it. */
    static Problem noOutcome(LeadStatus current, List<LeadStatus> allowed, long revision) {
        Problem problem = unchanged(Kind.OUTCOME_NOT_POSSIBLE, current, revision);
        problem.further()
                .put(
                        "possible_in",
                        new JsonArray(allowed.stream().map(LeadStatus::name).toList()));
        return problem;
    }

    static Problem rejected(String leadId, List<Finding> findings) {
        return new Problem(
                Kind.LEAD_REJECTED,
                new JsonObject().put("lead_id", leadId).put("validation_results", LeadBody.findings(findings)));
    }

    /** @param firstLeadId the lead that came first */
    static Problem duplicate(String firstLeadId) {
        return new Problem(Kind.DUPLICATE_LEAD, new JsonObject().put("lead_id", firstLeadId));
    }

    /** The one place where a failure of the pipeline becomes a status. */
    static Problem of(FailureCode code) {
        return switch (code) {
            case OVERLOADED -> of(Kind.UNAVAILABLE, "All instances are busy; try again in a moment");
            case CONTESTED ->
                of(Kind.UNAVAILABLE, "Another request for the same lead, person or model is not done; try again");
            case UNREACHABLE -> of(Kind.UNAVAILABLE, "A stage is not running; try again in a moment");
            case BACK_END -> of(Kind.UNAVAILABLE, "A back end does not answer; try again in a moment");
            case DEADLINE -> of(Kind.TIMED_OUT);
            case CORRUPT, INTERNAL -> of(Kind.INTERNAL);
        };
    }

    void send(HttpServerResponse response, String requestId) {
        Answers.send(response, answer(requestId));
    }

    Answer answer(String requestId) {
        JsonObject body = new JsonObject()
                .put("type", TYPE + kind.code().replace('_', '-'))
                .put("title", kind.title)
                .put("status", kind.status)
                .put("code", kind.code())
                .put("request_id", requestId)
                .mergeIn(further);
        Answer answer = Answers.of(kind.status, "application/problem+json", body);
        return kind == Kind.UNAVAILABLE || kind == Kind.REQUEST_IN_PROGRESS
                ? Answers.with(answer, HttpHeaders.RETRY_AFTER.toString(), "1")
                : answer;
    }
}
